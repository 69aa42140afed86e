package org.uid2chatops.release;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What people know of releases.
 *
 * @param deactivations when a version is switched off, like {@code 2027-06-30}, by the version: what the operator's e-mail states
 */
@ConfigurationProperties("uid2.releases")
public record ReleaseProperties(@Nullable Map<String, String> deactivations) {

    public ReleaseProperties {
        deactivations = deactivations == null ? Map.of() : Map.copyOf(deactivations);
    }
}

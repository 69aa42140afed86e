package org.uid2chatops.access;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may do what.
 *
 * @param deployers Slack user ids of those who may deploy; empty means nobody
 */
@ConfigurationProperties("uid2.access")
public record AccessProperties(List<String> deployers) {

    public AccessProperties(@Nullable List<String> deployers) {
        this.deployers = deployers == null ? List.of() : List.copyOf(deployers);
    }
}

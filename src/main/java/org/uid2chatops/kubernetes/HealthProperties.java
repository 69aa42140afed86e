package org.uid2chatops.kubernetes;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the operator's health is asked for: {@code uid2.health.*}.
 *
 * @param proxy an HTTP proxy to ask through, e.g. {@code http://proxy.example:3128}; none if not set
 * @param timeout how long the answer may be anything but 200 {@code OK} after a deploy
 * @param connectTimeout of one question; real time
 * @param readTimeout of one question; real time
 */
@ConfigurationProperties("uid2.health")
record HealthProperties(@Nullable URI proxy, @DefaultValue("10m") Duration timeout, @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout) {
}

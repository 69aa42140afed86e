package org.uid2chatops.hold;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * When nothing is changed.
 *
 * @param freezes by name
 */
@ConfigurationProperties("uid2")
record FreezeProperties(@Nullable Map<String, Window> freezes) {

    public FreezeProperties {
        freezes = freezes == null ? Map.of() : Map.copyOf(freezes);
    }

    /**
     * A recurring freeze, as written.
     *
     * @param starts a cron expression of six fields: {@code 0 0 18 * * FRI}. Source: Spring, {@code CronExpression}
     * @param lasts {@code 62h}
     * @param zone {@code Europe/Berlin}; UTC if not given
     * @param targets names; every target if not given
     * @param reason what people read
     */
    record Window(@Nullable String starts, @Nullable String lasts, @Nullable String zone, @Nullable List<String> targets,
            @Nullable String reason) {
    }
}

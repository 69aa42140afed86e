package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How long to wait between two looks at something on its way. One rollout looks often. Where many are under way, what takes long is looked
 * at less often, so that all of them together stay within what Azure and this process bear; what has only begun may be there in a moment
 * and is looked at as often as ever. Thread-safe.
 */
@Component
class LookIntervals {

    /** Of the time that something has taken, the most that a look may come late by. */
    private static final int SHARE = 20;
    private static final Duration COUNTED_ANEW = Duration.ofSeconds(1);
    private static final String ALL = "";

    private final RolloutProperties properties;
    private final LoadingCache<String, Long> steps;
    private final Clock clock;

    LookIntervals(RolloutProperties properties, JdbcClient jdbc, Clock clock) {
        this.properties = properties;
        this.steps = Caffeine.newBuilder().expireAfterWrite(COUNTED_ANEW)
                .build(_ -> jdbc.sql("select count(*) from scheduled_tasks where task_name = ?").param(StepSchedule.TASK).query(Long.class)
                        .single());
        this.clock = clock;
    }

    /** Returns how long to wait for what is on its way since then. */
    Duration next(Instant since) {
        Duration crowded = properties.lookSpacing().multipliedBy(steps.get(ALL));
        Duration late = Duration.between(since, clock.instant()).dividedBy(SHARE);
        Duration longer = crowded.compareTo(late) < 0 ? crowded : late;
        return longer.compareTo(properties.pollInterval()) < 0 ? properties.pollInterval() : longer;
    }
}

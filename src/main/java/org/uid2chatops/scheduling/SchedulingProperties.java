package org.uid2chatops.scheduling;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How durable tasks are run.
 *
 * @param threads how many tasks at once
 * @param pollInterval between two looks for due tasks
 * @param heartbeatInterval how often a running task says that it lives; four missed ones and another replica takes it over
 * @param drain how long a stopping bot waits for running tasks
 */
@ConfigurationProperties("uid2.scheduling")
record SchedulingProperties(@DefaultValue("16") int threads, @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("2s") Duration heartbeatInterval, @DefaultValue("10s") Duration drain) {
}

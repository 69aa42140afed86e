package org.uid2chatops.scheduling;

import java.time.Clock;
import java.util.List;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

import org.uid2chatops.time.Pace;

/** Builds the scheduler of all {@link Task} beans, and a client whose scheduling is part of the caller's transaction. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchedulingProperties.class)
class SchedulingConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    Pace pace() {
        return Pace.REAL;
    }

    @Bean
    SchedulerClient schedulerClient(DataSource database, DueNow dueNow) {
        return dueNow.watching(SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database)).build());
    }

    @Bean
    DueNow dueNow(Clock clock, Pace pace) {
        return new DueNow(clock, pace);
    }

    @Bean
    RunningScheduler scheduler(DataSource database, List<Task<?>> tasks, SchedulingProperties properties, Clock clock, DueNow dueNow) {
        Scheduler scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(database), tasks).threads(properties.threads())
                .pollingInterval(properties.pollInterval())
                .heartbeatInterval(properties.heartbeatInterval()).missedHeartbeatsLimit(4).shutdownMaxWait(properties.drain())
                .clock(clock::instant).addSchedulerListener(dueNow).build();
        dueNow.wakes(scheduler);
        LeftBehind.release(database);
        return new RunningScheduler(scheduler);
    }
}

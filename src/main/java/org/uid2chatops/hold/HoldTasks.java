package org.uid2chatops.hold;

import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.Task;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import org.uid2chatops.scheduling.RecurringWork;

/** The reminders of locks, as a db-scheduler task. */
@Configuration(proxyBeanMethods = false)
class HoldTasks {

    @Bean
    Task<Void> holdReminder(Holds holds) {
        return RecurringWork.task(Holds.REMINDER, Duration.ofMinutes(1), holds::remind);
    }
}

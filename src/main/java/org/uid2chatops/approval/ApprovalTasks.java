package org.uid2chatops.approval;

import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.Task;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import org.uid2chatops.scheduling.RecurringWork;

/** What happens to an approval by itself, as db-scheduler tasks: reminders and expiry, and the start of what was agreed to. */
@Configuration(proxyBeanMethods = false)
class ApprovalTasks {

    /** On the bot's clock: the store could not be reached, or the process was stopped. */
    private static final Duration BACKOFF = Duration.ofSeconds(5);

    @Bean
    Task<Void> approvalClock(Approvals approvals) {
        return RecurringWork.task(Approvals.CLOCK, BACKOFF, approvals::tick);
    }

    @Bean
    Task<Void> approvalReview(Reviews reviews) {
        return RecurringWork.task(Reviews.REMINDER, BACKOFF, reviews::remind);
    }

    @Bean
    Task<Void> approvalRun(ApprovedRuns runs) {
        return RecurringWork.task(Approvals.RUN, BACKOFF, runs::run);
    }
}

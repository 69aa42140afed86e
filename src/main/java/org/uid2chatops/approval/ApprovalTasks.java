package org.uid2chatops.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens to an approval by itself, as db-scheduler tasks: reminders and expiry, and the start of what was agreed to. */
@Configuration(proxyBeanMethods = false)
class ApprovalTasks {

    /** On the bot's clock: the store could not be reached, or the process was stopped. */
    private static final Duration BACKOFF = Duration.ofSeconds(5);

    @Bean
    Task<Void> approvalClock(Approvals approvals) {
        return task(Approvals.CLOCK, approvals::tick);
    }

    @Bean
    Task<Void> approvalRun(ApprovedRuns runs) {
        return task(Approvals.RUN, runs::run);
    }

    private static Task<Void> task(String name, Function<String, Optional<Instant>> work) {
        return Tasks.custom(name, Void.class).onFailure(new FailureHandler.OnFailureRetryLater<>(BACKOFF)).onDeadExecutionRevive()
                .execute((instance, _) -> work.apply(instance.getId())
                        .<CompletionHandler<Void>>map(at -> (complete, operations) -> operations.reschedule(complete, at))
                        .orElseGet(CompletionHandler.OnCompleteRemove::new));
    }
}

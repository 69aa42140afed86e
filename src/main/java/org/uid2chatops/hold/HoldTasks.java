package org.uid2chatops.hold;

import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The reminders of locks, as a db-scheduler task. */
@Configuration(proxyBeanMethods = false)
class HoldTasks {

    @Bean
    Task<Void> holdReminder(Holds holds) {
        return Tasks.custom(Holds.REMINDER, Void.class).onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofMinutes(1)))
                .onDeadExecutionRevive().execute((instance, _) -> holds.remind(instance.getId())
                        .<CompletionHandler<Void>>map(at -> (complete, operations) -> operations.reschedule(complete, at))
                        .orElseGet(CompletionHandler.OnCompleteRemove::new));
    }
}

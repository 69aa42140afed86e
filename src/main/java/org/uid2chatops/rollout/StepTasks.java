package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Turns as db-scheduler tasks: one task per active step, which holds no thread between turns. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RolloutProperties.class)
class StepTasks {

    @Bean
    Task<Void> stepTask(StepTurn turns, Ledger ledger, RolloutProperties properties, Clock clock) {
        // A turn journals what its step met; what is left is a store that cannot be reached, or a process that is being stopped.
        Duration backoff = properties.retryInterval();
        return Tasks.custom(StepSchedule.TASK, Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(backoff)).onDeadExecutionRevive().execute((instance, _) -> {
                    int slash = instance.getId().indexOf('/');
                    var rollout = new RolloutId(instance.getId().substring(0, slash));
                    StepName step = StepName.valueOf(instance.getId().substring(slash + 1));
                    var next = turns.take(rollout, step);
                    return next.<CompletionHandler<Void>>map(at -> (complete, operations) -> operations.reschedule(complete, at))
                            .orElse((complete, operations) -> ledger.end(rollout, step, runs -> {
                                if (runs) {
                                    operations.reschedule(complete, clock.instant());
                                } else {
                                    operations.stop();
                                }
                            }));
                });
    }
}

package org.uid2chatops.outbox;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import org.uid2chatops.time.Pace;

/** The outbox's task. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

    @Bean
    Task<Void> deliveryTask(OutboxStore store, Courier courier, Rhythm rhythm, Pace pace, Clock clock) {
        var delivery = new Delivery(store, courier, rhythm, pace, clock);
        return Tasks.custom(OutboxStore.TASK, Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(pace.onClock(Duration.ofSeconds(5)))).onDeadExecutionRevive()
                .execute((instance, _) -> delivery.run(instance.getId()));
    }
}

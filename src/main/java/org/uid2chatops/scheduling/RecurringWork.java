package org.uid2chatops.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

/** Durable work that says itself when it is to be done again. */
public final class RecurringWork {

    private RecurringWork() {
    }

    /**
     * Makes a task of it.
     *
     * @param backoff on the bot's clock, after the store could not be reached or the process was stopped
     * @param work takes the instance's id, and returns when it is due again; empty if it is done
     */
    public static Task<Void> task(String name, Duration backoff, Function<String, Optional<Instant>> work) {
        return Tasks.custom(name, Void.class).onFailure(new FailureHandler.OnFailureRetryLater<>(backoff)).onDeadExecutionRevive()
                .execute((instance, _) -> work.apply(instance.getId())
                        .<CompletionHandler<Void>>map(at -> (complete, operations) -> operations.reschedule(complete, at))
                        .orElseGet(CompletionHandler.OnCompleteRemove::new));
    }
}

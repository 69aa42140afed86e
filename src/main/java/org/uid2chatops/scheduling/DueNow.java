package org.uid2chatops.scheduling;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import org.uid2chatops.time.Pace;

/**
 * Wakes the scheduler when something was scheduled, as soon as that is committed, and when what this process has put off becomes due;
 * without it a task waits for the next poll. Thread-safe.
 */
final class DueNow extends AbstractSchedulerListener implements AutoCloseable {

    /** What is due later than that is left to the poll. */
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Clock clock;
    private final Pace pace;
    private final AtomicReference<@Nullable Scheduler> scheduler = new AtomicReference<>();
    private final ScheduledExecutorService alarm = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("due-now").daemon().factory());

    DueNow(Clock clock, Pace pace) {
        this.clock = clock;
        this.pace = pace;
    }

    void wakes(Scheduler woken) {
        scheduler.set(woken);
    }

    /** Returns a client that does as {@code client} does, and wakes the scheduler after each scheduling. */
    SchedulerClient watching(SchedulerClient client) {
        return (SchedulerClient) Proxy.newProxyInstance(SchedulerClient.class.getClassLoader(), new Class<?>[]{SchedulerClient.class},
                (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(client, arguments);
                        if (method.getName().contains("chedule")) {
                            wakeAfterCommit();
                        }
                        return result;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Override
    public void onExecutionScheduled(TaskInstanceId task, Instant due) {
        Duration until = Duration.between(clock.instant(), due);
        if (until.compareTo(SOON) < 0 && !alarm.isShutdown()) {
            alarm.schedule(this::wake, Math.max(0, pace.inReal(until).toMillis()) + 1, TimeUnit.MILLISECONDS);
        }
    }

    private void wakeAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wake();
                }
            });
        } else {
            wake();
        }
    }

    private void wake() {
        Scheduler known = scheduler.get();
        if (known != null) {
            known.triggerCheckForDueExecutions();
        }
    }

    @Override
    public void close() {
        alarm.shutdownNow();
    }
}

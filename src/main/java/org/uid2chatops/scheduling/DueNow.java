package org.uid2chatops.scheduling;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes the scheduler when something was scheduled, as soon as that is committed; without it a task waits for the next poll. */
final class DueNow {

    private final AtomicReference<@Nullable Scheduler> scheduler = new AtomicReference<>();

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
}

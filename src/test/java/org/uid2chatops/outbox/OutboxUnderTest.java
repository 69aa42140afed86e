package org.uid2chatops.outbox;

import java.time.Clock;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import org.uid2chatops.time.Pace;

/** The outbox, for other features' tests. */
public final class OutboxUnderTest {

    private final OutboxStore store;
    private final Clock clock;

    public OutboxUnderTest(JdbcClient jdbc, PlatformTransactionManager transactions, SchedulerClient scheduler, Clock clock) {
        this.store = new OutboxStore(jdbc, transactions, scheduler, clock);
        this.clock = clock;
    }

    public Outbox outbox() {
        return store;
    }

    public Task<Void> task(Courier courier, Rhythm rhythm) {
        return new OutboxConfiguration().deliveryTask(store, courier, rhythm, Pace.REAL, clock);
    }
}

package org.uid2chatops.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.outbox.Courier.Parcel;
import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.testing.MovableClock;
import org.uid2chatops.time.Pace;

/** A database, an outbox and a courier that notes what it is given. */
final class OutboxWorld implements Courier {

    final List<Parcel> delivered = Collections.synchronizedList(new ArrayList<>());
    final Queue<Function<Parcel, Result>> answers = new ConcurrentLinkedQueue<>();
    Function<Parcel, Result> always = _ -> new Result.Delivered();
    final Rhythm rhythm;
    final OutboxStore store;
    final TransactionTemplate transaction;
    private final DataSource database;
    final JdbcClient jdbc;
    final Delivery delivery;
    private final MovableClock moved = new MovableClock(Instant.parse("2026-11-23T03:00:00Z"));

    OutboxWorld(DataSource database) {
        this(database, new Rhythm(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(10)), null);
    }

    OutboxWorld(DataSource database, Rhythm rhythm, @Nullable Clock real) {
        this.database = database;
        this.rhythm = rhythm;
        Clock clock = real == null ? moved : real;
        jdbc = JdbcClient.create(database);
        var transactions = new DataSourceTransactionManager(database);
        transaction = new TransactionTemplate(transactions);
        store = new OutboxStore(jdbc, transactions,
                SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database)).build(),
                clock);
        delivery = new Delivery(store, this, rhythm, Pace.REAL, clock);
    }

    Scheduler scheduler(Task<Void> task) {
        return scheduler(task, Duration.ofMinutes(5));
    }

    /** @param heartbeat others take it for dead after four of their own without one of it */
    Scheduler scheduler(Task<Void> task, Duration heartbeat) {
        return Scheduler.create(database, task).threads(4).pollingInterval(Duration.ofMillis(20)).heartbeatInterval(heartbeat)
                .missedHeartbeatsLimit(4).shutdownMaxWait(Duration.ofSeconds(5)).build();
    }

    void turn(String lane) {
        var _ = delivery.run(lane);
    }

    void pass(Duration duration) {
        moved.pass(duration);
    }

    void answer(Result... results) {
        for (Result result : results) {
            answers.add(_ -> result);
        }
    }

    @Override
    public Result deliver(Parcel parcel) {
        delivered.add(parcel);
        var answer = answers.poll();
        return answer == null ? always.apply(parcel) : answer.apply(parcel);
    }

    List<List<Long>> seqs() {
        return delivered.stream().map(parcel -> parcel.messages().stream().map(message -> ((Message.Detail) message).seq()).toList())
                .toList();
    }

    List<Long> details(String rollout) {
        return List.copyOf(delivered).stream().flatMap(parcel -> parcel.messages().stream())
                .filter(message -> message instanceof Message.Detail detail && detail.rollout().equals(rollout))
                .map(message -> ((Message.Detail) message).seq()).toList();
    }

    int told(String rollout) {
        return details(rollout).size();
    }

    int scheduled() {
        return jdbc.sql("select count(*) from scheduled_tasks").query(Integer.class).single();
    }

    int left() {
        return jdbc.sql("select count(*) from outbox").query(Integer.class).single();
    }
}

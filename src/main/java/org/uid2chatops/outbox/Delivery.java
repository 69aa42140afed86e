package org.uid2chatops.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.uid2chatops.outbox.Courier.Parcel;
import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.OutboxStore.Run;
import org.uid2chatops.time.Pace;

/** Empties one lane, as fast as the rhythm allows. db-scheduler runs it once per lane, whatever the number of replicas. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** Then another execution goes on, so that a busy lane does not keep a worker for itself. */
    private static final int MOST_IN_ONE_GO = 20;
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    /** After so many failures in a row a message lets the others go first. */
    private static final int SAME_AGAIN = 3;
    private static final Duration LETS_OTHERS_GO = Duration.ofSeconds(10);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(30);
    private static final Duration AFTER_A_REFUSAL = Duration.ofSeconds(30);

    private final OutboxStore store;
    private final Courier courier;
    private final Rhythm rhythm;
    private final Pace pace;
    private final Clock clock;

    Delivery(OutboxStore store, Courier courier, Rhythm rhythm, Pace pace, Clock clock) {
        this.store = store;
        this.courier = courier;
        this.rhythm = rhythm;
        this.pace = pace;
        this.clock = clock;
    }

    CompletionHandler<Void> run(String lane) {
        Run run = store.begin(lane);
        for (int i = 0; i < MOST_IN_ONE_GO && tried(run) instanceof Turn.Deliver deliver; i++) {
            deliver(run, deliver.rows());
        }
        return (complete, operations) -> store.note(run, () -> end(turn(lane), complete, operations));
    }

    private void end(Turn turn, ExecutionComplete complete, ExecutionOperations<Void> operations) {
        switch (turn) {
            case Turn.Idle _ -> operations.stop();
            case Turn.WaitUntil wait -> operations.reschedule(complete, wait.until());
            case Turn.Deliver _ -> operations.reschedule(complete, clock.instant());
        }
    }

    /** Decides what comes next, and notes that it is tried. Nothing does, once the run is overtaken. */
    private Turn tried(Run run) {
        return store.within(run, () -> {
            Turn turn = turn(run.lane());
            if (turn instanceof Turn.Deliver(var rows)) {
                store.trying(rows);
            }
            return turn;
        }).orElseGet(Turn.Idle::new);
    }

    private Turn turn(String lane) {
        var state = store.lane(lane);
        Instant posted = state.postedAt();
        Instant nextPost = posted == null ? null : posted.plus(pace.onClock(rhythm.post()));
        return Turn.of(store.rows(lane), state.notBefore(), nextPost, clock.instant());
    }

    private void deliver(Run run, List<Row> rows) {
        boolean again = rows.getFirst().batch() != null;
        Runnable outcome;
        try {
            Result result = courier.deliver(new Parcel(rows.stream().map(Row::message).toList(), again));
            outcome = () -> note(run.lane(), rows, result);
        } catch (RuntimeException bug) {
            LOG.error("Could not prepare a message for {} (outbox rows {}); trying again in {} s", run.lane(), ids(rows),
                    AFTER_A_BUG.toSeconds(), bug);
            outcome = () -> store.postpone(rows, clock.instant().plus(pace.onClock(AFTER_A_BUG)));
        }
        if (!store.note(run, outcome)) {
            LOG.warn("This process stood still while it delivered for {}, and another run took over (outbox rows {}); what may be older "
                    + "than what that one told is told anew", run.lane(), ids(rows));
            rows.stream().flatMap(row -> row.toldAnew().stream()).distinct().forEach(store::add);
        }
    }

    private void note(String lane, List<Row> rows, Result result) {
        Instant now = clock.instant();
        switch (result) {
            case Result.Delivered _ -> store.delivered(lane, rows, now);
            case Result.Changing _ ->
                store.changing(lane, rows.getFirst(), now.plus(rhythm.refresh()), now.plus(pace.onClock(rhythm.edit())), now);
            case Result.NotYet _ -> store.untried(rows);
            case Result.Held(var why, var after) -> {
                LOG.warn("Slack takes no changes for {} now: {}; trying again in {} ms, new messages go on", lane, why, after.toMillis());
                store.untried(rows);
                store.postpone(rows, now.plus(pace.onClock(after)));
            }
            case Result.Failed failed -> failed(lane, rows, failed, now);
            case Result.Refused(var why) -> {
                LOG.error("Slack refuses a message for {} (outbox rows {}): {}; trying it again in {} s, the channel's other messages "
                        + "go on", lane, ids(rows), why, AFTER_A_REFUSAL.toSeconds());
                store.untried(rows);
                store.postpone(rows, now.plus(pace.onClock(AFTER_A_REFUSAL)));
            }
        }
    }

    private void failed(String lane, List<Row> rows, Result.Failed failed, Instant now) {
        Duration wait = failed.after().orElseGet(() -> backoff(store.lane(lane).failures()));
        LOG.warn("Slack did not take a message for {}: {}; trying again in {} ms", lane, failed.why(), wait.toMillis());
        Instant free = now.plus(pace.onClock(wait));
        store.failed(lane, rows, free);
        if (!failed.perhapsDelivered()) {
            store.untried(rows);
        }
        if (rows.getFirst().failures() + 1 >= SAME_AGAIN) {
            // if it is the message, the others get through meanwhile; if it is Slack, they wait for the lane as well
            store.postpone(rows, free.plus(pace.onClock(LETS_OTHERS_GO)));
        }
    }

    private static List<Long> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }

    private static Duration backoff(int failures) {
        Duration wait = Duration.ofSeconds(1L << Math.min(failures, 5));
        return wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait;
    }
}

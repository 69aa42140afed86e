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
import org.uid2chatops.time.Pace;

/** Empties one lane, as fast as the rhythm allows. db-scheduler runs it once per lane, whatever the number of replicas. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** Then another execution goes on, so that a busy lane does not keep a worker for itself. */
    private static final int MOST_IN_ONE_GO = 20;
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
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
        for (int i = 0; i < MOST_IN_ONE_GO && turn(lane) instanceof Turn.Deliver deliver; i++) {
            deliver(lane, deliver.rows());
        }
        return (complete, operations) -> store.holding(lane, () -> end(turn(lane), complete, operations));
    }

    private void end(Turn turn, ExecutionComplete complete, ExecutionOperations<Void> operations) {
        switch (turn) {
            case Turn.Idle _ -> operations.stop();
            case Turn.WaitUntil wait -> operations.reschedule(complete, wait.until());
            case Turn.Deliver _ -> operations.reschedule(complete, clock.instant());
        }
    }

    private Turn turn(String lane) {
        var state = store.lane(lane);
        Instant posted = state.postedAt();
        Instant nextPost = posted == null ? null : posted.plus(pace.onClock(rhythm.post()));
        return Turn.of(store.rows(lane), state.notBefore(), nextPost, clock.instant());
    }

    private void deliver(String lane, List<Row> rows) {
        boolean again = rows.getFirst().batch() != null;
        store.trying(rows);
        Result result;
        try {
            result = courier.deliver(new Parcel(rows.stream().map(Row::message).toList(), again));
        } catch (RuntimeException bug) {
            LOG.error("Could not prepare a message for {} (outbox rows {}); trying again in {} s", lane,
                    rows.stream().map(Row::id).toList(), AFTER_A_BUG.toSeconds(), bug);
            store.postpone(rows, clock.instant().plus(pace.onClock(AFTER_A_BUG)));
            return;
        }
        note(lane, rows, result);
    }

    private void note(String lane, List<Row> rows, Result result) {
        Instant now = clock.instant();
        switch (result) {
            case Result.Delivered _ -> store.delivered(lane, rows, now);
            case Result.Changing _ ->
                store.changing(lane, rows.getFirst(), now.plus(rhythm.refresh()), now.plus(pace.onClock(rhythm.edit())), now);
            case Result.NotYet _ -> store.untried(rows);
            case Result.Failed failed -> {
                Duration wait = failed.after().orElseGet(() -> backoff(store.lane(lane).failures()));
                LOG.warn("Slack did not take a message for {}: {}; trying again in {} ms", lane, failed.why(), wait.toMillis());
                store.failed(lane, rows, now.plus(pace.onClock(wait)), failed.perhapsDelivered());
            }
            case Result.Refused(var why) -> {
                LOG.error("Slack refuses a message for {} (outbox rows {}): {}; trying it again in {} s, the channel's other messages "
                        + "go on", lane, rows.stream().map(Row::id).toList(), why, AFTER_A_REFUSAL.toSeconds());
                store.untried(rows);
                store.postpone(rows, now.plus(pace.onClock(AFTER_A_REFUSAL)));
            }
        }
    }

    private static Duration backoff(int failures) {
        Duration wait = Duration.ofSeconds(1L << Math.min(failures, 5));
        return wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait;
    }
}

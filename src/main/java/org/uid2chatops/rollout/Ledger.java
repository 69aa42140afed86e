package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.RolloutTable.Turn;
import org.uid2chatops.rollout.RolloutView.Status;

/**
 * The owner of a rollout's transactions: one transaction holds the journal rows, the scheduling of the steps that became
 * active, and what people are to be told. Thread-safe.
 */
@Component
class Ledger {

    private final RolloutTable rollouts;
    private final Journal journal;
    private final StepSchedule schedule;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ProcessName process;

    Ledger(RolloutTable rollouts, Journal journal, StepSchedule schedule, Outbox outbox, TransactionTemplate transaction, Clock clock,
            ProcessName process) {
        this.rollouts = rollouts;
        this.journal = journal;
        this.schedule = schedule;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.process = process;
    }

    /**
     * Opens a rollout: takes its target, writes the first row, schedules the first steps.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the target is taken or the request was seen before
     */
    void open(Rollout rollout, Entry.Requested requested) {
        transaction.executeWithoutResult(_ -> {
            rollouts.insert(rollout);
            rollouts.take(rollout.target(), rollout.id());
            Rollout written = append(rollout, requested);
            rollouts.update(begin(written, Set.of(), Position.after(List.of(requested))));
            outbox.add(new Message.Live(rollout.id().value(), rollout.channel()));
        });
    }

    /** Starts a turn at a step and returns what it knows; empty if the step is no longer one to run. */
    Optional<Knowledge> turn(RolloutId id, StepName step) {
        return transaction.execute(_ -> {
            var locked = rollouts.lock(id).filter(rollout -> rollout.status() == Status.RUNNING);
            if (locked.isEmpty()) {
                return Optional.<Knowledge>empty();
            }
            var rows = journal.rows(id);
            var knowledge = new StepHistory(step, rows);
            if (!knowledge.active()) {
                return Optional.<Knowledge>empty();
            }
            Rollout rollout = locked.get();
            Turn turn = rollouts.turn(rollout, step, process.name(), now());
            if (takenOver(turn, knowledge)) {
                rollouts.update(append(rollout, new Entry.Resumed(step)));
            }
            return Optional.of(new Knowledge(turn, rollout, requested(rows), knowledge));
        });
    }

    /**
     * Replicas share the turns of a step, and that is nothing to tell. It is when a process begins anew with what another one left, or
     * finds a change of which nobody knows whether it was sent.
     */
    private boolean takenOver(Turn turn, StepHistory history) {
        return !turn.previousHolder().equals(process.name())
                && (!turn.previousAt().isAfter(process.started()) || history.intentWithoutOutcome());
    }

    private static Entry.Requested requested(List<JournalRow> rows) {
        return (Entry.Requested) rows.getFirst().entry();
    }

    /** What a turn begins with. */
    record Knowledge(Turn turn, Rollout rollout, Entry.Requested requested, StepHistory history) {
    }

    /**
     * Writes that a step began to wait, tries again, is about to send a change, or has sent it.
     *
     * @return false if the turn is over (another has begun, or the rollout has ended): nothing was written, and nothing more may be done
     */
    boolean note(Turn turn, Entry.OfStep entry) {
        return write(turn, rollout -> append(rollout, entry));
    }

    /** Writes that a step is complete, and starts what follows it. Returns as {@link #note}. */
    boolean complete(Turn turn, Entry.Completed completed) {
        return write(turn, rollout -> {
            List<Entry> before = journal.rows(rollout.id()).stream().map(JournalRow::entry).toList();
            Rollout written = append(rollout, completed);
            Position position = Position.after(Stream.concat(before.stream(), Stream.of(completed)).toList());
            if (!position.succeeded()) {
                return begin(written, begun(before), position);
            }
            return end(append(written, new Entry.Succeeded()), Status.SUCCEEDED);
        });
    }

    /** Writes that a step failed, which ends the rollout. Returns as {@link #note}. */
    boolean fail(Turn turn, Cause cause) {
        return write(turn, rollout -> end(append(rollout, new Entry.Failed(turn.step(), cause)), Status.FAILED));
    }

    private boolean write(Turn turn, UnaryOperator<Rollout> change) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var rollout = rollouts.lock(turn.rollout());
            if (rollout.isEmpty() || rollout.get().epoch() != turn.epoch() || !rollouts.isLatest(turn)) {
                return false;
            }
            rollouts.update(change.apply(rollout.get()));
            outbox.add(new Message.Live(turn.rollout().value(), rollout.get().channel()));
            return true;
        }));
    }

    private Rollout begin(Rollout rollout, Set<StepName> begun, Position position) {
        Rollout written = rollout;
        for (StepName step : position.active()) {
            if (!begun.contains(step)) {
                written = append(written, new Entry.Began(step));
                schedule.now(rollout.id(), step);
            }
        }
        return written;
    }

    private Rollout end(Rollout rollout, Status how) {
        rollouts.free(rollout.target());
        outbox.add(new Message.Outcome(rollout.id().value(), rollout.channel()));
        return rollout.ended(how, now());
    }

    private Rollout append(Rollout rollout, Entry entry) {
        JournalRow row = journal.append(rollout, now(), entry);
        if (entry instanceof Entry.OfStep && !(entry instanceof Entry.Began) && !(entry instanceof Entry.Waiting)
                && !(entry instanceof Entry.Sent)) {
            outbox.add(new Message.Detail(rollout.id().value(), rollout.channel(), row.seq()));
        }
        return rollout.after(row);
    }

    private static Set<StepName> begun(List<Entry> entries) {
        return entries.stream().filter(Entry.Began.class::isInstance).map(entry -> ((Entry.Began) entry).step())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Instant now() {
        return clock.instant();
    }
}

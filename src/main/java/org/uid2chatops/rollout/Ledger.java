package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
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
    private final Agreements agreements;

    Ledger(RolloutTable rollouts, Journal journal, StepSchedule schedule, Outbox outbox, TransactionTemplate transaction, Clock clock,
            ProcessName process, Agreements agreements) {
        this.rollouts = rollouts;
        this.journal = journal;
        this.schedule = schedule;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.process = process;
        this.agreements = agreements;
    }

    /**
     * Opens a rollout: uses up what people agreed to, takes its target, writes the first row, schedules the first steps.
     *
     * @return false if what people agreed to does not hold any more: nothing was written
     * @throws org.springframework.dao.DuplicateKeyException if the target is taken or the request was seen before
     */
    boolean open(Rollout rollout, Entry.Requested requested) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            if (!requested.agreement().equals(Agreement.NONE) && !agreements.use(requested.agreement(), rollout.id())) {
                return false;
            }
            Optional<Message> replaced = rollouts.latest(rollout.target()).flatMap(this::failure);
            rollouts.insert(rollout);
            rollouts.take(rollout.target(), rollout.id());
            Rollout written = append(rollout, requested);
            rollouts.update(begin(written, Set.of(), Position.after(List.of(requested))));
            // in one order whoever writes: two rollouts may each be told of in the other's channel
            Stream.concat(replaced.stream(), Stream.<Message>of(new Message.Live(rollout.id().value(), rollout.channel())))
                    .sorted(Comparator.comparing(Message::channel)).forEach(outbox::add);
            outbox.add(new Message.Homes());
            return true;
        }));
    }

    /** Returns how a rollout failed, to be told anew: nobody can decide about it any more. */
    private Optional<Message> failure(Rollout older) {
        return older.status() == Status.FAILED && journal.rows(older.id()).getLast().entry() instanceof Entry.Failed
                ? Optional.of(new Message.Outcome(older.id().value(), older.channel(), older.seq()))
                : Optional.empty();
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
                outbox.add(new Message.Live(id.value(), rollout.channel()));
                rollouts.update(append(rollout, new Entry.Resumed(step, process.name())));
            }
            return Optional.of(new Knowledge(turn, rollout, AskedFor.in(rows), knowledge));
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

    /** What a turn begins with. */
    record Knowledge(Turn turn, Rollout rollout, AskedFor asked, StepHistory history) {
    }

    /**
     * Ends a step's task. A retry may have made the step one to run again while its last turn was under way, and left the task as it
     * was: {@code end} is told so while nobody can retry.
     */
    void end(RolloutId id, StepName step, Consumer<Boolean> end) {
        transaction.executeWithoutResult(_ -> {
            boolean runs = rollouts.lock(id).filter(rollout -> rollout.status() == Status.RUNNING).isPresent();
            end.accept(runs && new StepHistory(step, journal.rows(id)).active());
        });
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

    /**
     * Takes a failed rollout up again: its target, the steps that failed or were stopped by the failure, and what people see.
     *
     * @return false if it is not failed any more, or was given up: nothing was written
     * @throws org.springframework.dao.DuplicateKeyException if another rollout holds the target
     */
    boolean retry(RolloutId id, Entry.Retried retried) {
        return reopen(id, (rollout, before) -> {
            rollouts.take(rollout.target(), id);
            Rollout written = append(rollout.runningAgain(), retried);
            Position position = Position.after(Stream.concat(before.stream(), Stream.of(retried)).toList());
            return begin(written, completed(before), position);
        });
    }

    /**
     * Stops a running rollout: it gives its target back, and what its turns may still want to write or send is not accepted.
     *
     * @return false if it does not run any more: nothing was written
     */
    boolean cancel(RolloutId id, Entry.Cancelled cancelled) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var running = rollouts.lock(id).filter(rollout -> rollout.status() == Status.RUNNING);
            if (running.isEmpty()) {
                return false;
            }
            rollouts.update(end(append(running.get(), cancelled), Status.CANCELLED));
            outbox.add(new Message.Live(id.value(), running.get().channel()));
            return true;
        }));
    }

    /** Closes a failed rollout for good. Returns as {@link #retry}. */
    boolean giveUp(RolloutId id, Entry.GivenUp given) {
        return reopen(id, (rollout, _) -> append(rollout, given));
    }

    private boolean reopen(RolloutId id, BiFunction<Rollout, List<Entry>, Rollout> change) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var failed = rollouts.lock(id).filter(rollout -> rollout.status() == Status.FAILED);
            List<JournalRow> before = failed.isEmpty() ? List.of() : journal.rows(id);
            if (before.isEmpty() || !(before.getLast().entry() instanceof Entry.Failed)) {
                return false;
            }
            Rollout rollout = change.apply(failed.get(), before.stream().map(JournalRow::entry).toList());
            rollouts.update(rollout);
            outbox.add(new Message.Live(id.value(), rollout.channel()));
            outbox.add(new Message.Outcome(id.value(), rollout.channel(), before.getLast().seq()));
            outbox.add(new Message.Homes());
            return true;
        }));
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
        outbox.add(new Message.Outcome(rollout.id().value(), rollout.channel(), rollout.seq()));
        outbox.add(new Message.Homes());
        return rollout.ended(how, now());
    }

    private Rollout append(Rollout rollout, Entry entry) {
        JournalRow row = journal.append(rollout, now(), entry);
        if (told(entry)) {
            outbox.add(new Message.Detail(rollout.id().value(), rollout.channel(), row.seq()));
        }
        return rollout.after(row);
    }

    private static boolean told(Entry entry) {
        return switch (entry) {
            case Entry.Intended _,Entry.Retrying _,Entry.Completed _,Entry.Failed _,Entry.Resumed _,Entry.Retried _,Entry.GivenUp _,Entry.Cancelled _ ->
                true;
            case Entry.Requested _,Entry.Began _,Entry.Sent _,Entry.Waiting _,Entry.Succeeded _ -> false;
        };
    }

    private static Set<StepName> completed(List<Entry> entries) {
        return entries.stream().filter(Entry.Completed.class::isInstance).map(entry -> ((Entry.Completed) entry).step())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<StepName> begun(List<Entry> entries) {
        return entries.stream().filter(Entry.Began.class::isInstance).map(entry -> ((Entry.Began) entry).step())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Instant now() {
        return clock.instant();
    }
}

package org.uid2chatops.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rollout as its journal tells it, for people. Immutable.
 *
 * @param by Slack id of who asked
 * @param channel Slack id of where
 * @param ended when it succeeded or failed
 * @param steps every step, in the guide's order
 * @param facts of all completed steps ({@code address})
 * @param expected how long what it had, or may have, to do usually takes
 * @param journal what happened, oldest first
 */
public record RolloutView(RolloutId id, String target, String by, String channel, String release, Status status, Instant started,
        Optional<Instant> ended, List<StepView> steps, Map<String, String> facts, Duration expected, List<JournalRow> journal) {

    /** Causes that no retry mends: only a new rollout does. */
    private static final Set<String> NEEDS_A_NEW_ONE = Set.of("OtherLifecycle");

    /** Where the whole run stands. */
    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** Where a step stands. */
    public enum StepState {
        PENDING,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * One step.
     *
     * @param changed whether this rollout changed anything for it
     * @param detail what was found or is being done, in words; empty while pending
     * @param waiting what it waits for now
     */
    public record StepView(StepName name, StepState state, boolean changed, String detail, Optional<Waiting> waiting, Optional<Cause> cause,
            Optional<Instant> started, Optional<Instant> ended) {

        StepView withChanged() {
            return new StepView(name, state, true, detail, waiting, cause, started, ended);
        }
    }

    /** A wait: for what, since when, and for how long at most. */
    public record Waiting(String why, Instant since, Optional<Duration> upTo) {
    }

    /** Returns whether somebody may still decide to retry it: it failed, was not given up, and trying again can help. */
    public boolean retryable() {
        return status == Status.FAILED && !journal.isEmpty() && journal.getLast().entry() instanceof Entry.Failed failed
                && !NEEDS_A_NEW_ONE.contains(failed.cause().code()) && !failed.cause().onlyAnew();
    }

    /** Returns the steps that run and have asked for a change, or wait for one that their section has asked for, whose end nobody has seen. */
    public List<StepView> underWay() {
        return steps.stream().filter(step -> step.state() == StepState.RUNNING && (asked(step.name()) || awaits(step))).toList();
    }

    /** A cluster that Azure has accepted is not there yet, nor does an operator run that was applied. */
    private boolean awaits(StepView step) {
        return step.waiting().isPresent() && steps.stream().anyMatch(
                other -> other.name().section() == step.name().section() && other.state() == StepState.DONE && other.changed());
    }

    private boolean asked(StepName step) {
        return journal.stream().map(JournalRow::entry).filter(entry -> entry instanceof Entry.OfStep of && of.step() == step)
                .reduce(false, (asked, entry) -> entry instanceof Entry.Intended || asked && !(entry instanceof Entry.Began),
                        (_, later) -> later);
    }

    /** Returns whether it succeeded and had nothing to do. */
    public boolean nothingChanged() {
        return status == Status.SUCCEEDED && steps.stream().noneMatch(StepView::changed);
    }
}

package org.uid2chatops.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.uid2chatops.rollout.RolloutView.StepState;
import org.uid2chatops.rollout.RolloutView.StepView;
import org.uid2chatops.rollout.RolloutView.Waiting;

/** Reads a journal for people. */
final class Projection {

    private Projection() {
    }

    /** Reads what the journal told up to that row. */
    static RolloutView at(long seq, Rollout rollout, List<JournalRow> journal) {
        List<JournalRow> until = journal.stream().filter(row -> row.seq() <= seq).toList();
        return of(until.isEmpty() ? rollout : rollout.at(until.getLast()), until);
    }

    static RolloutView of(Rollout rollout, List<JournalRow> journal) {
        Map<String, String> facts = new LinkedHashMap<>();
        journal.forEach(row -> {
            if (row.entry() instanceof Entry.Completed completed) {
                facts.putAll(completed.facts());
            }
        });
        var steps = madeTogether(Arrays.stream(StepName.values()).map(step -> step(step, journal)).toList());
        return new RolloutView(rollout.id(), rollout.target(), rollout.by(), rollout.channel(), release(rollout, journal), rollout.status(),
                rollout.started(), rollout.ended(), steps, facts, TypicalDurations.of(work(steps)), journal);
    }

    /** Returns the release that it brings: a retry takes the one that its target has then. */
    private static String release(Rollout rollout, List<JournalRow> journal) {
        return journal.stream().map(JournalRow::entry).filter(Entry.Retried.class::isInstance)
                .map(entry -> ((Entry.Retried) entry).release())
                .reduce((_, last) -> last).orElse(rollout.release());
    }

    /** A new network is made with its subnets and their NAT in one request: those steps then find nothing to do, and yet are not unchanged. */
    private static List<StepView> madeTogether(List<StepView> steps) {
        boolean network = steps.stream().anyMatch(step -> step.name() == StepName.VIRTUAL_NETWORK && step.changed());
        return steps.stream().map(step -> {
            boolean within = step.name() == StepName.SUBNETS || step.name() == StepName.SUBNET_NAT;
            return network && within && step.state() == StepState.DONE ? step.withChanged() : step;
        }).toList();
    }

    /** Returns the steps that had, or may have, something to do: a step that found all as it should be takes no time. */
    private static Set<StepName> work(List<StepView> steps) {
        return steps.stream().filter(step -> step.state() != StepState.DONE || step.changed()).map(StepView::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static StepView step(StepName name, List<JournalRow> journal) {
        var view = new StepView(name, StepState.PENDING, false, "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Optional<Instant> intended = Optional.empty();
        for (JournalRow row : journal) {
            if (row.entry() instanceof Entry.OfStep of && of.step() == name) {
                if (of instanceof Entry.Intended) {
                    intended = Optional.of(row.at());
                } else if (of instanceof Entry.Began) {
                    // a step that somebody retried waits anew
                    intended = Optional.empty();
                }
                view = after(view, row.at(), of, intended);
            }
        }
        return view;
    }

    private static StepView after(StepView was, Instant at, Entry.OfStep entry, Optional<Instant> intended) {
        var started = was.started().or(() -> Optional.of(at));
        return switch (entry) {
            case Entry.Began _ -> running(was, was.detail(), Optional.empty(), Optional.of(at), was.changed());
            case Entry.Intended now -> running(was, now.what(), Optional.empty(), started, true);
            case Entry.Sent _,Entry.Resumed _ -> running(was, was.detail(), was.waiting(), started, was.changed());
            case Entry.Waiting now -> {
                Instant since = intended.orElse(started.orElse(at));
                var waiting = new Waiting(now.why(), since, now.atMostUntil().map(until -> Duration.between(since, until)));
                yield running(was, was.detail(), Optional.of(waiting), started, was.changed());
            }
            case Entry.Retrying now -> new StepView(was.name(), StepState.RUNNING, was.changed(), was.detail(), Optional.empty(),
                    Optional.of(now.cause()), started, Optional.empty());
            case Entry.Completed now -> new StepView(was.name(), StepState.DONE, was.changed(), now.detail(), Optional.empty(),
                    Optional.empty(), started, Optional.of(at));
            case Entry.Failed now -> new StepView(was.name(), StepState.FAILED, was.changed(), was.detail(), Optional.empty(),
                    Optional.of(now.cause()), started, Optional.of(at));
        };
    }

    private static StepView running(StepView was, String detail, Optional<Waiting> waiting, Optional<Instant> started, boolean changed) {
        return new StepView(was.name(), StepState.RUNNING, changed, detail, waiting, Optional.empty(), started, Optional.empty());
    }
}

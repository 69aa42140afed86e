package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.rollout.RolloutView.StepState;
import org.uid2chatops.rollout.RolloutView.StepView;
import org.uid2chatops.rollout.RolloutView.Waiting;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.testing.TestTarget;

/** Targets and rollouts to show. */
final class Views {

    static final Instant START = Instant.parse("2026-11-23T03:00:00Z");
    static final Instant NOW = START.plus(Duration.ofSeconds(200));
    static final RolloutId ID = new RolloutId("r-20261123-030000-7f3a");
    static final Targets TARGETS = new Targets(List.of(target("integ", false), target("prod", true), target("prod-westus2", true)));

    private Views() {
    }

    static Target target(String name, boolean approvalWanted) {
        return TestTarget.named(name).with("resource-group", "uid2-" + name).with("approval", approvalWanted)
                .with("channel", approvalWanted ? "C0000OPS" : "")
                .with("approval.break-glass-review-within", name.equals("prod") ? "24h" : "").read();
    }

    static RolloutView of(Status status, List<StepView> steps, Map<String, String> facts, List<Entry> entries) {
        var journal = new ArrayList<JournalRow>();
        for (Entry entry : entries) {
            journal.add(new JournalRow(ID, journal.size() + 1L, START, entry, "p", "h" + journal.size()));
        }
        Optional<Instant> ended = status == Status.RUNNING ? Optional.empty() : Optional.of(START.plus(Duration.ofSeconds(800)));
        return new RolloutView(ID, "integ", "U0000ALEX", "C0000OPS", "5.70.159-r0", status, START, ended, steps, facts,
                Duration.ofMinutes(14), journal);
    }

    /** Returns every step, pending where {@code known} says nothing. */
    static List<StepView> steps(StepView... known) {
        return Arrays.stream(StepName.values())
                .map(name -> Arrays.stream(known).filter(step -> step.name() == name).findFirst().orElse(pending(name))).toList();
    }

    static List<StepView> all(boolean changed) {
        return Arrays.stream(StepName.values())
                .map(name -> done(name, changed, "as it should be", name == StepName.CLUSTER_READY ? 360 : 2))
                .toList();
    }

    static StepView pending(StepName name) {
        return new StepView(name, StepState.PENDING, false, "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static StepView done(StepName name, boolean changed, String detail, int seconds) {
        return new StepView(name, StepState.DONE, changed, detail, Optional.empty(), Optional.empty(), Optional.of(START),
                Optional.of(START.plusSeconds(seconds)));
    }

    static StepView running(StepName name, String detail) {
        return new StepView(name, StepState.RUNNING, true, detail, Optional.empty(), Optional.empty(), Optional.of(START),
                Optional.empty());
    }

    static StepView waiting(StepName name, String why, Duration since, Optional<Duration> upTo) {
        return new StepView(name, StepState.RUNNING, true, "", Optional.of(new Waiting(why, NOW.minus(since), upTo)), Optional.empty(),
                Optional.of(START), Optional.empty());
    }

    static StepView failed(StepName name, Cause cause) {
        return new StepView(name, StepState.FAILED, true, "", Optional.empty(), Optional.of(cause), Optional.of(START),
                Optional.of(START.plusSeconds(90)));
    }
}

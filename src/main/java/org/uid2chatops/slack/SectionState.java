package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.StepState;
import org.uid2chatops.rollout.RolloutView.StepView;
import org.uid2chatops.rollout.Section;

/** Where a section of the guide stands, from its steps. */
enum SectionState {
    PENDING(":white_circle:", ""),
    RUNNING(":hourglass_flowing_sand:", ""),
    DONE(":white_check_mark:", ""),
    UNCHANGED(":ballot_box_with_check:", "unchanged"),
    FAILED(":x:", "failed"),
    STOPPED(":double_vertical_bar:", "stopped, because another section failed"),
    CANCELLED(":no_entry_sign:", "stopped half-way");

    private final String emoji;
    private final String word;

    SectionState(String emoji, String word) {
        this.emoji = emoji;
        this.word = word;
    }

    String emoji() {
        return emoji;
    }

    /** Returns the state in a word, where the emoji alone does not say it to everybody. */
    String word() {
        return word;
    }

    /** Returns whether there is nothing left to do. */
    boolean isDone() {
        return this == DONE || this == UNCHANGED;
    }

    /** Returns the sections that a rollout has steps of, in the guide's order. */
    static List<Section> shown(RolloutView rollout) {
        return Arrays.stream(Section.values()).filter(section -> !steps(rollout, section).isEmpty()).toList();
    }

    /** Returns those that have nothing left to do. */
    static List<Section> done(RolloutView rollout) {
        return shown(rollout).stream().filter(section -> of(steps(rollout, section)).isDone()).toList();
    }

    /** Returns what a rollout has made or changed in those that have something left to do. */
    static List<StepView> madeInOthers(RolloutView rollout) {
        List<Section> done = done(rollout);
        return rollout.steps().stream()
                .filter(step -> step.state() == StepState.DONE && step.changed() && !done.contains(step.name().section())).toList();
    }

    static List<StepView> steps(RolloutView rollout, Section section) {
        return rollout.steps().stream().filter(step -> step.name().section() == section).toList();
    }

    /** Returns where a section of that rollout stands; what still ran when the rollout was stopped does not any more. */
    static SectionState of(List<StepView> steps, RolloutView rollout) {
        SectionState state = of(steps);
        if (state != RUNNING) {
            return state;
        }
        return switch (rollout.status()) {
            case FAILED -> STOPPED;
            case CANCELLED -> CANCELLED;
            case RUNNING, SUCCEEDED -> RUNNING;
        };
    }

    static SectionState of(List<StepView> steps) {
        if (steps.stream().anyMatch(step -> step.state() == StepState.FAILED)) {
            return FAILED;
        }
        if (steps.stream().allMatch(step -> step.state() == StepState.PENDING)) {
            return PENDING;
        }
        if (steps.stream().allMatch(step -> step.state() == StepState.DONE)) {
            boolean changed = steps.stream().anyMatch(step -> step.changed() || step.name().section().looksOnly());
            return changed ? DONE : UNCHANGED;
        }
        return RUNNING;
    }

    /** Returns how long the section took, from its first step's start to its last one's end. */
    static Optional<Duration> took(List<StepView> steps) {
        Optional<Instant> started = steps.stream().map(step -> step.started().orElse(null)).filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        Optional<Instant> ended = steps.stream().map(step -> step.ended().orElse(null)).filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        return started.flatMap(from -> ended.map(to -> Duration.between(from, to)));
    }
}

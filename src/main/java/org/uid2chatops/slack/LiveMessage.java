package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;

import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.StepState;
import org.uid2chatops.rollout.RolloutView.StepView;
import org.uid2chatops.rollout.RolloutView.Waiting;
import org.uid2chatops.rollout.Section;

/** The one message that follows a rollout: a line for each section of the guide, what runs and what it waits for. */
final class LiveMessage {

    private static final int MOST_DETAIL = 150;

    private LiveMessage() {
    }

    static Rendered of(RolloutView rollout, Instant now) {
        String title = title(rollout);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(Rendered.header(title));
        var lines = new ArrayList<String>();
        for (Section section : SectionState.shown(rollout)) {
            lines.addAll(lines(section, SectionState.steps(rollout, section), rollout, now));
        }
        blocks.addAll(Rendered.sections(lines));
        Resumption.of(rollout).ifPresent(resumed -> blocks.add(Rendered.context(resumed.words(now))));
        blocks.add(Rendered.context(about(rollout, now)));
        if (rollout.status() == RolloutView.Status.RUNNING) {
            blocks.add(DecisionButtons.whileRunning(rollout));
        }
        return new Rendered(title + ". " + summary(rollout), blocks);
    }

    /** Returns in one line what is going on, as plain text. */
    static String title(RolloutView rollout) {
        return switch (rollout.status()) {
            case RUNNING -> "Deploying UID2 operator " + rollout.release() + " to " + rollout.target();
            case FAILED -> "Deploy of UID2 operator " + rollout.release() + " to " + rollout.target() + " failed";
            case CANCELLED -> "Deploy of UID2 operator " + rollout.release() + " to " + rollout.target() + " cancelled";
            case SUCCEEDED -> rollout.nothingChanged()
                    ? "Nothing to change on " + rollout.target() + ": UID2 operator " + rollout.release() + " runs"
                    : "UID2 operator " + rollout.release() + " runs on " + rollout.target();
        };
    }

    /** Returns how far it is: {@code 11 of 17 sections done}, and what runs. */
    static String summary(RolloutView rollout) {
        List<String> running = rollout.steps().stream().filter(step -> step.state() == StepState.RUNNING).map(step -> step.name().title())
                .toList();
        return SectionState.done(rollout).size() + " of " + SectionState.shown(rollout).size() + " sections done"
                + (running.isEmpty() || rollout.status() != RolloutView.Status.RUNNING ? "" : "; running: " + String.join(", ", running))
                + ".";
    }

    private static List<String> lines(Section section, List<StepView> steps, RolloutView rollout, Instant now) {
        var lines = new ArrayList<String>();
        SectionState state = SectionState.of(steps, rollout);
        var head = new StringBuilder(state.emoji()).append(" *").append(section.title()).append("*");
        if (!state.word().isEmpty()) {
            head.append(" ").append(state.word());
        }
        if (state.isDone()) {
            found(steps).ifPresent(detail -> head.append(": ").append(detail(detail)));
        }
        lines.add(head.toString());
        for (StepView step : steps) {
            if (step.state() == StepState.RUNNING && rollout.status() == RolloutView.Status.RUNNING) {
                lines.add("      ↳ " + step.name().title() + ": " + doing(step, rollout, now));
            } else if (step.state() == StepState.FAILED) {
                lines.add("      ↳ " + step.name().title() + ": " + step.cause()
                        .map(cause -> Mrkdwn.code(cause.code()) + " " + Mrkdwn.escape(Mrkdwn.cut(cause.what(), 300)))
                        .orElse("failed"));
            }
        }
        return lines;
    }

    /** Returns what a section's steps found, in a line: the last word of those that do more than grant a role. */
    private static Optional<String> found(List<StepView> steps) {
        var telling = steps.stream().filter(step -> !step.detail().isBlank()).toList();
        return telling.stream().filter(step -> !step.name().isGrant()).map(StepView::detail).reduce((_, last) -> last)
                .or(() -> telling.stream().map(StepView::detail).reduce((first, next) -> first + "; " + next));
    }

    /** Returns what a running step does: its wait, its retry, or what it is about. */
    static String doing(StepView step, RolloutView rollout, Instant now) {
        Optional<Entry.Retrying> retry = retry(step, rollout);
        if (retry.isPresent()) {
            return Mrkdwn.escape(Mrkdwn.cut(retry.get().cause().what(), 200)) + " Trying again (" + Mrkdwn.ordinal(retry.get().attempt())
                    + " time)";
        }
        return step.waiting().map(waiting -> waiting(waiting, now))
                .orElseGet(() -> step.detail().isBlank() ? "looking" : detail(step.detail()));
    }

    private static String waiting(Waiting waiting, Instant now) {
        String why = "waiting for " + Mrkdwn.escape(waiting.why());
        Duration waited = Duration.between(waiting.since(), now);
        return why + waiting.upTo().map(upTo -> ", " + ofAtMost(waited, upTo)).orElse("");
    }

    /** Returns {@code 2 of up to 15 min}; in seconds where minutes are too coarse. */
    private static String ofAtMost(Duration waited, Duration upTo) {
        return upTo.compareTo(Duration.ofMinutes(2)) < 0
                ? Math.max(0, waited.toSeconds() / 10 * 10) + " of up to " + upTo.toSeconds() + " s"
                : Math.max(0, waited.toMinutes()) + " of up to " + upTo.toMinutes() + " min";
    }

    /** Returns the retry that the step is in: the last thing its journal says. */
    private static Optional<Entry.Retrying> retry(StepView step, RolloutView rollout) {
        return rollout.journal().stream().map(JournalRow::entry)
                .filter(entry -> entry instanceof Entry.OfStep ofStep && ofStep.step() == step.name()).reduce((_, last) -> last)
                .filter(Entry.Retrying.class::isInstance).map(Entry.Retrying.class::cast);
    }

    private static String about(RolloutView rollout, Instant now) {
        Tries tries = Tries.of(rollout);
        String by = "Asked for by " + Mrkdwn.user(rollout.by()) + tries.words().map(words -> " · " + words).orElse("") + givenUp(rollout);
        String id = " · " + Mrkdwn.code(rollout.id().value());
        return rollout.ended().map(ended -> by + " · took " + Mrkdwn.duration(Duration.between(tries.since(), ended)) + id)
                .orElseGet(() -> by + " · " + Mrkdwn.roughly(Duration.between(tries.since(), now)) + " so far"
                        + (rollout.expected().isPositive() && tries.number() == 1
                                ? ", usually about " + Mrkdwn.roughly(rollout.expected())
                                : "")
                        + id);
    }

    private static String givenUp(RolloutView rollout) {
        return !rollout.journal().isEmpty() && rollout.journal().getLast().entry() instanceof Entry.GivenUp given
                ? " · given up by " + Mrkdwn.user(given.by())
                : "";
    }

    private static String detail(String detail) {
        return Mrkdwn.escape(Mrkdwn.cut(detail, MOST_DETAIL));
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.StepState;
import org.uid2chatops.rollout.RolloutView.StepView;
import org.uid2chatops.rollout.Section;

/** How a rollout ended, for the one who asked and for the channel. */
final class OutcomeMessage {

    private static final int MOST_DURATIONS = 4;
    private static final int MOST_CAUSES = 3;

    private OutcomeMessage() {
    }

    /**
     * Renders an end of a rollout; one that is retried has several.
     *
     * @param then the rollout as it stood when it ended
     * @param now the rollout as it stands
     * @param newer the target's newest rollout, if that is another one
     */
    static Rendered of(RolloutView then, RolloutView now, Optional<RolloutView> newer, Instant clock) {
        if (then.status() == RolloutView.Status.CANCELLED) {
            List<String> lines = cancelled(then, clock);
            return new Rendered(String.join("\n", lines), Rendered.sections(lines));
        }
        if (then.status() != RolloutView.Status.FAILED) {
            List<String> lines = success(then, clock);
            return new Rendered(String.join("\n", lines), Rendered.sections(lines));
        }
        var after = AfterFailure.of(then, now, newer);
        var lines = new ArrayList<>(failure(then, clock));
        lines.add(after.line());
        var blocks = new ArrayList<>(Rendered.sections(lines));
        blocks.addAll(after.buttons());
        return new Rendered(String.join("\n", lines), blocks);
    }

    private static List<String> success(RolloutView rollout, Instant now) {
        var lines = new ArrayList<String>();
        String target = Mrkdwn.code(rollout.target());
        String release = "release " + Mrkdwn.code(rollout.release());
        lines.add(":white_check_mark: " + Mrkdwn.user(rollout.by()) + " " + (rollout.nothingChanged()
                ? "*Nothing to change*: " + target + " already is what the guide and " + release + " ask for."
                : "*" + target + " is deployed*: " + release + "."));
        lines.add("Health check: " + Mrkdwn.escape(rollout.facts().getOrDefault("health", "passed"))
                + healthUrl(rollout).map(url -> ", " + url).orElse(""));
        lines.add("Took " + Mrkdwn.duration(took(rollout, now)) + longest(rollout) + "."
                + Tries.of(rollout).words().map(words -> " It was " + words + ".").orElse(""));
        return lines;
    }

    /** Returns the URL that was asked, with its port; of a rollout that did not note it, the one that follows from the address. */
    static Optional<String> healthUrl(RolloutView rollout) {
        return Optional.ofNullable(rollout.facts().get("url")).or(
                () -> Optional.ofNullable(rollout.facts().get("address")).map(address -> "http://" + address + "/ops/healthcheck"))
                .map(Mrkdwn::escape);
    }

    private static List<String> failure(RolloutView rollout, Instant now) {
        var lines = new ArrayList<String>();
        String target = Mrkdwn.escape(rollout.target());
        List<StepView> failed = rollout.steps().stream().filter(step -> step.state() == StepState.FAILED).toList();
        String where = failed.stream().map(step -> "*" + step.name().title() + "*").collect(Collectors.joining(", "));
        lines.add(":x: " + Mrkdwn.user(rollout.by()) + " *The deploy of " + Mrkdwn.code(rollout.release()) + " to `" + target
                + "` failed*" + (where.isEmpty() ? "" : " at " + where) + ", after " + Mrkdwn.duration(took(rollout, now))
                + Tries.of(rollout).words().map(words -> " (" + words + ")").orElse("") + ".");
        failed.stream().limit(MOST_CAUSES).flatMap(step -> step.cause().stream()).forEach(cause -> lines.addAll(cause(cause)));
        if (failed.size() > MOST_CAUSES) {
            lines.add("…and " + (failed.size() - MOST_CAUSES) + " more steps failed: the message above shows each.");
        }
        lines.add("*What stands:* " + LiveMessage.summary(rollout).replace(".", "") + ". Nothing is taken back: what was made stays.");
        return lines;
    }

    private static List<String> cancelled(RolloutView rollout, Instant now) {
        String target = Mrkdwn.escape(rollout.target());
        String done = Stream.concat(SectionState.done(rollout).stream().map(Section::title),
                SectionState.madeInOthers(rollout).stream().map(step -> step.name().title())).collect(Collectors.joining(", "));
        return List.of(
                ":no_entry_sign: " + Mrkdwn.user(rollout.by()) + " *The deploy of " + Mrkdwn.code(rollout.release()) + " to `" + target
                        + "` was cancelled* by " + Mrkdwn.user(CancelAnswer.by(rollout)) + ", after "
                        + Mrkdwn.duration(took(rollout, now)) + ".",
                "*What exists now:* " + (done.isEmpty() ? "nothing that this deploy completed" : done) + ". Nothing is taken back.",
                "*Left behind:* " + CancelAnswer.leftBehind(rollout),
                "`/uid2 deploy " + target + "` goes on from there, and uses what has finished by then. What you do not want to keep costs "
                        + "money until you delete it in Azure.");
    }

    private static List<String> cause(Cause cause) {
        var lines = new ArrayList<String>();
        lines.add("*Why:* " + CauseWords.why(cause, 1200));
        if (!cause.next().isBlank()) {
            lines.add("*What to do:* " + Mrkdwn.escape(Mrkdwn.cut(cause.next(), 1000)));
        }
        if (!cause.reference().isBlank()) {
            lines.add("*For support:* " + Mrkdwn.escape(Mrkdwn.cut(cause.reference(), 500)));
        }
        return lines;
    }

    private static Duration took(RolloutView rollout, Instant now) {
        return Duration.between(Tries.of(rollout).since(), rollout.ended().orElse(now));
    }

    /** Returns the sections that took longest; those under a second are not worth a word. */
    private static String longest(RolloutView rollout) {
        String shown = Arrays.stream(Section.values())
                .map(section -> Map.entry(section, SectionState.took(SectionState.steps(rollout, section)).orElse(Duration.ZERO)))
                .filter(entry -> entry.getValue().toSeconds() > 0)
                .sorted(Comparator.comparing((Map.Entry<Section, Duration> entry) -> entry.getValue()).reversed()).limit(MOST_DURATIONS)
                .map(entry -> entry.getKey().title() + " " + Mrkdwn.duration(entry.getValue())).collect(Collectors.joining(", "));
        return shown.isEmpty() ? "" : " (longest: " + shown + ")";
    }
}

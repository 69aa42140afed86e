package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.StepState;
import org.uid2chatops.rollout.Rollouts;

/** What {@code /uid2 status} says. */
final class StatusAnswer {

    private StatusAnswer() {
    }

    static String ofOne(Target target, Rollouts rollouts, Instant now) {
        return rollouts.latest(target.name()).map(rollout -> one(rollout, now)).orElseGet(() -> Mrkdwn.code(target.name())
                + " was never deployed by me. `/uid2 deploy " + Mrkdwn.escape(target.name()) + "` does it.");
    }

    /** @param also what follows a target's line */
    static String ofAll(Targets targets, Rollouts rollouts, Function<Target, String> also, Instant now) {
        return targets.all().isEmpty()
                ? TargetsAnswer.of(targets)
                : targets.all().stream().map(target -> line(target, rollouts.latest(target.name()), now) + also.apply(target))
                        .collect(Collectors.joining("\n"));
    }

    /** Returns what a running rollout is at: {@code Now at *AKS cluster ready*: waiting for …}. */
    static String now(RolloutView rollout, Instant now) {
        List<String> running = rollout.steps().stream().filter(step -> step.state() == StepState.RUNNING)
                .map(step -> "*" + step.name().title() + "*: " + LiveMessage.doing(step, rollout, now)).toList();
        return running.isEmpty() ? LiveMessage.summary(rollout) : "Now at " + String.join("; ", running) + ".";
    }

    private static String one(RolloutView rollout, Instant now) {
        String asked = "\nAsked for by " + Mrkdwn.user(rollout.by()) + " in " + Mrkdwn.channel(rollout.channel()) + ", "
                + Mrkdwn.roughly(Duration.between(rollout.started(), now)) + " ago (" + Mrkdwn.code(rollout.id().value()) + ")."
                + Tries.of(rollout).words().map(words -> " Then " + words + ".").orElse("");
        return line(rollout, now) + switch (rollout.status()) {
            case RUNNING -> "\n" + LiveMessage.summary(rollout) + " " + now(rollout, now);
            case SUCCEEDED -> OutcomeMessage.healthUrl(rollout).map(url -> "\nHealth check: 200 OK at that time, " + url).orElse("");
            case FAILED -> causes(rollout) + (rollout.retryable()
                    ? "\n`/uid2 retry " + Mrkdwn.escape(rollout.target()) + "` takes it up again."
                    : "");
            case CANCELLED -> "\n" + LiveMessage.summary(rollout) + " " + CancelAnswer.leftBehind(rollout) + " `/uid2 deploy "
                    + Mrkdwn.escape(rollout.target()) + "` goes on from there.";
        } + asked;
    }

    private static String causes(RolloutView rollout) {
        return rollout.steps().stream().filter(step -> step.state() == StepState.FAILED)
                .map(step -> "\n*" + step.name().title() + "*: "
                        + step.cause()
                                .map(cause -> CauseWords.why(cause, 600) + "\n*What to do:* "
                                        + Mrkdwn.escape(Mrkdwn.cut(cause.next(), 600)))
                                .orElse("failed"))
                .collect(Collectors.joining());
    }

    /** Returns a target's newest rollout in one line. */
    static String line(Target target, Optional<RolloutView> newest, Instant now) {
        return newest.map(rollout -> line(rollout, now))
                .orElse(":white_circle: " + Mrkdwn.code(target.name()) + ": never deployed by me");
    }

    private static String line(RolloutView rollout, Instant now) {
        String target = Mrkdwn.code(rollout.target()) + ": ";
        String release = "release " + Mrkdwn.code(rollout.release());
        String ago = rollout.ended().map(ended -> " " + Mrkdwn.roughly(Duration.between(ended, now)) + " ago").orElse("");
        return switch (rollout.status()) {
            case RUNNING -> ":hourglass_flowing_sand: " + target + "deploying " + release + " since "
                    + Mrkdwn.roughly(Duration.between(Tries.of(rollout).since(), now));
            case SUCCEEDED -> ":white_check_mark: " + target + release + (rollout.nothingChanged()
                    ? ", nothing to change" + ago
                    : ", deployed" + ago);
            case FAILED -> ":x: " + target + "the deploy of " + release + " failed" + ago;
            case CANCELLED -> ":no_entry_sign: " + target + "the deploy of " + release + " was cancelled by "
                    + Mrkdwn.user(CancelAnswer.by(rollout)) + ago;
        };
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;

import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.StepView;
import org.uid2chatops.rollout.RolloutView.Waiting;
import org.uid2chatops.rollout.Rollouts.CancelResult;

/** What the one who cancelled a rollout is told. */
final class CancelAnswer {

    private CancelAnswer() {
    }

    /** @param about the rollout that was asked for */
    static String of(CancelResult result, RolloutView about, Instant now) {
        return switch (result) {
            case CancelResult.Stopped stopped -> "Cancelled: the deploy to " + Mrkdwn.code(stopped.rollout().target()) + " has stopped. "
                    + leftBehind(stopped.rollout()) + " Its message in " + Mrkdwn.channel(stopped.rollout().channel())
                    + " says what exists now.";
            case CancelResult.Over over -> "Nothing to cancel: " + over(over.rollout(), now);
            case CancelResult.NoSuch _ -> RetryAnswer.noSuch(about.id().value());
        };
    }

    private static String over(RolloutView rollout, Instant now) {
        String ago = Mrkdwn.roughly(Duration.between(rollout.ended().orElse(now), now)) + " ago.";
        return "no rollout runs on " + Mrkdwn.code(rollout.target()) + "; the last one " + switch (rollout.status()) {
            case RUNNING -> "runs again since just now.";
            case SUCCEEDED -> "ended well " + ago;
            case FAILED -> "failed " + ago;
            case CANCELLED -> "was cancelled by " + Mrkdwn.user(by(rollout)) + " " + ago;
        };
    }

    /** Returns the Slack id of who cancelled it; of who asked for it, if nobody did. */
    static String by(RolloutView rollout) {
        return rollout.journal().stream().map(JournalRow::entry).filter(Entry.Cancelled.class::isInstance)
                .map(entry -> ((Entry.Cancelled) entry).by()).reduce((_, last) -> last).orElse(rollout.by());
    }

    /** Returns in a sentence what was asked for and not seen to be complete. Azure has no way back from most of it, so that it finishes. */
    static String leftBehind(RolloutView rollout) {
        var left = rollout.underWay().stream()
                .map(step -> "*" + step.name().title() + "* (" + Mrkdwn.escape(Mrkdwn.cut(what(step), 150)) + ")").toList();
        return left.isEmpty()
                ? "Nothing was on its way."
                : "On its way and left to finish, since stopping it half-way would leave it broken: " + String.join(", ", left)
                        + ". Nobody waits for it any more.";
    }

    private static String what(StepView step) {
        return step.detail().isEmpty() ? step.waiting().map(Waiting::why).orElse("") : step.detail();
    }
}

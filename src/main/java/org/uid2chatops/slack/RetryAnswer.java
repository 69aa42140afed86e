package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.Obstacle;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts.RetryResult;
import org.uid2chatops.slack.Handled.Answered;
import org.uid2chatops.slack.Handled.NotYet;

/** What the one who decided about a failed rollout is told. */
final class RetryAnswer {

    private RetryAnswer() {
    }

    /** @param about the rollout that was asked for */
    static Handled of(RetryResult result, RolloutView about, Instant now) {
        return switch (result) {
            case RetryResult.Going going -> new Answered(going(going.rollout(), going.changed()) + Findings.warnings(going.warnings()));
            case RetryResult.Busy busy -> new Answered("Not retried: " + DeployAnswer.holder(busy.holder(), now));
            case RetryResult.Refused refused -> new Answered("Not retried: it could only fail again, and nothing was touched. "
                    + Findings.toFix(refused.found()));
            case RetryResult.Unanswered unanswered -> new NotYet(DeployAnswer.stillChecking(unanswered.found()),
                    "Not retried: not everything could be looked at, so whether it could go well now is not known, and nothing was touched:"
                            + Findings.lines(unanswered.found().unanswered()) + "\nTry again in a few minutes.",
                    unanswered.found().again());
            case RetryResult.Held(Obstacle obstacle) -> new Answered("Not retried: " + HoldRequests.words(about.target(), obstacle)
                    + " `/uid2 why " + Mrkdwn.escape(about.target()) + "` says who can clear it.");
            case RetryResult.WantsApproval wants -> new Answered("Not retried: what was approved is not what would run now. Changed since:"
                    + wants.changed().stream().map(change -> "\n• " + Changes.one(change)).collect(Collectors.joining())
                    + "\nThat wants a new rollout, with an approval of its own: type `/uid2 deploy "
                    + Mrkdwn.escape(about.target()) + " because REASON`.");
            case RetryResult.Over over -> new Answered("Not retried: " + over(over, now));
            case RetryResult.NoSuch _ -> new Answered(noSuch(about.id().value()));
        };
    }

    static String noSuch(String id) {
        return "Nothing was changed: I know no rollout " + Mrkdwn.quote(id) + ". Type `/uid2 status` to see those I know.";
    }

    private static String going(RolloutView rollout, List<Change> changed) {
        return "Going on: the deploy to " + Mrkdwn.code(rollout.target()) + " is taken up from where it failed ("
                + Mrkdwn.ordinal(Tries.of(rollout).number())
                + " try), "
                + (changed.isEmpty()
                        ? "with the same settings and release."
                        : "with what changed since: " + Changes.inLine(changed)
                                + ".")
                + " Follow it in " + Mrkdwn.channel(rollout.channel()) + ", in the same message as before.";
    }

    static String givenUp(RolloutView rollout) {
        return "Given up: nobody can retry this deploy to " + Mrkdwn.code(rollout.target())
                + " any more. Nothing is taken back: what was made stays, and "
                + "`/uid2 deploy " + Mrkdwn.escape(rollout.target()) + "` goes on from there.";
    }

    /** Returns why nothing can be decided about a rollout, following "Not retried: ". */
    static String over(RetryResult.Over over, Instant now) {
        RolloutView rollout = over.rollout();
        if (over.newer().isPresent()) {
            return newer(over.newer().get(), now);
        }
        return switch (rollout.status()) {
            case RUNNING -> Tries.of(rollout).by()
                    .map(by -> Mrkdwn.user(by) + " retried it " + ago(Tries.of(rollout).since(), now) + ", and it runs. ")
                    .orElse("it did not fail, it runs. ") + StatusAnswer.now(rollout, now);
            case SUCCEEDED ->
                "the deploy to " + Mrkdwn.code(rollout.target()) + " ended well " + ago(rollout.ended().orElse(now), now) + ".";
            case FAILED -> failed(rollout, now);
            case CANCELLED -> Mrkdwn.user(CancelAnswer.by(rollout)) + " cancelled it " + ago(rollout.ended().orElse(now), now)
                    + ". `/uid2 deploy " + Mrkdwn.escape(rollout.target()) + "` starts a new rollout, which goes on from what stands.";
        };
    }

    private static String newer(RolloutView newer, Instant now) {
        return switch (newer.status()) {
            case RUNNING -> DeployAnswer.holder(newer, now);
            case SUCCEEDED, FAILED, CANCELLED ->
                Mrkdwn.user(newer.by()) + " has deployed to " + Mrkdwn.code(newer.target()) + " since, with a newer rollout that "
                        + switch (newer.status()) {
                            case FAILED -> "failed";
                            case CANCELLED -> "was cancelled";
                            case SUCCEEDED, RUNNING -> "ended well";
                        } + " " + ago(newer.ended().orElse(now), now)
                        + " (" + Mrkdwn.code(newer.id().value()) + "). `/uid2 status " + Mrkdwn.escape(newer.target()) + "` shows it.";
        };
    }

    private static String failed(RolloutView rollout, Instant now) {
        String anew = " `/uid2 deploy " + Mrkdwn.escape(rollout.target()) + "` starts a new rollout, which goes on from what stands.";
        JournalRow last = rollout.journal().getLast();
        if (last.entry() instanceof Entry.GivenUp given) {
            return Mrkdwn.user(given.by()) + " gave it up " + ago(last.at(), now) + "." + anew;
        }
        return rollout.retryable()
                ? "there is no target " + Mrkdwn.code(rollout.target()) + " any more. Type `/uid2 targets`."
                : "a retry cannot help it, since another version of the bot began it." + anew;
    }

    private static String ago(Instant then, Instant now) {
        return Mrkdwn.roughly(Duration.between(then, now)) + " ago";
    }
}

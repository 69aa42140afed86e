package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Obstacle;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts.StartResult;
import org.uid2chatops.slack.Handled.Answered;
import org.uid2chatops.slack.Handled.NotYet;

/** What the one who typed {@code /uid2 deploy} is told. */
final class DeployAnswer {

    private DeployAnswer() {
    }

    static Handled of(StartResult result, Target target, String channel, Instant now) {
        String plain = Mrkdwn.escape(target.name());
        String name = "`" + plain + "`";
        return switch (result) {
            case StartResult.Started started -> new Answered("Started: the deploy to " + name + " (" + Mrkdwn.code(started.id().value())
                    + "). Follow it in " + Mrkdwn.channel(channel)
                    + ", where one message shows how far it is; I mention you there when it ends. `/uid2 status " + plain
                    + "` shows it to you alone." + Findings.warnings(started.warnings()));
            case StartResult.Busy busy -> new Answered("Not started: " + holder(busy.holder(), now));
            case StartResult.Refused refused -> new Answered("Not started: a deploy to " + name
                    + " could only fail, and nothing was touched. " + Findings.toFix(refused.found()));
            case StartResult.Held(Obstacle obstacle) -> new Answered("Not started: " + HoldRequests.words(target.name(), obstacle)
                    + " `/uid2 why " + plain + "` says who can clear it.");
            case StartResult.WantsApproval _,StartResult.Differs _,StartResult.Lapsed _ ->
                new Answered("Not started: other people have to agree to a deploy to "
                        + name + " first. `/uid2 deploy " + plain + " because REASON` asks them.");
            case StartResult.Unanswered unanswered -> new NotYet(stillChecking(unanswered.found()),
                    "Not started: not everything could be looked at, so whether a deploy to " + name
                            + " could go well is not known, and nothing was touched:" + Findings.lines(unanswered.found().unanswered())
                            + "\nType `/uid2 deploy " + plain + "` again in a few minutes.",
                    unanswered.found().again());
        };
    }

    /** Returns what one who waits for a preflight is told when it takes longer. */
    static String stillChecking(PreflightReport found) {
        return "Still checking: nothing is started yet, and I go on asking until two minutes pass without a new answer. You need not ask again. Without an "
                + "answer so far:" + Findings.lines(found.unanswered());
    }

    /** Returns what one who waits for a target is told. */
    static String waits(Target target, String behind) {
        String plain = Mrkdwn.escape(target.name());
        return "Waiting: your deploy to `" + plain + "` starts when nothing runs there any more, however that ends. " + behind
                + " `/uid2 cancel " + plain + " wait` takes yours back.";
    }

    /** Returns who holds a target, following "Not started: ". */
    static String holder(RolloutView holder, Instant now) {
        String target = Mrkdwn.escape(holder.target());
        return running(holder, now) + " One rollout per target at a time: `/uid2 deploy " + target
                + " wait` starts yours when that one has ended; `/uid2 cancel " + target + "` stops it.";
    }

    /** Returns what runs on a target, for whom, and since when. */
    static String running(RolloutView holder, Instant now) {
        return Mrkdwn.code(holder.target()) + " is being deployed already, asked for by " + Mrkdwn.user(holder.by()) + " "
                + Mrkdwn.roughly(Duration.between(holder.started(), now)) + " ago (release " + Mrkdwn.code(holder.release()) + "). "
                + StatusAnswer.now(holder, now) + " Follow it in " + Mrkdwn.channel(holder.channel()) + ".";
    }
}

package org.uid2chatops.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.uid2chatops.approval.Approval;
import org.uid2chatops.config.Target;
import org.uid2chatops.hold.Hold;
import org.uid2chatops.release.Deactivation;
import org.uid2chatops.release.Deactivations;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.rollout.Rollouts.PlanResult;

/** What {@code /uid2 why} says: all that stands between a target and a rollout, who can clear it, and when it clears by itself. */
final class WhyAnswer {

    private WhyAnswer() {
    }

    static String of(Target target, List<Hold> holds, Optional<Approval> approval, Rollouts rollouts, Deactivations deactivations,
            Instant now) {
        String plain = Mrkdwn.escape(target.name());
        var lines = new ArrayList<String>();
        Optional<RolloutView> runs = rollouts.latest(target.name()).filter(newest -> newest.status() == RolloutView.Status.RUNNING);
        runs.ifPresent(running -> lines.add(":arrow_forward: " + DeployAnswer.running(running, now) + " `/uid2 cancel " + plain
                + "` stops it; else it ends by itself."));
        holds.forEach(hold -> lines.add(HoldRequests.line(hold) + " " + clearing(hold, target)));
        approval.ifPresent(waiting -> lines.add(ApprovalMessage.standing(waiting) + " (`" + waiting.id() + "`, in "
                + Mrkdwn.channel(waiting.channel()) + ")"));
        if (target.approvalWanted() && approval.isEmpty()) {
            int quorum = target.approval().orElseThrow().quorum();
            lines.add(":raised_hand: " + (quorum == 1 ? "One person has" : quorum + " people have")
                    + " to agree first, and nobody is asked yet. "
                    + "`/uid2 deploy " + plain + " because REASON` asks them.");
        }
        PlanResult plan = rollouts.plan(target);
        PreflightReport found = switch (plan) {
            case PlanResult.Made made -> made.found();
            case PlanResult.Impossible impossible -> impossible.found();
        };
        found.blockers().forEach(cause -> lines.add(":x: " + CauseWords.all(cause)));
        found.unanswered()
                .forEach(cause -> lines.add(":grey_question: " + CauseWords.why(cause) + " Not known now; ask again in a minute."));
        if (runs.isEmpty() && plan instanceof PlanResult.Made made) {
            lines.addAll(PlanLines.inTheWay(made.plan()));
        }
        Optional<Deactivation> end = plan instanceof PlanResult.Made made
                ? Optional.of(deactivations.of(made.plan().release(), target.name()))
                : Optional.empty();
        end.filter(Deactivation.Past.class::isInstance).flatMap(ReleaseEnd::line).ifPresent(lines::add);
        String known = end.filter(standing -> !(standing instanceof Deactivation.Past)).flatMap(ReleaseEnd::lineOrUnknown)
                .map(line -> "\n" + line).orElse("");
        return (lines.isEmpty()
                ? "Nothing stands between `" + plain + "` and a rollout: `/uid2 deploy " + plain + "` starts one."
                : "What stands between `" + plain + "` and a rollout:\n" + String.join("\n", lines)) + known;
    }

    private static String clearing(Hold hold, Target target) {
        String plain = Mrkdwn.escape(target.name());
        return switch (hold.kind()) {
            case LOCK -> Mrkdwn.user(hold.by()) + " opens it with `/uid2 unlock " + plain + "`, somebody else with `/uid2 unlock " + plain
                    + " anyway`.";
            case FREEZE -> "An admin ends it with `/uid2 unfreeze " + plain + "`." + through(target);
            case WINDOW -> "It ends by itself." + through(target);
        };
    }

    private static String through(Target target) {
        return target.approval()
                .map(policy -> " If " + (policy.freezeQuorum() == 1 ? "one person agrees" : policy.freezeQuorum() + " people agree")
                        + ", a deploy starts all the same."
                        + (policy.breakGlass().isPresent()
                                ? " `/uid2 break-glass " + Mrkdwn.escape(target.name()) + " because REASON` is for "
                                        + "emergencies: one person who agrees is enough."
                                : ""))
                .orElse("");
    }
}

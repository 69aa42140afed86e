package org.uid2chatops.slack;

import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;

import org.uid2chatops.approval.Approval;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Way;
import org.uid2chatops.approval.Approvals;
import org.uid2chatops.approval.Asked;
import org.uid2chatops.approval.Asking;
import org.uid2chatops.approval.Decided;
import org.uid2chatops.config.ApprovalPolicy;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.slack.Handled.Answered;

/** Does what is asked about approvals, for people who may: asks for one, counts, rejects, takes back, shows the plan. */
final class ApprovalRequests {

    private final Approvals approvals;
    private final Rollouts rollouts;
    private final Clock clock;

    ApprovalRequests(Approvals approvals, Rollouts rollouts, Clock clock) {
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.clock = clock;
    }

    Optional<Approval> find(String id) {
        return approvals.find(id);
    }

    /** Makes the plan that people are to agree to, and asks them. */
    Handled ask(Request request, Target target, Way way) {
        if (way == Way.BREAK_GLASS && target.approval().flatMap(ApprovalPolicy::breakGlass).isEmpty()) {
            return new Answered(noBreakGlass(target));
        }
        String plain = Mrkdwn.escape(target.name());
        String reason = request.words().map(String::strip).orElse("");
        if (reason.isEmpty()) {
            return new Answered("Not asked: other people are to agree to a deploy to `" + plain + "`, so say why: `/uid2 "
                    + (way == Way.BREAK_GLASS ? CommandWord.BREAK_GLASS : CommandWord.DEPLOY).word() + " " + plain + " because REASON`.");
        }
        Optional<RolloutView> running = rollouts.latest(target.name()).filter(one -> one.status() == RolloutView.Status.RUNNING);
        if (running.isPresent()) {
            return new Answered("Not asked: " + DeployAnswer.running(running.get(), clock.instant())
                    + " Ask when it has ended: what would be done is not known before.");
        }
        return switch (rollouts.plan(target)) {
            case PlanResult.Impossible impossible ->
                new Answered("Not asked: without its release and chart there is nothing to agree to on `"
                        + plain + "`." + Findings.all(impossible.found()));
            case PlanResult.Made made when !made.found().blockers().isEmpty() -> new Answered("Not asked: a deploy to `" + plain
                    + "` could only fail, and nothing was touched. " + Findings.toFix(made.found()));
            case PlanResult.Made made when !made.found().unanswered().isEmpty() || !made.plan().complete() -> new Handled.NotYet(
                    "Still looking: nobody is asked yet, and you need not ask again." + Findings.lines(made.found().unanswered()),
                    "Not asked: not everything could be looked at, so what a deploy to `" + plain
                            + "` would do is not known. Type it again in a few minutes."
                            + Findings.lines(made.found().unanswered()),
                    made.found().again());
            case PlanResult.Made made when made.plan().changesNothing() -> new Answered("Nothing to agree to: `" + plain
                    + "` is what the guide and release " + Mrkdwn.code(made.plan().release()) + " ask for.");
            case PlanResult.Made made -> new Answered(asked(target, new Asking(request.user(), request.channel(), reason,
                    request.triggerId(), way), made.plan()));
        };
    }

    private static String noBreakGlass(Target target) {
        String plain = Mrkdwn.escape(target.name());
        return target.approvalWanted()
                ? "Not asked: nobody has allowed break-glass on `" + plain + "`. `/uid2 deploy " + plain
                        + " because REASON` asks the usual "
                        + target.approval().orElseThrow().quorum() + " people; whoever runs this bot allows it with `uid2.targets." + plain
                        + ".approval.break-glass-review-within`."
                : "Nothing to break: nobody has to agree to a deploy to `" + plain + "`. `/uid2 deploy " + plain + "` starts one.";
    }

    private String asked(Target target, Asking asking, Plan plan) {
        String name = Mrkdwn.code(target.name());
        return switch (approvals.ask(target, asking, plan)) {
            case Asked.Waiting waiting -> "Asked: the deploy to " + name + " starts when "
                    + (waiting.approval().policy().quorum() == 1 ? "one" : waiting.approval().policy().quorum()) + " of "
                    + waiting.approval().approvers().stream().sorted().map(Mrkdwn::user).collect(Collectors.joining(", "))
                    + (waiting.approval().policy().quorum() == 1 ? " agrees" : " agree") + ". The request is in "
                    + Mrkdwn.channel(waiting.approval().channel()) + "; it expires "
                    + ApprovalMessage.date(waiting.approval().expires()) + ", and _Withdraw_ takes it back."
                    + waiting.superseded().map(older -> " It takes the place of the one that " + Mrkdwn.user(older.requester())
                            + " asked for (`" + older.id() + "`).").orElse("");
            case Asked.TooFew few -> "Not asked: a deploy to " + name + " wants "
                    + (few.quorum() == 1 ? "one more person" : few.quorum() + " people") + " to agree, and only "
                    + (few.approvers().isEmpty()
                            ? "nobody"
                            : few.approvers().stream().map(Mrkdwn::user).collect(Collectors.joining(", ")))
                    + " may."
                    + (few.unknown().isEmpty()
                            ? " Whoever runs this bot gives more people the role *approver*."
                            : " Slack does not tell now who is in " + few.unknown().stream().map(Mrkdwn::group)
                                    .collect(Collectors.joining(", ")) + ": try again in a minute.");
        };
    }

    /** Returns what the one who asked is told who wants to decide about it; empty if that is not what is asked. */
    Optional<String> own(Request request, Approval approval) {
        boolean decides = request.verb() == Verb.APPROVE || request.verb() == Verb.REJECT || request.verb() == Verb.REVIEW;
        return decides && request.user().equals(approval.requester()) && !approval.policy().requesterCounts()
                ? Optional.of(DecisionAnswer.of(new Decided.Not(approval, Decided.Why.OWN), ""))
                : Optional.empty();
    }

    Optional<Approval> open(Target target) {
        return approvals.open(target.name());
    }

    /** Returns what stands about a target's approval, to follow its status; empty if nobody is asked. */
    String status(Target target) {
        return approvals.open(target.name())
                .map(approval -> "\n" + ApprovalMessage.standing(approval) + " (`" + approval.id() + "`, asked for by "
                        + Mrkdwn.user(approval.requester()) + " in " + Mrkdwn.channel(approval.channel()) + ")")
                .orElse("")
                + approvals.unreviewed(target.name()).stream().map(one -> "\n" + ApprovalMessage.review(one) + " (`" + one.id()
                        + "`, in " + Mrkdwn.channel(one.channel()) + ")").collect(Collectors.joining());
    }

    /** Returns that people are asked, or are to review, to follow a target's line; empty if they are not. */
    String inBrief(Target target) {
        return approvals.open(target.name())
                .map(open -> (open.state() == State.WAITING ? "; *waits for approval*" : "; *approved*") + " (`" + open.id() + "`, in "
                        + Mrkdwn.channel(open.channel()) + ")")
                .orElse("")
                + (approvals.unreviewed(target.name()).isEmpty() ? "" : "; *break-glass to be reviewed*");
    }

    String review(Request request, Approval approval) {
        String findings = request.words().map(String::strip).orElse("");
        return findings.isEmpty()
                ? "Not noted: say what you found, so that others learn from it."
                : DecisionAnswer.of(approvals.review(approval.id(), request.user(), findings), "reviewed");
    }

    String approve(Request request, Approval approval, Target target) {
        return DecisionAnswer.of(approvals.approve(approval.id(), target, request.user()), "agreed to");
    }

    String reject(Request request, Approval approval, Target target) {
        String reason = request.words().map(String::strip).orElse("");
        return reason.isEmpty()
                ? "Not rejected: say why, so that " + Mrkdwn.user(approval.requester()) + " knows."
                : DecisionAnswer.of(approvals.reject(approval.id(), target, request.user(), reason), "rejected");
    }

    String withdraw(Request request, Approval approval) {
        return DecisionAnswer.of(approvals.withdraw(approval.id(), request.user()), "withdrawn");
    }

    /** Shows what a deploy would do now, and whether that is what people are asked about. */
    String showPlan(Approval approval, Target target) {
        PlanResult now = rollouts.plan(target);
        String same = now instanceof PlanResult.Made(Plan plan, _) && plan.complete()
                ? plan.digest().equals(approval.digest())
                        ? "\n:white_check_mark: It is what `" + approval.id() + "` asks for."
                        : "\n:warning: It is *not* what `" + approval.id() + "` asks for (digest `" + approval.shortDigest()
                                + "`): something has changed since. Started now, it would be asked for anew."
                : "";
        return PlanAnswer.of(now, target) + same;
    }
}

package org.uid2chatops.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.slack.api.model.block.LayoutBlock;

import org.uid2chatops.access.Role;
import org.uid2chatops.approval.Approval;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.config.Target;
import org.uid2chatops.hold.Hold;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.Status;

/**
 * A target in somebody's Home: how it stands, and what that person can decide about it.
 *
 * @param roles of that person, there
 * @param approval what may still come to a rollout
 * @param unreviewed what was started in an emergency
 */
record HomeTarget(Target target, Set<Role> roles, Optional<RolloutView> newest, List<Hold> holds, Optional<Approval> approval,
        List<Approval> unreviewed) {

    private static final int REASON = 300;
    private static final int HOLD = 600;

    /** Returns in lines how it stands. */
    List<String> lines(String user, Instant now) {
        var lines = new ArrayList<String>();
        lines.add(StatusAnswer.line(target, newest, now));
        holds.forEach(hold -> lines.add(Mrkdwn.cut(HoldRequests.line(hold), HOLD)));
        approval.ifPresent(waiting -> {
            lines.add(ApprovalMessage.standing(waiting));
            lines.add("Asked for by " + Mrkdwn.user(waiting.requester()) + " in " + Mrkdwn.channel(waiting.channel()) + ": "
                    + Mrkdwn.escape(Mrkdwn.cut(waiting.reason(), REASON).replaceAll("\\s+", " ")) + " (release "
                    + Mrkdwn.code(waiting.release()) + ", digest `" + waiting.shortDigest() + "`, `" + waiting.id() + "`)");
            if (waiting.state() == State.WAITING && agreed(waiting, user)) {
                lines.add("You have agreed.");
            }
        });
        unreviewed.forEach(started -> lines.add(ApprovalMessage.review(started) + " (`" + started.id() + "`)"));
        if (deploys() && newest.filter(HomeTarget::decidable).isPresent()) {
            // the gate refuses it elsewhere
            target.channel().ifPresent(channel -> lines.add(newest.orElseThrow().status() == Status.RUNNING
                    ? "_Cancel_ is taken in " + Mrkdwn.channel(channel) + " only, where its message is."
                    : "_Retry_ and _Give up_ are taken in " + Mrkdwn.channel(channel) + " only, where its message is."));
        }
        return lines;
    }

    /** Returns the rows of buttons that the person can press; each click is authorised anew. */
    List<LayoutBlock> buttons(String user) {
        var rows = new ArrayList<LayoutBlock>();
        approval.flatMap(waiting -> ApprovalButtons.of(waiting, action -> offered(waiting, action, user))).ifPresent(rows::add);
        unreviewed.forEach(started -> ApprovalButtons.of(started, _ -> reviews(started, user)).ifPresent(rows::add));
        if (deploys() && target.channel().isEmpty()) {
            newest.filter(HomeTarget::decidable).map(rollout -> rollout.status() == Status.RUNNING
                    ? DecisionButtons.whileRunning(rollout)
                    : DecisionButtons.afterFailure(rollout)).ifPresent(rows::add);
        }
        return rows;
    }

    boolean deploys() {
        return roles.contains(Role.DEPLOYER);
    }

    /** Returns the roles as people read them: the ones that say all. */
    String role() {
        if (roles.contains(Role.ADMIN)) {
            return "*" + Role.ADMIN.word() + "*";
        }
        List<String> words = roles.stream().filter(role -> role != Role.VIEWER).sorted().map(role -> "*" + role.word() + "*").toList();
        return words.isEmpty() ? "*" + Role.VIEWER.word() + "*" : String.join(" and ", words);
    }

    private static boolean decidable(RolloutView rollout) {
        return rollout.status() == Status.RUNNING || rollout.retryable();
    }

    private boolean offered(Approval waiting, String action, String user) {
        boolean requester = user.equals(waiting.requester());
        boolean decides = waiting.state() == State.WAITING && roles.contains(Role.APPROVER) && waiting.approvers().contains(user);
        return switch (action) {
            case ApprovalButtons.APPROVE -> decides && !agreed(waiting, user);
            case ApprovalButtons.REJECT -> decides && !requester;
            case ApprovalButtons.SHOW_PLAN -> decides;
            case ApprovalButtons.WITHDRAW -> requester;
            default -> false;
        };
    }

    private boolean reviews(Approval started, String user) {
        return roles.contains(Role.APPROVER) && started.reviewers().contains(user);
    }

    private static boolean agreed(Approval waiting, String user) {
        return waiting.votes().stream().anyMatch(vote -> vote.user().equals(user));
    }
}

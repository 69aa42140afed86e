package org.uid2chatops.slack;

import org.uid2chatops.approval.Approval;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Decided;

/** What the one who decided about an approval is told. */
final class DecisionAnswer {

    private DecisionAnswer() {
    }

    /** @param done what the person wanted, as {@code rejected} */
    static String of(Decided decided, String done) {
        return switch (decided) {
            case Decided.Counted(Approval approval) -> approval.state() == State.APPROVED
                    ? "Counted: that was the last one needed, and the deploy to " + Mrkdwn.code(approval.target())
                            + " starts as soon as nothing stands in its way."
                    : "Counted: you agreed to the deploy to " + Mrkdwn.code(approval.target()) + ". It still wants "
                            + missing(approval) + ".";
            case Decided.Ended(Approval approval) ->
                "Done: the request for " + Mrkdwn.code(approval.target()) + " is " + done + ", and nothing is started.";
            case Decided.Reviewed(Approval approval) ->
                "Noted: you have reviewed the break-glass deploy to " + Mrkdwn.code(approval.target()) + ". "
                        + Mrkdwn.user(approval.requester())
                        + " is told.";
            case Decided.Not(Approval approval, Decided.Why why) -> "Your click changed nothing: " + because(approval, why);
            case Decided.NoSuch _ -> "Your click changed nothing: I know no such request. `/uid2 status` shows those that wait.";
        };
    }

    private static String missing(Approval approval) {
        int more = approval.policy().quorum() - approval.votes().size();
        return more > 0
                ? more + " more"
                : "somebody of each group that must be among them";
    }

    private static String because(Approval approval, Decided.Why why) {
        return switch (why) {
            case OVER -> ApprovalMessage.standing(approval);
            case AGAIN -> "you have agreed before. " + ApprovalMessage.standing(approval);
            case OWN ->
                "you asked for this deploy to " + Mrkdwn.code(approval.target()) + " yourself, and somebody else has to "
                        + (approval.review().isPresent() ? "review it." : "decide. _Withdraw_ takes it back.");
            case NO_REVIEW -> approval.review().isEmpty() ? "nothing is to be reviewed there." : ApprovalMessage.review(approval);
            case NOT_A_REVIEWER -> "you agreed to it, or could not have when it was asked for, so somebody else looks at it: "
                    + ApprovalMessage.people(approval.reviewers()) + ".";
            case NOT_YOURS ->
                "only " + Mrkdwn.user(approval.requester()) + ", who asked for it, can take it back. Who may decide about it can "
                        + "reject it.";
            case NOT_AMONG_THEM ->
                "you were not among those who could agree when it was asked for, and becoming an approver afterwards does "
                        + "not count. " + Mrkdwn.user(approval.requester()) + " can ask again.";
        };
    }
}

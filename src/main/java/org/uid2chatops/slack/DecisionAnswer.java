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
                    ? "Counted: that was the last one needed, and the deploy to " + name(approval) + " starts."
                    : "Counted: you agreed to the deploy to " + name(approval) + ". It still wants "
                            + missing(approval) + ".";
            case Decided.Ended(Approval approval) ->
                "Done: the request for " + name(approval) + " is " + done + ", and nothing is started.";
            case Decided.Not(Approval approval, Decided.Why why) -> "Your click changed nothing: " + because(approval, why);
            case Decided.NoSuch _ -> "Your click changed nothing: I know no such request. Type `/uid2 status`.";
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
                "you asked for this deploy to " + name(approval) + " yourself, and somebody else has to decide. _Withdraw_ takes it back.";
            case NOT_YOURS ->
                "only " + Mrkdwn.user(approval.requester()) + ", who asked for it, can take it back. Who may decide about it can "
                        + "reject it.";
            case NOT_AMONG_THEM ->
                "you were not among those who could agree when it was asked for, and becoming an approver afterwards does "
                        + "not count. " + Mrkdwn.user(approval.requester()) + " can ask again.";
        };
    }

    private static String name(Approval approval) {
        return "`" + Mrkdwn.escape(approval.target()) + "`";
    }
}

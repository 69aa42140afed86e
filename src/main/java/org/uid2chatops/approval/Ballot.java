package org.uid2chatops.approval;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Vote;
import org.uid2chatops.config.ApprovalPolicy;

/** Whether somebody's agreement counts, and whether it is enough. Looks nothing up. */
sealed interface Ballot {

    /** It counts. @param enough whether nobody else has to agree */
    record Counted(Vote vote, boolean enough) implements Ballot {
    }

    /** It was counted before. */
    record Again() implements Ballot {
    }

    record Own() implements Ballot {
    }

    /** The person could not agree when it was asked for: nobody makes themselves an approver afterwards. */
    record NotAmongThem() implements Ballot {
    }

    record TooLate() implements Ballot {
    }

    record Over() implements Ballot {
    }

    /**
     * Judges an agreement.
     *
     * @param policy the target's now; of it and the one it was asked under the stricter holds
     * @param groups those of both policies' groups that the person is in now
     */
    static Ballot of(Approval approval, ApprovalPolicy policy, String user, Set<String> groups, Instant now) {
        ApprovalPolicy strictest = approval.policy(policy);
        if (approval.state() != State.WAITING) {
            return new Over();
        }
        if (tooLate(approval, policy, now)) {
            return new TooLate();
        }
        if (user.equals(approval.requester()) && !strictest.requesterCounts()) {
            return new Own();
        }
        if (!approval.approvers().contains(user)) {
            return new NotAmongThem();
        }
        if (approval.votes().stream().anyMatch(vote -> vote.user().equals(user))) {
            return new Again();
        }
        var vote = new Vote(user, now, groups.stream().filter(strictest.groups()::contains).collect(Collectors.toUnmodifiableSet()));
        return new Counted(vote, enough(approval.with(vote), strictest));
    }

    static boolean tooLate(Approval approval, ApprovalPolicy policy, Instant now) {
        return !now.isBefore(approval.expires()) || !now.isBefore(approval.asked().plus(policy.expiresAfter()));
    }

    private static boolean enough(Approval approval, ApprovalPolicy policy) {
        return approval.votes().size() >= policy.quorum() && policy.groups().stream()
                .allMatch(group -> approval.votes().stream().anyMatch(vote -> vote.groups().contains(group)));
    }
}

package org.uid2chatops.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

import org.uid2chatops.config.ApprovalPolicy;

/**
 * What somebody asked other people to agree to, and how it stands. Immutable.
 *
 * @param requester Slack id of who asked
 * @param channel Slack id of where it is decided
 * @param reason why, in the requester's words
 * @param release version of the release
 * @param digest of the plan that is agreed to
 * @param basis what the digest is over, by name
 * @param summary what the rollout would do, as mrkdwn lines
 * @param policy the target's when it was asked for
 * @param approvers Slack ids of who could agree when it was asked for
 * @param ended when it was decided, or otherwise came to its end
 * @param by Slack id of who ended it; empty if time or a change did
 * @param note why it ended: a reason, what has changed, which request is newer
 * @param way how many have to agree
 * @param review of what was started in an emergency; empty before it is
 */
public record Approval(String id, String target, String requester, String channel, String reason, String release, String digest,
        SortedMap<String, String> basis, List<String> summary, ApprovalPolicy policy, Set<String> approvers, State state, Instant asked,
        Instant expires, Optional<Instant> ended, Optional<String> by, String note, List<Vote> votes, Way way, Optional<Review> review) {

    /** Where it stands. */
    public enum State {
        /** People may decide. */
        WAITING,
        /** Agreed to; its rollout starts as soon as nothing stands in its way. */
        APPROVED,
        /** Agreed to, and its rollout has started. */
        STARTED,
        REJECTED,
        WITHDRAWN,
        EXPIRED,
        /** A newer request for the same target took its place. */
        SUPERSEDED,
        /** Agreed to, but what would run is not that any more. */
        CHANGED,
        /** Agreed to, but it cannot be started, nor asked for anew: what has to be put right first stands in the note. */
        BLOCKED
    }

    /** How many people have to agree. */
    public enum Way {
        /** The policy's quorum. */
        QUORUM,
        /** One, since it cannot wait; somebody else reviews it afterwards. */
        BREAK_GLASS
    }

    /**
     * What is looked at afterwards, where one person was enough.
     *
     * @param at when it was done; empty before
     * @param by Slack id of who did it
     */
    public record Review(Instant due, Optional<Instant> at, Optional<String> by, String findings) {

        static Review due(Instant due) {
            return new Review(due, Optional.empty(), Optional.empty(), "");
        }

        public boolean done() {
            return at.isPresent();
        }
    }

    /**
     * Somebody's agreement.
     *
     * @param groups those of the policy's groups that the person counts for
     */
    public record Vote(String user, Instant at, Set<String> groups) {
        public Vote {
            groups = Set.copyOf(groups);
        }
    }

    public Approval {
        summary = List.copyOf(summary);
        approvers = Set.copyOf(approvers);
        votes = List.copyOf(votes);
    }

    /** Returns whether it may still come to a rollout. */
    public boolean open() {
        return state == State.WAITING || state == State.APPROVED;
    }

    /** Returns the digest as people compare it. */
    public String shortDigest() {
        return digest.substring(0, 12);
    }

    public boolean breakGlass() {
        return way == Way.BREAK_GLASS;
    }

    /** Returns what has to be agreed to: of the policy it was asked under and the target's now, the stricter. */
    public ApprovalPolicy policy(ApprovalPolicy now) {
        return policy.strictest(breakGlass() ? now.inEmergency() : now);
    }

    /** Returns Slack ids of who may review it: who could have agreed and did not. Who did, if there is nobody else. */
    public Set<String> reviewers() {
        var others = new TreeSet<>(approvers);
        others.remove(requester);
        votes.forEach(vote -> others.remove(vote.user()));
        if (others.isEmpty()) {
            votes.forEach(vote -> others.add(vote.user()));
        }
        return others;
    }

    Approval with(Review reviewed) {
        return new Approval(id, target, requester, channel, reason, release, digest, basis, summary, policy, approvers, state, asked,
                expires, ended, by, note, votes, way, Optional.of(reviewed));
    }

    Approval with(Vote vote) {
        var all = new ArrayList<>(votes);
        all.add(vote);
        return new Approval(id, target, requester, channel, reason, release, digest, basis, summary, policy, approvers, state, asked,
                expires, ended, by, note, all, way, review);
    }

    Approval ended(State how, Instant when, Optional<String> who, String why) {
        return new Approval(id, target, requester, channel, reason, release, digest, basis, summary, policy, approvers, how, asked, expires,
                Optional.of(when), who, why, votes, way, review);
    }
}

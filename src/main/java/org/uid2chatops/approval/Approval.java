package org.uid2chatops.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

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
 */
public record Approval(String id, String target, String requester, String channel, String reason, String release, String digest,
        SortedMap<String, String> basis, List<String> summary, ApprovalPolicy policy, Set<String> approvers, State state, Instant asked,
        Instant expires, Optional<Instant> ended, Optional<String> by, String note, List<Vote> votes) {

    /** Where it stands. */
    public enum State {
        /** People may decide. */
        WAITING,
        /** Agreed to; its rollout starts as soon as nothing else runs on the target. */
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
        /** Agreed to, but the rollout could only fail. */
        BLOCKED
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

    Approval with(Vote vote) {
        var all = new ArrayList<>(votes);
        all.add(vote);
        return new Approval(id, target, requester, channel, reason, release, digest, basis, summary, policy, approvers, state, asked,
                expires,
                ended, by, note, all);
    }

    Approval ended(State how, Instant when, Optional<String> who, String why) {
        return new Approval(id, target, requester, channel, reason, release, digest, basis, summary, policy, approvers, how, asked, expires,
                Optional.of(when), who, why, votes);
    }
}

package org.uid2chatops.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who must agree before a rollout changes a target. Immutable.
 *
 * @param quorum how many people, at least one
 * @param freezeQuorum how many while the target is frozen
 * @param groups Slack user group ids, each of which must be among the approvers
 * @param expiresAfter how long a request waits, on the bot's clock
 * @param requesterCounts whether the one who asks may be one of them; never in {@code prod}
 * @param breakGlass how soon a deploy that one person agreed to in an emergency is to be reviewed, on the bot's clock; empty if the quorum
 *        holds in emergencies too
 */
public record ApprovalPolicy(int quorum, int freezeQuorum, Set<String> groups, Duration expiresAfter,
        boolean requesterCounts, Optional<Duration> breakGlass) {

    public ApprovalPolicy {
        groups = Set.copyOf(groups);
    }

    /** Returns the policy that asks for all that either asks for. */
    public ApprovalPolicy strictest(ApprovalPolicy other) {
        var all = new TreeSet<>(groups);
        all.addAll(other.groups);
        return new ApprovalPolicy(Math.max(quorum, other.quorum), Math.max(freezeQuorum, other.freezeQuorum), all,
                expiresAfter.compareTo(other.expiresAfter) < 0 ? expiresAfter : other.expiresAfter,
                requesterCounts && other.requesterCounts, breakGlass.filter(_ -> other.breakGlass.isPresent()));
    }

    /** Returns what holds while the target is frozen. */
    public ApprovalPolicy inFreeze() {
        return new ApprovalPolicy(Math.max(quorum, freezeQuorum), freezeQuorum, groups, expiresAfter, requesterCounts, breakGlass);
    }

    /** Returns what holds in an emergency: one person is enough, whoever of the approvers it is. The policy itself, if it knows none. */
    public ApprovalPolicy inEmergency() {
        return breakGlass.isEmpty() ? this : new ApprovalPolicy(1, freezeQuorum, Set.of(), expiresAfter, requesterCounts, breakGlass);
    }
}

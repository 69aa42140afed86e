package org.uid2chatops.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a rollout would do to a target, step by step, from the live state. Immutable.
 *
 * @param release version of the release
 * @param steps every step, in the guide's order
 * @param digest SHA-256 in lower-case hex over all that an approval would be about: the release with its enclave id, the rendered
 *        manifest, the chart, the target's settings and its approval policy, and each step's decision with the fields it changes. Not
 *        over ids that are not known yet, counts, tags of others, patch versions
 * @param basis what the digest is over, by name; no secret
 * @param complete whether every step could be looked at; the digest of a plan that is not says nothing
 * @param expected how long the rollout would take
 * @param cost what the target costs once it stands, roughly
 * @param deployed version of the release that the newest rollout that succeeded has left there; empty if none has
 */
public record Plan(String target, String release, String enclaveId, List<PlannedStep> steps, String digest,
        SortedMap<String, String> basis, boolean complete,
        Duration expected, Optional<CostEstimate> cost, Instant made, Optional<String> deployed) {

    public Plan {
        steps = List.copyOf(steps);
        basis = Collections.unmodifiableSortedMap(new TreeMap<>(basis));
    }

    /** A step and what would be done at it. */
    public record PlannedStep(StepName name, Outlook outlook) {
    }

    Plan over(Optional<String> release) {
        return new Plan(target, this.release, enclaveId, steps, digest, basis, complete, expected, cost, made, release);
    }

    /** Returns whether there is nothing to do at all. */
    public boolean changesNothing() {
        return steps.stream().noneMatch(step -> step.outlook().works());
    }

    /** Returns the digest as people compare it. */
    public String shortDigest() {
        return digest.substring(0, 12);
    }
}

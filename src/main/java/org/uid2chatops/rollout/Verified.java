package org.uid2chatops.rollout;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.uid2chatops.chain.ChainBreak;

/**
 * What checking the chain of one rollout's journal came to.
 *
 * @param rows how many there are
 * @param broken the first place where the journal is not what was written; empty if it is whole
 * @param hashes of every row, to be compared with what was posted where nobody can rewrite it
 */
public record Verified(RolloutId rollout, String target, Instant started, int rows, Optional<ChainBreak> broken, Set<String> hashes) {

    public Verified {
        hashes = Set.copyOf(hashes);
    }
}

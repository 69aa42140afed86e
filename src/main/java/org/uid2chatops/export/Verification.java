package org.uid2chatops.export;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What a file covers, and whether it is as it was written.
 *
 * @param rows how many are in the file
 * @param chains people's first, then the rollouts', oldest first
 */
@JsonPropertyOrder({"target", "from", "until", "rows", "chains"})
public record Verification(String target, String from, String until, long rows, List<Chain> chains) {

    static final String AUDIT = "audit";

    public Verification {
        chains = List.copyOf(chains);
    }

    /** Returns how many of the rows are about people. */
    public long aboutPeople() {
        return chains.stream().filter(Chain::ofPeople).mapToLong(Chain::rows).sum();
    }

    /**
     * A hash chain that the file has rows of. All of it is checked, not only these.
     *
     * @param chain {@code audit}, or the id of a rollout
     * @param rows how many are in the file
     * @param first number of the first of them
     * @param last number of the last of them
     * @param head the last one's hash; empty if there is none
     * @param broken the first place where the chain does not hold; empty if it is as it was written
     */
    @JsonPropertyOrder({"chain", "rows", "first", "last", "head", "broken"})
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Chain(String chain, long rows, long first, long last, String head, Optional<String> broken) {

        public boolean ofPeople() {
            return chain.equals(AUDIT);
        }
    }
}

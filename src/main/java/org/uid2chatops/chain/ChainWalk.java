package org.uid2chatops.chain;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A walk along a hash chain, row by row, that remembers the first place where the chain is not what was written. Keeps no rows, however
 * long the chain is. Not thread-safe.
 */
public final class ChainWalk {

    /** What the first row of a chain follows. */
    public static final String NOTHING = "0".repeat(64);

    private String previous = NOTHING;
    private long expected = 1;
    private @Nullable ChainBreak broken;

    /**
     * Takes the next row. After a break nothing more is looked at.
     *
     * @param seq counts from 1
     * @param follows the hash that the row says is the one before it
     * @param computed the hash that its content has
     */
    public void row(long seq, String follows, String hash, String computed) {
        if (broken != null) {
            return;
        }
        if (seq != expected) {
            broken = new ChainBreak(expected, seq == expected + 1
                    ? "row " + expected + " is missing"
                    : "rows " + expected + " to " + (seq - 1) + " are missing");
        } else if (!hash.equals(computed)) {
            broken = new ChainBreak(seq, "row " + seq + " is not what was written: its content and its hash disagree");
        } else if (!follows.equals(previous)) {
            broken = new ChainBreak(seq, "row " + seq + " does not follow the row before it: one of them was replaced");
        }
        previous = hash;
        expected++;
    }

    /**
     * Returns the first break, after the last row.
     *
     * @param rows how many there must be
     * @param head the last one's hash
     */
    public Optional<ChainBreak> end(long rows, String head) {
        if (broken != null) {
            return Optional.of(broken);
        }
        if (expected != rows + 1) {
            return Optional.of(new ChainBreak(expected, "it ends at row " + (expected - 1) + ", and was written up to row " + rows));
        }
        return previous.equals(head)
                ? Optional.empty()
                : Optional.of(new ChainBreak(rows, "row " + rows + " is not the one that was written last: it was replaced"));
    }
}

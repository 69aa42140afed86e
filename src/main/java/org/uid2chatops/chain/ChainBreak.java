package org.uid2chatops.chain;

/**
 * A place where a hash chain does not hold.
 *
 * @param seq number of the row
 * @param what is wrong there, in words
 */
public record ChainBreak(long seq, String what) {
}

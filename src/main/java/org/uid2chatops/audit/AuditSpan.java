package org.uid2chatops.audit;

/**
 * Rows of a chain that follow each other.
 *
 * @param first number of the first one
 * @param last number of the last one; smaller than {@code first} if there are none
 */
public record AuditSpan(long first, long last) {

    public static final AuditSpan NONE = new AuditSpan(1, 0);

    public long size() {
        return last - first + 1;
    }
}

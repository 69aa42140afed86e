package org.uid2chatops.audit;

import java.time.Instant;

/**
 * Something that somebody asked for, was refused, or decided.
 *
 * @param seq counts from 1, for each target
 * @param person Slack id; empty if nobody did it
 * @param digest of the plan it is about; empty if it is about none
 * @param hash covers the row and the one before it
 */
public record AuditRow(String target, long seq, Instant at, String person, String what, String detail, String digest, String previous,
        String hash) {
}

package org.uid2chatops.rollout;

import java.time.Instant;

/** One row of a rollout's journal; {@code seq} counts from 1, {@code hash} covers the row and the one before it. */
public record JournalRow(RolloutId rollout, long seq, Instant at, Entry entry, String previous, String hash) {
}

package org.uid2chatops.rollout;

/** Whoever keeps what people agreed to. Thread-safe. */
public interface Agreements {

    /**
     * Uses an agreement up for a rollout, in the transaction that opens it: what was taken back, has expired or was superseded while the
     * plan was made starts nothing, and who takes it back later is told that it has started.
     *
     * @return false if it does not hold any more; nothing may start then
     */
    boolean use(Agreement agreement, RolloutId rollout);
}

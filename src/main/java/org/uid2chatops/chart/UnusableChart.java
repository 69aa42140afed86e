package org.uid2chatops.chart;

import org.uid2chatops.rollout.Cause;

/** Thrown where a target's chart is not there or is another one, which a person has to put right. */
public final class UnusableChart extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Cause cause;

    UnusableChart(Cause cause) {
        super(cause.what());
        this.cause = cause;
    }

    /** Returns what is wrong, and what to do about it. */
    public Cause asCause() {
        return cause;
    }
}

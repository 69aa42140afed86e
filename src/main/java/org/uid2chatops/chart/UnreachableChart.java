package org.uid2chatops.chart;

import org.uid2chatops.rollout.Cause;

/** Thrown where a chart's repository does not answer, which may pass by itself. */
final class UnreachableChart extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Cause cause;

    UnreachableChart(Cause cause, Exception why) {
        super(cause.what(), why);
        this.cause = cause;
    }

    /** Returns what does not answer, and what to do about it. */
    public Cause asCause() {
        return cause;
    }
}

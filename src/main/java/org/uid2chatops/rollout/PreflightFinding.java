package org.uid2chatops.rollout;

/** Something that a preflight found: it stands in the way, or it is worth knowing before one starts. */
public sealed interface PreflightFinding {

    /** Returns what it is and what to do about it. */
    Cause cause();

    /** A rollout could only fail. */
    record Blocker(Cause cause) implements PreflightFinding {
    }

    /** A rollout may go well all the same. */
    record Warning(Cause cause) implements PreflightFinding {
    }
}

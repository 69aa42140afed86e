package org.uid2chatops.access;

import java.util.Locale;

/** What somebody may do with a target. */
public enum Role {
    /** Look: status, plan, targets, journal. */
    VIEWER,
    /** Ask for rollouts, and decide about those that run or failed. */
    DEPLOYER,
    /** Agree to what others ask for, or refuse it. */
    APPROVER,
    /** Everything. */
    ADMIN;

    /** Returns whether who has this role may do what {@code other} allows. */
    public boolean includes(Role other) {
        return this == ADMIN || this == other || other == VIEWER;
    }

    /** Returns the word people read: {@code deployer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

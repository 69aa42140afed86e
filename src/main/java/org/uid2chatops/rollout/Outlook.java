package org.uid2chatops.rollout;

import java.util.List;

import org.uid2chatops.rollout.Decision.Change;

/** What a rollout would do at one step, as far as the live state tells before it runs. */
public sealed interface Outlook {

    /** @param what in words ({@code create NAT gateway my-nat-gateway}) */
    record Create(String what) implements Outlook {
    }

    /** @param changes which fields, from what to what; never empty */
    record Modify(String what, List<Change> changes) implements Outlook {
    }

    /** @param detail what is there, in words */
    record Nothing(String detail) implements Outlook {
    }

    /** It can only be known once that other step is done: what it looks at does not exist yet. */
    record Later(StepName after) implements Outlook {
    }

    /** Something is on its way or has to be done by a person; the rollout would wait for it. */
    record Waits(String why) implements Outlook {
    }

    /** The rollout would fail there. */
    record Stops(Cause cause) implements Outlook {
    }

    /** It could not be looked at now: the other side was busy or away. */
    record Unknown(Cause cause) implements Outlook {
    }

    /** Returns whether what the step is about exists, so that those who need it can look. */
    default boolean stands() {
        return this instanceof Nothing || this instanceof Modify;
    }

    /** Returns whether the rollout would do something here. */
    default boolean works() {
        return !(this instanceof Nothing);
    }
}

package org.uid2chatops.release;

import java.time.LocalDate;

import org.uid2chatops.rollout.Cause;

/** When a release is switched off: from then on its operators may shut down or fail to start. */
public sealed interface Deactivation {

    /** It is switched off. */
    record Past(Cause cause) implements Deactivation {
    }

    /** It is switched off within two months. */
    record Near(Cause cause) implements Deactivation {
    }

    /** There is time. */
    record Far(LocalDate on) implements Deactivation {
    }

    /** Nobody has said when. */
    record Unknown(Cause cause) implements Deactivation {
    }
}

package org.uid2chatops.access;

/** Whether somebody may do something. */
public sealed interface Verdict {

    record Allowed() implements Verdict {
    }

    /** @param reason why not and what to do, as mrkdwn for the person who asked */
    record Refused(String reason) implements Verdict {
    }
}

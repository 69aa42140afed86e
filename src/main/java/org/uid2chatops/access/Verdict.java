package org.uid2chatops.access;

/** Whether somebody may do something. */
public sealed interface Verdict {

    record Allowed() implements Verdict {
    }

    /** @param reason why not and what to do, as mrkdwn for the person who asked */
    record Refused(String reason) implements Verdict {
    }

    /**
     * Slack does not say now what it depends on, which is no.
     *
     * @param reason as that of a refusal
     */
    record Unknown(String reason) implements Verdict {
    }
}

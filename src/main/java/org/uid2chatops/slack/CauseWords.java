package org.uid2chatops.slack;

import org.uid2chatops.rollout.Cause;

/** A cause as people read it: what failed and why, its code, what to put right. */
final class CauseWords {

    private static final int LONGEST_CODE = 100;

    private CauseWords() {
    }

    /** Returns what failed and why, with its code. */
    static String why(Cause cause) {
        return why(cause, Integer.MAX_VALUE);
    }

    /** @param most characters, before they are escaped */
    static String why(Cause cause, int most) {
        return Mrkdwn.escape(Mrkdwn.cut(cause.what(), most)) + " (" + Mrkdwn.code(Mrkdwn.cut(cause.code(), LONGEST_CODE)) + ")";
    }

    /** Returns all of it in a line. */
    static String all(Cause cause) {
        return all(cause, Integer.MAX_VALUE);
    }

    /** @param most characters of what and of next, before they are escaped */
    static String all(Cause cause, int most) {
        return why(cause, most) + " " + Mrkdwn.escape(Mrkdwn.cut(cause.next(), most));
    }
}

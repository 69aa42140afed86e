package org.uid2chatops.slack;

import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.PreflightReport.Again;

/** What a request came to. Texts are mrkdwn. */
sealed interface Handled {

    /** It is done, or refused: this is the answer. */
    record Answered(String text) implements Handled {
    }

    /**
     * It is done, and something follows, which is not lost once this is answered.
     *
     * @param later what is brought as soon as it can be
     */
    record Promised(String text, Message later) implements Handled {
    }

    /**
     * It waits for somebody else's rollout to end, however long that takes: to be handled again after a while.
     *
     * @param meanwhile what the person is told, once
     */
    record Waits(String meanwhile) implements Handled {
    }

    /**
     * It cannot be told yet, and nothing was done: to be handled again after a while.
     *
     * @param meanwhile what the person is told, once
     * @param inTheEnd the answer if it never can be told
     * @param again what is known of the next try
     */
    record NotYet(String meanwhile, String inTheEnd, Again again) implements Handled {
    }
}

package org.uid2chatops.azure;

import org.uid2chatops.testing.Recording;
import org.uid2chatops.testing.Recording.Exchange;

/** What the bot is to make of one recorded answer. */
record Reading(String recording, int number, Check check) {

    /** Has the bot meet the answer, and looks at what it made of it. */
    @FunctionalInterface
    interface Check {
        void of(BotOnRecordings bot, Exchange exchange) throws Exception;
    }

    Exchange exchange() {
        return Recording.named(recording).exchanges().get(number);
    }

    @Override
    public String toString() {
        return recording + " " + number;
    }
}

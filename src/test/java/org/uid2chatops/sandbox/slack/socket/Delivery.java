package org.uid2chatops.sandbox.slack.socket;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** What became of a payload for the bot. */
public sealed interface Delivery {

    /** No bot was connected; nothing was delivered. */
    record NoBot() implements Delivery {
    }

    /** It was delivered, perhaps, and not acked in time. */
    record NoAck() implements Delivery {
    }

    /**
     * It was acked in time.
     *
     * @param millis real milliseconds from sending to the ack
     * @param payload what the ack carried
     */
    record Acked(long millis, Optional<JsonNode> payload) implements Delivery {
    }
}

package org.uid2chatops.sandbox.azure;

import java.time.Instant;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

/**
 * Something long that was accepted.
 *
 * @param what for messages: {@code create managed cluster}
 * @param error what it will fail with
 */
record Operation(String id, String namespace, String location, String resourceId, String what, Instant start, Instant end,
        Optional<ObjectNode> error) {

    boolean running(Instant now) {
        return now.isBefore(end);
    }

    String status(Instant now) {
        return running(now) ? "InProgress" : error.isPresent() ? "Failed" : "Succeeded";
    }
}

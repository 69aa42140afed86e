package org.uid2chatops.sandbox.slack.act;

import java.util.Optional;
import java.util.OptionalLong;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.slack.workspace.Json;

/**
 * What came of something a person did.
 *
 * @param status 200 (acked), 503 (no bot connected), 504 (not acked in time)
 * @param ackMillis real milliseconds until the ack
 * @param response the bot's first answer
 */
public record Outcome(int status, OptionalLong ackMillis, Optional<JsonNode> response) {

    static Outcome unanswered(int status) {
        return new Outcome(status, OptionalLong.empty(), Optional.empty());
    }

    static Outcome acked(long millis, Optional<JsonNode> response) {
        return new Outcome(200, OptionalLong.of(millis), response);
    }

    public ObjectNode json() {
        ObjectNode json = Json.object().put("status", status);
        ackMillis.ifPresentOrElse(millis -> json.put("ackMillis", millis), () -> json.putNull("ackMillis"));
        json.set("response", response.orElse(null));
        return json;
    }
}

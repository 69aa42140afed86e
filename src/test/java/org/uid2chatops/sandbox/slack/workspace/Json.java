package org.uid2chatops.sandbox.slack.workspace;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of the simulated Slack. */
public final class Json {

    public static final JsonMapper MAPPER = new JsonMapper();

    private Json() {
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Reads JSON. @throws tools.jackson.core.JacksonException if it is none */
    public static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }
}

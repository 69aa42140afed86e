package org.uid2chatops.sandbox.azure;

import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as this package reads and makes it. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads an object; single quotes may stand for double ones, so that bodies read well in source text. */
    static ObjectNode of(String text) {
        return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
    }

    /**
     * Reads the body of a request.
     *
     * @throws Refusal if it is not a JSON object
     */
    static ObjectNode body(byte[] bytes) {
        try {
            if (bytes.length > 0 && MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException notJson) {
            throw Refusal.of(400, "InvalidRequestContent",
                    "The request content was invalid and could not be deserialized: '" + notJson.getOriginalMessage() + "'.");
        }
        throw Refusal.of(400, "InvalidRequestContent",
                "The request content was invalid and could not be deserialized: 'an object is wanted'.");
    }

    static JsonNode read(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    /** Returns the text at a JSON pointer, or an empty one. */
    static String text(JsonNode node, String pointer) {
        return node.at(pointer).stringValue("");
    }

    static ObjectNode list(List<? extends JsonNode> values) {
        ObjectNode list = object();
        list.putArray("value").addAll(values);
        return list;
    }
}

package org.uid2chatops.sandbox.fault;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes one place of a JSON text. */
final class JsonEdit {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonEdit() {
    }

    /** Returns the text with the change that the parameters {@code pointer}, {@code value} and {@code remove} ask for; empty if it is not possible. */
    static Optional<byte[]> edited(byte[] body, Parameters parameters) {
        try {
            JsonNode json = JSON.readTree(body);
            JsonPointer pointer = JsonPointer.compile(parameters.text("pointer"));
            if (pointer.matches() || !changed(json.at(pointer.head()), pointer.last(), parameters)) {
                return Optional.empty();
            }
            return Optional.of(json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException | IllegalArgumentException notPossible) {
            return Optional.empty();
        }
    }

    private static boolean changed(JsonNode parent, JsonPointer last, Parameters parameters) {
        boolean remove = parameters.flag("remove", false);
        JsonNode value = JSON.valueToTree(parameters.given().get("value"));
        if (parent instanceof ObjectNode object) {
            String field = last.getMatchingProperty();
            if (remove) {
                return object.remove(field) != null;
            }
            object.set(field, value);
            return true;
        }
        int at = last.getMatchingIndex();
        if (!(parent instanceof ArrayNode array) || at < 0 || at > array.size() || remove && at == array.size()) {
            return false;
        }
        if (remove) {
            array.remove(at);
        } else if (at == array.size()) {
            array.add(value);
        } else {
            array.set(at, value);
        }
        return true;
    }

    /** Returns the JSON that a parameter is: as it was given, or the text itself if it was given as one. */
    static byte[] json(Parameters parameters, String name) {
        Object value = parameters.given().getOrDefault(name, "{}");
        return (value instanceof String text ? text : JSON.writeValueAsString(value)).getBytes(StandardCharsets.UTF_8);
    }
}

package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** JSON trees, as this package handles objects. */
final class Json {

    static final JsonMapper MAPPER = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private Json() {
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ObjectNode object(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    /** Reads JSON or YAML. */
    static JsonNode readYaml(String text) {
        return text.stripLeading().startsWith("{") ? MAPPER.readTree(text) : YAML.readTree(text);
    }

    /** Returns the object under that field, made if it is missing. */
    static ObjectNode child(ObjectNode parent, String field) {
        return parent.get(field) instanceof ObjectNode there ? there : parent.putObject(field);
    }

    static Optional<ObjectNode> objectAt(JsonNode parent, String field) {
        return parent.get(field) instanceof ObjectNode there ? Optional.of(there) : Optional.empty();
    }

    /** Returns the objects in the list under that field. */
    static List<ObjectNode> objects(JsonNode parent, String field) {
        var found = new ArrayList<ObjectNode>();
        parent.path(field).forEach(item -> {
            if (item instanceof ObjectNode object) {
                found.add(object);
            }
        });
        return found;
    }

    static String text(JsonNode parent, String field) {
        return parent.path(field).asString("");
    }

    static ObjectNode metadata(ObjectNode object) {
        return child(object, "metadata");
    }

    static String name(ObjectNode object) {
        return text(object.path("metadata"), "name");
    }
}

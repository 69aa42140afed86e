package org.uid2chatops.sandbox.kubernetes.api;

import io.fabric8.zjsonpatch.JsonPatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The patches that are computed without owners: JSON Patch (RFC 6902), JSON Merge Patch (RFC 7386), strategic merge. */
final class Patches {

    private Patches() {
    }

    static ObjectNode json(ObjectNode live, JsonNode patch) {
        try {
            return (ObjectNode) JsonPatch.apply(patch, live.deepCopy());
        } catch (RuntimeException refused) {
            throw ApiFailure.of(422, "Invalid", "the server rejected our request due to an error in our request: " + refused.getMessage());
        }
    }

    static ObjectNode merge(ObjectNode live, ObjectNode patch) {
        ObjectNode merged = live.deepCopy();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode object) {
                merged.set(field.getKey(), merge(merged.get(field.getKey()) instanceof ObjectNode old ? old : Json.object(), object));
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        });
        return merged;
    }

    /** Merges a strategic merge patch with its directives. Source: Kubernetes, "Update API Objects in Place Using kubectl patch". */
    static ObjectNode strategic(ObjectNode live, ObjectNode patch, boolean custom) {
        if (custom) {
            throw ApiFailure.of(415, "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include:"
                            + " application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        }
        ObjectNode merged = live.deepCopy();
        strategic(merged, patch);
        return merged;
    }

    private static void strategic(ObjectNode into, ObjectNode patch) {
        if (Json.text(patch, "$patch").equals("replace")) {
            into.removeAll();
        }
        if (patch.get("$retainKeys") instanceof ArrayNode retained) {
            into.retain(retained.valueStream().map(JsonNode::asString).toList());
        }
        patch.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            JsonNode there = into.get(name);
            if (name.startsWith("$deleteFromPrimitiveList/")) {
                removeValues(into, name.substring(name.indexOf('/') + 1), value);
            } else if (name.startsWith("$")) {
                return;
            } else if (value.isNull() || value.path("$patch").asString("").equals("delete")) {
                into.remove(name);
            } else if (value instanceof ObjectNode object) {
                strategic(there instanceof ObjectNode old ? old : into.putObject(name), object);
            } else if (value instanceof ArrayNode list) {
                list(there instanceof ArrayNode old ? old : Json.array(), list, name, into);
            } else {
                into.set(name, value);
            }
        });
    }

    private static void list(ArrayNode old, ArrayNode patch, String name, ObjectNode into) {
        switch (ListShape.ofStrategic(name, patch, false)) {
            case ListShape.Atomic() -> into.set(name, patch.deepCopy());
            case ListShape.Values() -> {
                patch.forEach(item -> {
                    if (old.valueStream().noneMatch(item::equals)) {
                        old.add(item);
                    }
                });
                into.set(name, old);
            }
            case ListShape.Keyed keyed -> {
                patch.forEach(item -> item(old, (ObjectNode) item, keyed));
                into.set(name, old);
            }
        }
    }

    private static void item(ArrayNode list, ObjectNode item, ListShape.Keyed keyed) {
        String directive = Json.text(item, "$patch");
        if (directive.equals("replace")) {
            list.removeAll();
            return;
        }
        int at = keyed.find(list, item);
        if (directive.equals("delete")) {
            if (at >= 0) {
                list.remove(at);
            }
        } else if (at >= 0) {
            strategic((ObjectNode) list.get(at), item);
        } else {
            strategic(list.addObject(), item);
        }
    }

    private static void removeValues(ObjectNode into, String name, JsonNode values) {
        if (into.get(name) instanceof ArrayNode list) {
            values.forEach(value -> list.removeIf(value::equals));
        }
    }
}

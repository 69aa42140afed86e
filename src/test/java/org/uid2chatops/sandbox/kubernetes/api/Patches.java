package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

import io.fabric8.zjsonpatch.JsonPatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The patches that are computed without owners: JSON Patch (RFC 6902), JSON Merge Patch (RFC 7386), strategic merge. */
final class Patches {

    private static final String ORDER = "$setElementOrder/";

    private Patches() {
    }

    static ObjectNode json(ObjectNode live, JsonNode patch) {
        try {
            JsonNode now = live.deepCopy();
            for (JsonNode one : patch) {
                if (Json.text(one, "op").equals("remove") && now.at(Json.text(one, "path")).isMissingNode()) {
                    throw new IllegalArgumentException("remove operation does not apply: doc is missing path: " + Json.text(one, "path"));
                }
                now = JsonPatch.apply(Json.array().add(one), now);
            }
            return (ObjectNode) now;
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
        Map<String, JsonNode> orders = new HashMap<>();
        patch.properties().forEach(field -> {
            if (field.getKey().startsWith(ORDER)) {
                orders.put(field.getKey().substring(ORDER.length()), field.getValue());
            }
        });
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
                list(there instanceof ArrayNode old ? old : Json.array(), list, name, into, orders.getOrDefault(name, list));
            } else {
                into.set(name, value);
            }
        });
    }

    private static void list(ArrayNode old, ArrayNode patch, String name, ObjectNode into, JsonNode order) {
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
                ArrayNode before = old.deepCopy();
                patch.forEach(item -> item(old, (ObjectNode) item, keyed));
                into.set(name, ordered(old, before, order, keyed));
            }
        }
    }

    /** What the patch names comes in its order, before whatever else it did not stand behind until now. */
    private static ArrayNode ordered(ArrayNode merged, ArrayNode before, JsonNode order, ListShape.Keyed keyed) {
        var named = new ArrayDeque<JsonNode>();
        order.forEach(item -> {
            int at = keyed.find(merged, item);
            if (at >= 0) {
                named.add(merged.get(at));
            }
        });
        var others = new ArrayDeque<>(merged.valueStream().filter(item -> !named.contains(item)).toList());
        ArrayNode all = Json.array();
        while (!named.isEmpty() || !others.isEmpty()) {
            boolean other = named.isEmpty()
                    || (!others.isEmpty() && keyed.find(before, others.getFirst()) < keyed.find(before, named.getFirst()));
            all.add(other ? others.removeFirst() : named.removeFirst());
        }
        return all;
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

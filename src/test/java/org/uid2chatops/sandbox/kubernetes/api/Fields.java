package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of an object, one by one, as field ownership counts them. A path's elements are written as in
 * {@code fieldsV1}: {@code f:spec}, <code>k:{"name":"skr"}</code>, {@code v:"a"}.
 */
final class Fields {

    private static final List<String> UNOWNED = List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp", "generation",
            "managedFields", "selfLink", "generateName", "deletionTimestamp", "deletionGracePeriodSeconds");

    private Fields() {
    }

    /** Returns every field that can be owned, with its value; an item of a keyed list stands for itself with an empty object. */
    static Map<List<String>, JsonNode> of(ObjectNode object, boolean custom) {
        var found = new LinkedHashMap<List<String>, JsonNode>();
        ObjectNode owned = object.deepCopy();
        owned.remove(List.of("apiVersion", "kind"));
        Json.objectAt(owned, "metadata").ifPresent(metadata -> metadata.remove(UNOWNED));
        owned.properties().forEach(field -> {
            if (!field.getValue().isEmpty() || field.getValue().isValueNode()) {
                collect(List.of("f:" + field.getKey()), field.getKey(), field.getValue(), custom, found);
            }
        });
        return found;
    }

    private static void collect(List<String> path, String field, JsonNode value, boolean custom, Map<List<String>, JsonNode> found) {
        if (value instanceof ObjectNode object && !object.isEmpty() && !ListShape.atomicMap(field, custom)) {
            object.properties()
                    .forEach(child -> collect(then(path, "f:" + child.getKey()), child.getKey(), child.getValue(), custom, found));
        } else if (value instanceof ArrayNode list && !list.isEmpty()) {
            switch (ListShape.of(field, list, custom)) {
                case ListShape.Atomic() -> found.put(path, list);
                case ListShape.Values() -> list.forEach(item -> found.put(then(path, "v:" + item), item));
                case ListShape.Keyed keyed -> list.forEach(item -> {
                    var at = then(path, "k:" + keyed.keyOf(item));
                    found.put(at, Json.object());
                    item.properties().forEach(
                            child -> collect(then(at, "f:" + child.getKey()), child.getKey(), child.getValue(), custom, found));
                });
            }
        } else {
            found.put(path, value);
        }
    }

    private static List<String> then(List<String> path, String element) {
        var longer = new ArrayList<>(path);
        longer.add(element);
        return List.copyOf(longer);
    }

    /** Removes what stands at the path, if anything does. */
    static void remove(ObjectNode object, List<String> path) {
        JsonNode at = object;
        for (int i = 0; i < path.size(); i++) {
            boolean last = i == path.size() - 1;
            String element = path.get(i);
            String content = element.substring(2);
            if (element.startsWith("f:") && at instanceof ObjectNode parent) {
                if (last) {
                    parent.remove(content);
                    return;
                }
                at = parent.path(content);
            } else if (at instanceof ArrayNode list) {
                JsonNode wanted = Json.MAPPER.readTree(content);
                int index = element.startsWith("v:") ? indexOfValue(list, wanted) : indexOfKey(list, wanted);
                if (index < 0) {
                    return;
                }
                if (last) {
                    list.remove(index);
                    return;
                }
                at = list.get(index);
            } else {
                return;
            }
        }
    }

    private static int indexOfValue(ArrayNode list, JsonNode wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOfKey(ArrayNode list, JsonNode key) {
        var keyed = new ListShape.Keyed(List.copyOf(key.propertyNames()));
        return keyed.find(list, key);
    }

    /** Reads {@code fieldsV1}. */
    static List<List<String>> read(JsonNode fieldsV1) {
        var paths = new ArrayList<List<String>>();
        fieldsV1.properties().forEach(field -> read(List.of(field.getKey()), field.getValue(), paths));
        return paths;
    }

    private static void read(List<String> path, JsonNode node, List<List<String>> paths) {
        if (node.isEmpty() || node.has(".")) {
            paths.add(path);
        }
        node.properties().forEach(child -> {
            if (!child.getKey().equals(".")) {
                read(then(path, child.getKey()), child.getValue(), paths);
            }
        });
    }

    /** Writes {@code fieldsV1}. */
    static ObjectNode write(Iterable<List<String>> paths) {
        var tree = Json.object();
        for (List<String> path : paths) {
            ObjectNode at = tree;
            for (String element : path) {
                at = Json.child(at, element);
            }
            at.putObject(".");
        }
        prune(tree);
        return tree;
    }

    private static void prune(ObjectNode node) {
        if (node.size() == 1 && node.has(".")) {
            node.remove(".");
        }
        node.properties().forEach(child -> prune((ObjectNode) child.getValue()));
    }

    /** Returns {@code .spec.containers[name="skr"].image}, as conflicts are reported. */
    static String readable(List<String> path) {
        var text = new StringBuilder();
        for (String element : path) {
            String content = element.substring(2);
            if (element.startsWith("f:")) {
                text.append('.').append(content);
            } else if (element.startsWith("k:")) {
                var keys = new ArrayList<String>();
                Json.object(content).properties().forEach(key -> keys.add(key.getKey() + "=" + key.getValue()));
                text.append('[').append(String.join(",", keys)).append(']');
            } else {
                text.append('[').append(content).append(']');
            }
        }
        return text.toString();
    }
}

package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges an applied configuration into the live object. Source: Kubernetes, "Server-Side Apply", and the merge of
 * sigs.k8s.io/structured-merge-diff.
 */
final class ServerSideApply {

    private ServerSideApply() {
    }

    /**
     * Returns the live object with the configuration merged in and its owners brought up to date.
     *
     * @throws ApiFailure 409 if a field that differs has another owner, unless {@code force}
     */
    static ObjectNode apply(ObjectNode live, ObjectNode configuration, Managers.Manager me, boolean force, boolean custom, String time) {
        var wanted = Fields.of(configuration, custom);
        var current = Fields.of(live, custom);
        var managers = Managers.of(live);
        var conflicts = new ArrayList<Conflict>();
        wanted.forEach((path, value) -> {
            JsonNode now = current.get(path);
            if (now != null && !now.equals(value)) {
                managers.othersOwning(me, path).forEach(other -> conflicts.add(new Conflict(other, path)));
            }
        });
        if (!conflicts.isEmpty() && !force) {
            throw refused(conflicts);
        }
        managers.takeFromOthers(me, conflicts.stream().map(Conflict::path).toList());
        var before = managers.of(me);
        managers.set(me, new LinkedHashSet<>(wanted.keySet()), time);
        ObjectNode merged = live.deepCopy();
        merge(merged, withoutServerFields(configuration), custom);
        for (List<String> path : before) {
            if (!managers.ownedWithin(path)) {
                int length = path.size();
                int shortest = path.getFirst().equals("f:metadata") ? 2 : 1;
                while (length > shortest && !managers.ownedWithin(path.subList(0, length - 1))) {
                    length--;
                }
                Fields.remove(merged, path.subList(0, length));
            }
        }
        managers.write(merged);
        return merged;
    }

    private static ObjectNode withoutServerFields(ObjectNode configuration) {
        ObjectNode copy = configuration.deepCopy();
        Json.metadata(copy).remove(List.of("managedFields", "resourceVersion", "uid", "creationTimestamp", "generation"));
        return copy;
    }

    private static void merge(ObjectNode into, ObjectNode from, boolean custom) {
        from.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode there = into.get(name);
            if (field.getValue() instanceof ObjectNode object && there instanceof ObjectNode old && !ListShape.atomicMap(name, custom)) {
                merge(old, object, custom);
            } else if (field.getValue() instanceof ArrayNode list && there instanceof ArrayNode old) {
                merge(old, list, name, into, custom);
            } else {
                into.set(name, field.getValue().deepCopy());
            }
        });
    }

    private static void merge(ArrayNode into, ArrayNode from, String name, ObjectNode parent, boolean custom) {
        switch (ListShape.of(name, from.isEmpty() ? into : from, custom)) {
            case ListShape.Atomic() -> parent.set(name, from.deepCopy());
            case ListShape.Values() -> from.forEach(item -> {
                if (into.valueStream().noneMatch(item::equals)) {
                    into.add(item.deepCopy());
                }
            });
            case ListShape.Keyed keyed -> from.forEach(item -> {
                int at = keyed.find(into, item);
                if (at < 0) {
                    into.add(item.deepCopy());
                } else {
                    merge((ObjectNode) into.get(at), (ObjectNode) item, custom);
                }
            });
        }
    }

    private record Conflict(Managers.Manager with, List<String> path) {
        private String who() {
            return "conflict with \"" + with.name() + "\"" + (with.operation().equals("Apply") ? "" : " using " + with.apiVersion());
        }
    }

    private static ApiFailure refused(List<Conflict> conflicts) {
        var details = Json.object();
        var causes = details.putArray("causes");
        conflicts.forEach(conflict -> causes.addObject().put("reason", "FieldManagerConflict").put("message", conflict.who()).put("field",
                Fields.readable(conflict.path())));
        String first = conflicts.getFirst().who() + ": " + Fields.readable(conflicts.getFirst().path());
        String all = conflicts.size() == 1
                ? "Apply failed with 1 conflict: " + first
                : "Apply failed with " + conflicts.size() + " conflicts: " + String.join("\n",
                        conflicts.stream().map(conflict -> conflict.who() + ": " + Fields.readable(conflict.path())).toList());
        return ApiFailure.withDetails(409, "Conflict", all, details);
    }
}

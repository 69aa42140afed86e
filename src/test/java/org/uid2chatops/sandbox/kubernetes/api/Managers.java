package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who owns which fields of one object: its {@code metadata.managedFields}. */
final class Managers {

    /** One owner. */
    record Manager(String name, String operation, String apiVersion, String subresource) {
    }

    private final Map<Manager, Set<List<String>>> owned = new LinkedHashMap<>();
    private final Map<Manager, String> times = new LinkedHashMap<>();

    static Managers of(ObjectNode object) {
        var managers = new Managers();
        for (ObjectNode entry : Json.objects(object.path("metadata"), "managedFields")) {
            var manager = new Manager(Json.text(entry, "manager"), Json.text(entry, "operation"), Json.text(entry, "apiVersion"),
                    Json.text(entry, "subresource"));
            managers.owned.put(manager, new LinkedHashSet<>(Fields.read(entry.path("fieldsV1"))));
            managers.times.put(manager, Json.text(entry, "time"));
        }
        return managers;
    }

    void write(ObjectNode object) {
        var list = Json.metadata(object).putArray("managedFields");
        owned.forEach((manager, paths) -> {
            if (!paths.isEmpty()) {
                var entry = list.addObject().put("manager", manager.name()).put("operation", manager.operation())
                        .put("apiVersion", manager.apiVersion()).put("time", times.get(manager)).put("fieldsType", "FieldsV1");
                entry.set("fieldsV1", Fields.write(paths));
                if (!manager.subresource().isEmpty()) {
                    entry.put("subresource", manager.subresource());
                }
            }
        });
        if (list.isEmpty()) {
            Json.metadata(object).remove("managedFields");
        }
    }

    Set<List<String>> of(Manager manager) {
        return owned.getOrDefault(manager, Set.of());
    }

    /** Returns those beside {@code me} who own that very field. */
    List<Manager> othersOwning(Manager me, List<String> path) {
        return owned.entrySet().stream().filter(entry -> !entry.getKey().equals(me) && entry.getValue().contains(path))
                .map(Map.Entry::getKey).toList();
    }

    /** Returns whether anybody owns the field or something within it. */
    boolean ownedWithin(List<String> path) {
        return owned.values().stream().flatMap(Collection::stream)
                .anyMatch(one -> one.size() >= path.size() && one.subList(0, path.size()).equals(path));
    }

    /** Makes {@code paths} all that {@code me} owns. */
    void set(Manager me, Set<List<String>> paths, String time) {
        if (!paths.equals(owned.get(me))) {
            owned.put(me, new LinkedHashSet<>(paths));
            times.put(me, time);
        }
    }

    void takeFromOthers(Manager me, Collection<List<String>> paths) {
        owned.forEach((manager, theirs) -> {
            if (!manager.equals(me)) {
                theirs.removeAll(paths);
            }
        });
    }

    /** Notes an ordinary write: what it added or changed is now {@code me}'s, what it removed is nobody's. */
    void updated(Manager me, ObjectNode before, ObjectNode after, boolean custom, String time) {
        var old = Fields.of(before, custom);
        var now = Fields.of(after, custom);
        var touched = new ArrayList<List<String>>();
        now.forEach((path, value) -> {
            JsonNode was = old.get(path);
            if (was == null || !was.equals(value)) {
                touched.add(path);
            }
        });
        owned.values().forEach(theirs -> theirs.removeIf(path -> old.containsKey(path) && !now.containsKey(path)));
        takeFromOthers(me, touched);
        var mine = new LinkedHashSet<>(of(me));
        if (mine.addAll(touched)) {
            owned.put(me, mine);
        }
        if (!touched.isEmpty()) {
            times.put(me, time);
        }
    }
}

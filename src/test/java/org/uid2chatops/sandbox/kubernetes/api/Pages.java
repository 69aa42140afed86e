package org.uid2chatops.sandbox.kubernetes.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.net.Call;

/**
 * Lists, whole or in pages; every page shows the objects as they were at the first. A token says at which version that
 * was and after which object the next page begins, in Kubernetes' own form.
 */
final class Pages {

    private final Store store;

    Pages(Store store) {
        this.store = store;
    }

    private record Start(long version, String after) {
    }

    ObjectNode list(Call call, Where where) {
        ResourceType type = where.type();
        var answer = Json.object().put("kind", type.kind() + "List").put("apiVersion", type.groupVersion());
        var metadata = answer.putObject("metadata");
        var selected = Operations.selected(call, type);
        synchronized (store) {
            Start start = start(call);
            int limit = call.parameter("limit").map(Integer::parseInt).filter(number -> number > 0).orElse(Integer.MAX_VALUE);
            var found = at(start.version(), where).stream().filter(selected).filter(object -> key(object).compareTo(start.after()) > 0)
                    .toList();
            metadata.put("resourceVersion", Long.toString(start.version()));
            var items = answer.putArray("items");
            found.stream().limit(limit).forEach(object -> {
                ObjectNode item = object.deepCopy();
                item.remove(List.of("kind", "apiVersion"));
                items.add(item);
            });
            if (found.size() > limit) {
                metadata.put("continue", token(start.version(), key(found.get(limit - 1))));
                boolean whole = call.parameter("labelSelector").or(() -> call.parameter("fieldSelector")).filter(one -> !one.isEmpty())
                        .isEmpty();
                if (whole) {
                    metadata.put("remainingItemCount", found.size() - limit);
                }
            }
        }
        return answer;
    }

    private Start start(Call call) {
        String token = call.parameter("continue").orElse("");
        if (token.isEmpty()) {
            return new Start(store.version(), "");
        }
        try {
            JsonNode read = Json.MAPPER.readTree(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
            var start = new Start(read.path("rv").asLong(), read.path("start").asString());
            if (!store.remembers(start.version())) {
                throw ApiFailure.of(410, "Expired",
                        "The provided continue parameter is too old to display a consistent list result. You can"
                                + " start a new list without the continue parameter.");
            }
            return start;
        } catch (JacksonException | IllegalArgumentException unreadable) {
            throw ApiFailure.badRequest("continue key is not valid: " + unreadable.getMessage());
        }
    }

    private static String token(long version, String after) {
        String json = Json.object().put("v", "meta.k8s.io/v1").put("rv", version).put("start", after).toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the objects as they were at a version: as they are, with the changes since then taken back. */
    private List<ObjectNode> at(long version, Where where) {
        var objects = new TreeMap<String, ObjectNode>();
        store.list(where.type(), where.namespace()).forEach(object -> objects.put(key(object), object));
        for (Store.Change change : store.since(where.type(), version).reversed()) {
            String namespace = Json.text(change.object().path("metadata"), "namespace");
            if (where.namespace().isEmpty() || where.namespace().equals(namespace)) {
                if (change.before() == null) {
                    objects.remove(key(change.object()));
                } else {
                    objects.put(key(change.object()), change.before());
                }
            }
        }
        return List.copyOf(objects.values());
    }

    private static String key(ObjectNode object) {
        return Json.text(object.path("metadata"), "namespace") + "/" + Json.name(object);
    }
}

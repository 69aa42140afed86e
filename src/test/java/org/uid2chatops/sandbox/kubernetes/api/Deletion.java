package org.uid2chatops.sandbox.kubernetes.api;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletes as the API server does: finalizers and a pod's grace period keep the object until somebody ends them. */
final class Deletion {

    private static final List<String> POLICIES = List.of("Background", "Foreground", "Orphan");
    private final Store store;
    private final Registry registry;

    Deletion(Store store, Registry registry) {
        this.store = store;
        this.registry = registry;
    }

    /**
     * Deletes an object.
     *
     * @param options a {@code DeleteOptions}
     * @return the object while it stays, a {@code Status} when it is gone
     */
    ObjectNode delete(ResourceType type, String namespace, String name, JsonNode options, boolean dryRun) {
        known(propagation(options));
        synchronized (store) {
            ObjectNode object = registry.get(type, namespace, name);
            check(type, object, options.path("preconditions"));
            ObjectNode gone = success(type, object);
            if (dryRun) {
                return gone;
            }
            ObjectNode leaving = object.deepCopy();
            ObjectNode metadata = Json.metadata(leaving);
            switch (propagation(options)) {
                case "Foreground" -> finalizer(metadata, "foregroundDeletion");
                case "Orphan" -> finalizer(metadata, "orphan");
                default -> {
                }
            }
            int grace = grace(type, object, options);
            if (metadata.path("finalizers").isEmpty() && grace == 0) {
                registry.remove(type, namespace, name);
                return gone;
            }
            if (!metadata.has("deletionTimestamp")) {
                if (metadata.has("generation")) {
                    metadata.put("generation", metadata.path("generation").asLong() + 1);
                }
                metadata.put("deletionTimestamp", registry.now()).put("deletionGracePeriodSeconds", grace);
                return store.put(type, namespace, name, leaving);
            }
            return object;
        }
    }

    private static String propagation(JsonNode options) {
        return options.path("orphanDependents").asBoolean(false) ? "Orphan" : Json.text(options, "propagationPolicy");
    }

    private static void known(String propagation) {
        if (!propagation.isEmpty() && !POLICIES.contains(propagation)) {
            var problems = new Problems();
            problems.unsupported("propagationPolicy", propagation, POLICIES);
            problems.refuse("DeleteOptions", "", "");
        }
    }

    private static void finalizer(ObjectNode metadata, String finalizer) {
        var finalizers = metadata.withArray("finalizers");
        if (finalizers.valueStream().noneMatch(one -> one.asString().equals(finalizer))) {
            finalizers.add(finalizer);
        }
    }

    private static int grace(ResourceType type, ObjectNode object, JsonNode options) {
        if (!type.kind().equals("Pod") || Json.text(object.path("spec"), "nodeName").isEmpty()) {
            return 0;
        }
        return options.path("gracePeriodSeconds").asInt(object.path("spec").path("terminationGracePeriodSeconds").asInt(30));
    }

    private static void check(ResourceType type, ObjectNode object, JsonNode preconditions) {
        for (String field : new String[]{"uid", "resourceVersion"}) {
            String wanted = Json.text(preconditions, field);
            String actual = Json.text(object.path("metadata"), field);
            if (!wanted.isEmpty() && !wanted.equals(actual)) {
                String called = field.equals("uid") ? "UID" : "ResourceVersion";
                throw ApiFailure.precondition(type, Json.name(object),
                        "the " + called + " in the precondition (" + wanted + ") does not match the " + called + " in record (" + actual
                                + "). The object might have been " + (field.equals("uid") ? "deleted and then recreated" : "modified"));
            }
        }
    }

    private static ObjectNode success(ResourceType type, ObjectNode object) {
        var status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        var details = status.putObject("details").put("name", Json.name(object));
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural()).put("uid", Json.text(object.path("metadata"), "uid"));
        return status;
    }
}

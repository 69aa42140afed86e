package org.uid2chatops.sandbox.kubernetes.api;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes objects as the API server does: defaults, validation, generation, owners, versions. Thread-safe. */
final class Registry {

    private static final List<String> SERVER_FIELDS = List.of("uid", "creationTimestamp", "deletionTimestamp",
            "deletionGracePeriodSeconds");
    private final Store store;
    private final ResourceTypes types;
    private final Clock clock;
    private final Random random;
    private final Defaults defaults = new Defaults(new ServiceNumbers());

    Registry(Store store, ResourceTypes types, Clock clock, long seed) {
        this.store = store;
        this.types = types;
        this.clock = clock;
        this.random = new Random(seed);
    }

    /**
     * Where a write goes, and in whose name.
     *
     * @param strict whether unknown fields are refused, not dropped
     */
    record Write(ResourceType type, String namespace, String name, String subresource, String manager, boolean dryRun, boolean strict) {
        Write(ResourceType type, String namespace, String name, String subresource, String manager, boolean dryRun) {
            this(type, namespace, name, subresource, manager, dryRun, false);
        }

        Managers.Manager owner(String operation) {
            return new Managers.Manager(manager, operation, type.groupVersion(), subresource);
        }
    }

    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    ObjectNode get(ResourceType type, String namespace, String name) {
        return store.get(type, namespace, name).orElseThrow(() -> ApiFailure.notFound(type, name));
    }

    ObjectNode create(Write write, ObjectNode body) {
        return create(write, body, false);
    }

    private ObjectNode create(Write write, ObjectNode body, boolean applied) {
        ResourceType type = write.type();
        ObjectNode object = body.deepCopy();
        if (!applied) {
            Decoding.read(type, object, write.strict());
        }
        ObjectNode metadata = named(write, object);
        if (!Json.text(metadata, "resourceVersion").isEmpty()) {
            throw ApiFailure.of(500, "", "resourceVersion should not be set on objects to be created");
        }
        String name = Json.text(metadata, "name");
        synchronized (store) {
            requireNamespace(write);
            if (type.hasStatus()) {
                object.remove("status");
                if (!type.custom()) {
                    object.putObject("status");
                }
            }
            if (!applied) {
                metadata.remove("managedFields");
            }
            metadata.remove(SERVER_FIELDS);
            metadata.remove("resourceVersion");
            metadata.put("uid", new UUID(random.nextLong(), random.nextLong()).toString());
            metadata.put("creationTimestamp", now());
            if (type.generation()) {
                metadata.put("generation", 1);
            }
            defaults.fill(object, null);
            Validation.check(type, object, null);
            if (store.get(type, write.namespace(), name).isPresent()) {
                throw ApiFailure.exists(type, name);
            }
            if (!applied) {
                own(write, Json.object(), object);
            }
            if (type.kind().equals("CustomResourceDefinition")) {
                establish(object);
            }
            return write.dryRun() ? object : store.put(type, write.namespace(), name, object);
        }
    }

    private ObjectNode named(Write write, ObjectNode object) {
        object.put("apiVersion", write.type().groupVersion()).put("kind", write.type().kind());
        ObjectNode metadata = Json.metadata(object);
        if (Json.text(metadata, "name").isEmpty() && !Json.text(metadata, "generateName").isEmpty()) {
            var suffix = new StringBuilder();
            synchronized (random) {
                random.ints(5, 0, 27).forEach(i -> suffix.append("bcdfghjklmnpqrstvwxz2456789".charAt(i)));
            }
            metadata.put("name", Json.text(metadata, "generateName") + suffix);
        }
        if (Json.text(metadata, "name").isEmpty()) {
            var problems = new Problems();
            problems.required("metadata.name", "name or generateName is required");
            problems.refuse(write.type().kind(), write.type().group(), "");
        }
        if (write.type().namespaced()) {
            String stated = Json.text(metadata, "namespace");
            if (!stated.isEmpty() && !stated.equals(write.namespace())) {
                throw ApiFailure.badRequest("the namespace of the provided object does not match the namespace sent on the request");
            }
            metadata.put("namespace", write.namespace());
        } else {
            metadata.remove("namespace");
        }
        return metadata;
    }

    private void requireNamespace(Write write) {
        if (write.type().namespaced()) {
            ResourceType namespaces = types.find("", "v1", "namespaces").orElseThrow();
            if (store.get(namespaces, "", write.namespace()).isEmpty()) {
                throw ApiFailure.notFound(namespaces, write.namespace());
            }
        }
    }

    /** Changes an object: {@code change} gets a copy of it and returns what it should be. */
    ObjectNode change(Write write, UnaryOperator<ObjectNode> change) {
        synchronized (store) {
            ObjectNode before = get(write.type(), write.namespace(), write.name());
            ObjectNode after = change.apply(before.deepCopy());
            String stated = Json.text(after.path("metadata"), "resourceVersion");
            if (!stated.isEmpty() && !stated.equals(Json.text(before.path("metadata"), "resourceVersion"))) {
                throw ApiFailure.outdated(write.type(), write.name());
            }
            Decoding.read(write.type(), after, write.strict());
            settle(write, before, after);
            own(write, before, after);
            return keep(write, before, after);
        }
    }

    /** Applies a configuration; creates the object if it is absent. */
    ObjectNode apply(Write write, ObjectNode configuration, boolean force) {
        Decoding.readApplied(write, configuration);
        Defaults.quantities(configuration);
        Managers.Manager me = write.owner("Apply");
        boolean custom = write.type().custom();
        synchronized (store) {
            var live = store.get(write.type(), write.namespace(), write.name());
            if (live.isEmpty()) {
                if (!write.subresource().isEmpty()) {
                    throw ApiFailure.notFound(write.type(), write.name());
                }
                ObjectNode object = configuration.deepCopy();
                object.remove("status");
                var managers = Managers.of(Json.object());
                managers.set(me, Fields.of(object, custom).keySet(), now());
                managers.write(object);
                return create(write, object, true);
            }
            ObjectNode before = live.get();
            String version = Json.text(configuration.path("metadata"), "resourceVersion");
            if (!version.isEmpty() && !version.equals(Json.text(before.path("metadata"), "resourceVersion"))) {
                throw ApiFailure.outdated(write.type(), write.name());
            }
            ObjectNode stated = configuration.deepCopy();
            if (write.subresource().isEmpty() && write.type().hasStatus()) {
                stated.remove("status");
            }
            ObjectNode after = ServerSideApply.apply(before, stated, me, force, custom, now());
            settle(write, before, after);
            return keep(write, before, after);
        }
    }

    private void settle(Write write, ObjectNode before, ObjectNode after) {
        ResourceType type = write.type();
        after.put("apiVersion", type.groupVersion()).put("kind", type.kind());
        ObjectNode metadata = Json.metadata(after);
        if (!Json.text(metadata, "name").equals(write.name())) {
            throw ApiFailure.badRequest("the name of the object (" + Json.text(metadata, "name")
                    + ") does not match the name on the URL (" + write.name() + ")");
        }
        JsonNode old = before.path("metadata");
        String uid = Json.text(metadata, "uid");
        if (!uid.isEmpty() && !uid.equals(Json.text(old, "uid"))) {
            throw ApiFailure.precondition(type, write.name(), "Precondition failed: UID in precondition: " + uid
                    + ", UID in object meta: " + Json.text(old, "uid"));
        }
        for (String field : SERVER_FIELDS) {
            restore(metadata, old, field);
        }
        restore(metadata, old, "namespace");
        restore(metadata, old, "generation");
        if (write.subresource().equals("status")) {
            ObjectNode statusOnly = before.deepCopy();
            statusOnly.set("status", after.path("status").deepCopy());
            restore(Json.metadata(statusOnly), after.path("metadata"), "managedFields");
            if (type.kind().equals("Deployment")) {
                restore(Json.metadata(statusOnly), after.path("metadata"), "annotations");
            }
            after.removeAll();
            after.setAll(statusOnly);
        } else if (type.hasStatus()) {
            restore(after, before, "status");
        }
        defaults.fill(after, before);
        Validation.check(type, after, before);
        boolean annotated = type.kind().equals("Deployment") && write.subresource().isEmpty()
                && !old.path("annotations").equals(after.path("metadata").path("annotations"));
        if (type.generation() && (annotated || !specification(before).equals(specification(after)))) {
            Json.metadata(after).put("generation", old.path("generation").asLong(0) + 1);
        }
    }

    private static void restore(ObjectNode into, JsonNode from, String field) {
        if (from.has(field)) {
            into.set(field, from.get(field));
        } else {
            into.remove(field);
        }
    }

    private static ObjectNode specification(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove(List.of("metadata", "status", "apiVersion", "kind"));
        return copy;
    }

    private void own(Write write, ObjectNode before, ObjectNode after) {
        JsonNode given = after.path("metadata").path("managedFields");
        if (given.size() == 1 && given.get(0).isEmpty()) {
            Json.metadata(after).remove("managedFields"); // Kubernetes' way to forget who owns what
            return;
        }
        restore(Json.metadata(after), before.path("metadata"), "managedFields");
        var managers = Managers.of(after);
        managers.updated(write.owner("Update"), before, after, write.type().custom(), now());
        managers.write(after);
    }

    private ObjectNode keep(Write write, ObjectNode before, ObjectNode after) {
        restore(Json.metadata(after), before.path("metadata"), "resourceVersion");
        if (withoutTimes(before).equals(withoutTimes(after))) {
            return before;
        }
        if (write.dryRun()) {
            return after;
        }
        if (after.path("metadata").has("deletionTimestamp") && after.path("metadata").path("finalizers").isEmpty()
                && !write.type().kind().equals("Pod")) {
            remove(write.type(), write.namespace(), write.name());
            return after;
        }
        if (write.type().kind().equals("CustomResourceDefinition")) {
            establish(after);
        }
        return store.put(write.type(), write.namespace(), write.name(), after);
    }

    private static ObjectNode withoutTimes(@Nullable ObjectNode object) {
        ObjectNode copy = object == null ? Json.object() : object.deepCopy();
        Json.objects(copy.path("metadata"), "managedFields").forEach(entry -> entry.remove("time"));
        return copy;
    }

    private void establish(ObjectNode crd) {
        types.define(crd);
        ObjectNode status = Json.child(crd, "status");
        status.set("acceptedNames", crd.path("spec").path("names").deepCopy());
        var conditions = status.putArray("conditions");
        for (String condition : new String[]{"NamesAccepted", "Established"}) {
            conditions.addObject().put("type", condition).put("status", "True").put("reason", "NoConflicts")
                    .put("lastTransitionTime", now());
        }
    }

    /** Removes an object for good; a namespace with all that is in it. */
    void remove(ResourceType type, String namespace, String name) {
        synchronized (store) {
            if (type.kind().equals("CustomResourceDefinition")) {
                store.get(type, namespace, name).ifPresent(types::forget);
            }
            store.remove(type, namespace, name);
            if (type.kind().equals("Namespace")) {
                types.all().stream().filter(ResourceType::namespaced)
                        .forEach(kind -> store.list(kind, name).forEach(object -> store.remove(kind, name, Json.name(object))));
            }
        }
    }
}

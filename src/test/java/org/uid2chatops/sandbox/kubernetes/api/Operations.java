package org.uid2chatops.sandbox.kubernetes.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;

/** The verbs on resources, but for watch. */
final class Operations {

    private static final String CREATED = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}""";
    private final Store store;
    private final Registry registry;
    private final Deletion deletion;
    private final Pages pages;
    private final PodLogs logs;

    Operations(Store store, Registry registry, PodLogs logs) {
        this.store = store;
        this.registry = registry;
        this.deletion = new Deletion(store, registry);
        this.pages = new Pages(store);
        this.logs = logs;
    }

    Answer answer(Call call, Where where) {
        Asking.check(call);
        boolean collection = where.name().isEmpty();
        return switch (call.method()) {
            case "GET" -> collection ? ok(pages.list(call, where)) : get(call, where);
            case "POST" -> post(call, where);
            case "PUT" -> put(call, where);
            case "PATCH" -> patch(call, where);
            case "DELETE" -> delete(call, where, collection);
            default -> throw ApiFailure.of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        };
    }

    private static Answer ok(ObjectNode body) {
        return json(200, body);
    }

    static Answer json(int status, ObjectNode body) {
        return Answer.text(status, "application/json", body.toString());
    }

    private Answer get(Call call, Where where) {
        ObjectNode object = registry.get(where.type(), where.namespace(), where.name());
        return switch (where.subresource()) {
            case "", "status" -> ok(object);
            case "scale" -> ok(Scale.of(object));
            case "log" -> log(call, where, object);
            default -> throw ApiFailure.noSuchPath();
        };
    }

    private Answer log(Call call, Where where, ObjectNode pod) {
        var containers = Json.objects(pod.path("spec"), "containers").stream().map(one -> Json.text(one, "name")).toList();
        String container = call.parameter("container").filter(name -> !name.isEmpty()).orElse("");
        if (container.isEmpty() && containers.size() > 1) {
            throw ApiFailure.badRequest("a container name must be specified for pod " + where.name() + ", choose one of: ["
                    + String.join(" ", containers) + "]");
        }
        String chosen = container.isEmpty() ? containers.getFirst() : container;
        if (!containers.contains(chosen)) {
            throw ApiFailure.badRequest("container " + chosen + " is not valid for pod " + where.name());
        }
        boolean previous = call.parameter("previous").filter("true"::equals).isPresent();
        String text = logs.of(Json.text(pod.path("metadata"), "uid"), chosen, previous)
                .orElseThrow(() -> ApiFailure.badRequest(previous
                        ? "previous terminated container \"" + chosen + "\" in pod \"" + where.name() + "\" not found"
                        : "container \"" + chosen + "\" in pod \"" + where.name() + "\" is waiting to start: ContainerCreating"));
        int tail = call.parameter("tailLines").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
        List<String> lines = text.lines().toList();
        String shown = String.join("\n", lines.subList(Math.max(0, lines.size() - tail), lines.size()));
        return Answer.text(200, "text/plain", shown.isEmpty() ? "" : shown + "\n");
    }

    static Predicate<ObjectNode> selected(Call call, ResourceType type) {
        return Selectors.labels(call.parameter("labelSelector").orElse(""))
                .and(Selectors.fields(call.parameter("fieldSelector").orElse(""), type));
    }

    private static ObjectNode body(Call call) {
        if (Json.readYaml(call.text()) instanceof ObjectNode object) {
            return object;
        }
        throw ApiFailure.badRequest("the body of the request is not an object");
    }

    private static Registry.Write write(Call call, Where where) {
        String agent = call.header("User-Agent").orElse("unknown").split("[/ ]", 2)[0];
        String manager = call.parameter("fieldManager").filter(name -> !name.isEmpty()).orElse(agent.isEmpty() ? "unknown" : agent);
        boolean dryRun = call.parameter("dryRun").filter("All"::equals).isPresent();
        boolean strict = call.parameter("fieldValidation").filter("Strict"::equals).isPresent();
        String subresource = where.subresource().equals("status") ? "status" : "";
        return new Registry.Write(where.type(), where.namespace(), where.name(), subresource, manager, dryRun, strict);
    }

    private Answer post(Call call, Where where) {
        Registry.Write write = write(call, where);
        return switch (where.subresource()) {
            case "" -> {
                if (!where.name().isEmpty()) {
                    throw ApiFailure.of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
                }
                yield json(201, registry.create(write, body(call)));
            }
            case "binding" -> {
                String node = Json.text(body(call).path("target"), "name");
                registry.change(write, pod -> {
                    if (!Json.text(pod.path("spec"), "nodeName").isEmpty()) {
                        throw ApiFailure.precondition(where.type(), where.name(),
                                "pod " + where.name() + " is already assigned to node \"" + Json.text(pod.path("spec"), "nodeName") + "\"");
                    }
                    Json.child(pod, "spec").put("nodeName", node);
                    return pod;
                });
                yield json(201, Json.object(CREATED));
            }
            case "eviction" -> {
                deletion.delete(where.type(), where.namespace(), where.name(), body(call).path("deleteOptions"), write.dryRun());
                yield json(201, Json.object(CREATED));
            }
            default -> throw ApiFailure.noSuchPath();
        };
    }

    private Answer put(Call call, Where where) {
        ObjectNode body = body(call);
        if (where.subresource().equals("scale")) {
            return ok(Scale.of(registry.change(write(call, where), object -> Scale.set(object, body))));
        }
        return ok(registry.change(write(call, where), _ -> body.deepCopy()));
    }

    private Answer patch(Call call, Where where) {
        String kind = call.header("Content-Type").orElse("").split(";", 2)[0].strip();
        Registry.Write write = write(call, where);
        boolean scale = where.subresource().equals("scale");
        if (kind.equals("application/apply-patch+yaml") && !scale) {
            if (call.parameter("fieldManager").filter(name -> !name.isEmpty()).isEmpty()) {
                var problems = new Problems();
                problems.required("fieldManager", "is required for apply patch");
                problems.refuse("PatchOptions", "meta.k8s.io", "");
            }
            boolean absent = store.get(where.type(), where.namespace(), where.name()).isEmpty();
            boolean force = call.parameter("force").filter("true"::equals).isPresent();
            ObjectNode applied = body(call);
            if (Json.name(applied).isEmpty()) {
                Json.metadata(applied).put("name", where.name());
            }
            return json(absent ? 201 : 200, registry.apply(write, applied, force));
        }
        if (call.parameter("force").isPresent()) {
            var problems = new Problems();
            problems.forbidden("force", "may not be specified for non-apply patch");
            problems.refuse("PatchOptions", "meta.k8s.io", "");
        }
        JsonNode patch = Json.readYaml(call.text());
        if (kind.equals("application/json-patch+json") != patch.isArray() && kind.startsWith("application/")) {
            throw ApiFailure.badRequest("the patch cannot be read: json: cannot unmarshal into Go value");
        }
        boolean custom = where.type().custom();
        ObjectNode changed = registry.change(write, object -> scale
                ? Scale.set(object, patched(kind, Scale.of(object), patch, true))
                : patched(kind, object, patch, custom));
        return ok(scale ? Scale.of(changed) : changed);
    }

    private static ObjectNode patched(String kind, ObjectNode object, JsonNode patch, boolean custom) {
        return switch (kind) {
            case "application/json-patch+json" -> Patches.json(object, patch);
            case "application/merge-patch+json" -> Patches.merge(object, (ObjectNode) patch);
            case "application/strategic-merge-patch+json" -> Patches.strategic(object, (ObjectNode) patch, custom);
            default -> throw ApiFailure.of(415, "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include: application/json-patch+json,"
                            + " application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml");
        };
    }

    private Answer delete(Call call, Where where, boolean collection) {
        ObjectNode options = Json.object();
        List.of("propagationPolicy", "gracePeriodSeconds")
                .forEach(name -> call.parameter(name).ifPresent(value -> options.put(name, value)));
        try {
            Optional.of(call.text()).filter(text -> !text.isBlank()).ifPresent(text -> options.setAll((ObjectNode) Json.readYaml(text)));
        } catch (JacksonException | ClassCastException unreadable) {
            throw ApiFailure.badRequest("the body of the request is not a DeleteOptions");
        }
        boolean dryRun = write(call, where).dryRun();
        if (!collection) {
            return ok(deletion.delete(where.type(), where.namespace(), where.name(), options, dryRun));
        }
        ObjectNode deleted = pages.list(call, where);
        Json.objects(deleted, "items").forEach(item -> deletion.delete(where.type(), Json.text(item.path("metadata"), "namespace"),
                Json.name(item), options, dryRun));
        return ok(deleted);
    }
}

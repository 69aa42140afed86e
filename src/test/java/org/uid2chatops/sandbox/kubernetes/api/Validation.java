package org.uid2chatops.sandbox.kubernetes.api;

import java.util.HashSet;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API server refuses, as far as clients of this world may meet it. Source: Kubernetes,
 * {@code pkg/apis/*}{@code /validation}.
 */
final class Validation {

    private static final List<String> SERVICE_TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

    private Validation() {
    }

    /** @throws ApiFailure 422 with everything that is wrong */
    static void check(ResourceType type, ObjectNode object, @Nullable ObjectNode before) {
        var problems = new Problems();
        metadata(type, object, before, problems);
        JsonNode spec = object.path("spec");
        switch (type.kind()) {
            case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet" -> workload(type, object, before, problems);
            case "Pod" -> new PodValidation(problems).check(spec, "spec");
            case "Service" -> service(spec, before, problems);
            case "ConfigMap", "Secret" -> data(object, before, problems);
            default -> {
            }
        }
        problems.refuse(type.kind(), type.group(), Json.name(object));
    }

    private static void metadata(ResourceType type, ObjectNode object, @Nullable ObjectNode before, Problems problems) {
        JsonNode metadata = object.path("metadata");
        if (!type.group().startsWith("rbac") && !Names.SUBDOMAIN.matcher(Json.name(object)).matches()) {
            problems.invalid("metadata.name", metadata.path("name"),
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                            + " characters, '-' or '.', and must start and end with an alphanumeric character");
        }
        Names.labels(metadata.path("labels"), "metadata.labels", problems);
        metadata.path("annotations").propertyNames().forEach(name -> Names.qualified(name.toLowerCase(java.util.Locale.ROOT),
                "metadata.annotations", problems));
        if (before != null && metadata.has("deletionTimestamp")) {
            var old = before.path("metadata").path("finalizers").valueStream().toList();
            var added = metadata.path("finalizers").valueStream().filter(one -> !old.contains(one)).toList();
            if (!added.isEmpty()) {
                problems.forbidden("metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers " + added);
            }
        }
    }

    private static void workload(ResourceType type, ObjectNode object, @Nullable ObjectNode before, Problems problems) {
        JsonNode spec = object.path("spec");
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        if (spec.path("replicas").asInt(0) < 0) {
            problems.invalid("spec.replicas", spec.path("replicas"), "must be greater than or equal to 0");
        }
        if (spec.path("selector").isEmpty()) {
            problems.required("spec.selector");
        } else if (!spec.path("selector").path("matchLabels").propertyStream()
                .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()))) {
            problems.invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        }
        if (before != null && !before.path("spec").path("selector").equals(spec.path("selector"))) {
            problems.invalid("spec.selector", spec.path("selector"), "field is immutable");
        }
        String strategy = Json.text(spec.path("strategy"), "type");
        if (type.kind().equals("Deployment") && !List.of("Recreate", "RollingUpdate").contains(strategy)) {
            problems.unsupported("spec.strategy", strategy, List.of("Recreate", "RollingUpdate"));
        }
        Names.labels(labels, "spec.template.labels", problems);
        JsonNode pod = spec.path("template").path("spec");
        if (!Json.text(pod, "restartPolicy").equals("Always")) {
            problems.unsupported("spec.template.spec.restartPolicy", Json.text(pod, "restartPolicy"), List.of("Always"));
        }
        new PodValidation(problems).check(pod, "spec.template.spec");
    }

    private static void service(JsonNode spec, @Nullable ObjectNode before, Problems problems) {
        String type = Json.text(spec, "type");
        if (!SERVICE_TYPES.contains(type)) {
            problems.unsupported("spec.type", type, SERVICE_TYPES);
        }
        List<ObjectNode> ports = Json.objects(spec, "ports");
        if (ports.isEmpty() && !Json.text(spec, "clusterIP").equals("None") && !type.equals("ExternalName")) {
            problems.required("spec.ports");
        }
        var names = new HashSet<String>();
        for (int i = 0; i < ports.size(); i++) {
            String at = "spec.ports[" + i + "].";
            String name = Json.text(ports.get(i), "name");
            if (name.isEmpty() && ports.size() > 1) {
                problems.required(at + "name");
            } else if (!name.isEmpty() && !names.add(name)) {
                problems.duplicate(at + "name", name);
            }
            PodValidation.port(ports.get(i).path("port"), at + "port", problems);
        }
        String address = before == null ? "" : Json.text(before.path("spec"), "clusterIP");
        if (!address.isEmpty() && !address.equals("None") && !address.equals(Json.text(spec, "clusterIP"))) {
            problems.invalid("spec.clusterIPs[0]", spec.path("clusterIPs"), "may not change once set");
        }
    }

    private static void data(ObjectNode object, @Nullable ObjectNode before, Problems problems) {
        for (String field : new String[]{"data", "binaryData"}) {
            object.path(field).propertyNames().stream().filter(key -> !Names.DATA_KEY.matcher(key).matches())
                    .forEach(key -> problems.invalid(field + "[" + key + "]", Json.MAPPER.valueToTree(key),
                            "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"));
        }
        if (before == null) {
            return;
        }
        if (!before.path("type").equals(object.path("type"))) {
            problems.invalid("type", object.path("type"), "field is immutable");
        }
        if (before.path("immutable").asBoolean(false)) {
            if (!object.path("immutable").asBoolean(false)) {
                problems.forbidden("immutable", "field is immutable when `immutable` is set");
            }
            if (!before.path("data").equals(object.path("data"))) {
                problems.forbidden("data", "field is immutable when `immutable` is set");
            }
        }
    }
}

package org.uid2chatops.sandbox.kubernetes.api;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API server refuses, as far as clients of this world may meet it. */
final class Validation {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private Validation() {
    }

    static void check(ResourceType type, ObjectNode object, @Nullable ObjectNode before) {
        String name = Json.name(object);
        boolean free = type.group().startsWith("rbac");
        if (!free && (!NAME.matcher(name).matches() || name.length() > 253)) {
            throw ApiFailure.invalid(type, name, "FieldValueInvalid", "metadata.name",
                    "Invalid value: \"" + name + "\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                            + " '-' or '.', and must start and end with an alphanumeric character");
        }
        switch (type.kind()) {
            case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet" -> workload(type, name, object, before);
            case "Pod" -> containers(type, name, object.path("spec"), "spec");
            case "Service" -> {
                if (object.path("spec").path("ports").isEmpty() && !Json.text(object.path("spec"), "clusterIP").equals("None")
                        && !Json.text(object.path("spec"), "type").equals("ExternalName")) {
                    throw ApiFailure.invalid(type, name, "FieldValueRequired", "spec.ports", "Required value");
                }
            }
            default -> {
            }
        }
    }

    private static void workload(ResourceType type, String name, ObjectNode object, @Nullable ObjectNode before) {
        JsonNode spec = object.path("spec");
        JsonNode wanted = spec.path("selector").path("matchLabels");
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        if (spec.path("selector").isEmpty()) {
            throw ApiFailure.invalid(type, name, "FieldValueRequired", "spec.selector", "Required value");
        }
        if (!wanted.propertyStream().allMatch(label -> labels.path(label.getKey()).equals(label.getValue()))) {
            throw ApiFailure.invalid(type, name, "FieldValueInvalid", "spec.template.metadata.labels",
                    "Invalid value: " + labels + ": `selector` does not match template `labels`");
        }
        if (before != null && !before.path("spec").path("selector").equals(spec.path("selector"))) {
            throw ApiFailure.invalid(type, name, "FieldValueInvalid", "spec.selector",
                    "Invalid value: " + spec.path("selector") + ": field is immutable");
        }
        containers(type, name, spec.path("template").path("spec"), "spec.template.spec");
    }

    private static void containers(ResourceType type, String name, JsonNode spec, String at) {
        var containers = Json.objects(spec, "containers");
        if (containers.isEmpty()) {
            throw ApiFailure.invalid(type, name, "FieldValueRequired", at + ".containers", "Required value");
        }
        for (int i = 0; i < containers.size(); i++) {
            for (String field : new String[]{"name", "image"}) {
                if (Json.text(containers.get(i), field).isEmpty()) {
                    throw ApiFailure.invalid(type, name, "FieldValueRequired", at + ".containers[" + i + "]." + field, "Required value");
                }
            }
        }
    }
}

package org.uid2chatops.sandbox.kubernetes.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is refused of a pod's specification. */
final class PodValidation {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private final Problems problems;

    PodValidation(Problems problems) {
        this.problems = problems;
    }

    /** @param at the path of the specification */
    void check(JsonNode spec, String at) {
        if (Json.objects(spec, "containers").isEmpty()) {
            problems.required(at + ".containers");
        }
        Set<String> volumes = Json.objects(spec, "volumes").stream().map(volume -> Json.text(volume, "name")).collect(Collectors.toSet());
        var names = new HashSet<String>();
        for (String kind : new String[]{"initContainers", "containers"}) {
            List<ObjectNode> containers = Json.objects(spec, kind);
            for (int i = 0; i < containers.size(); i++) {
                container(containers.get(i), at + "." + kind + "[" + i + "].", volumes, names);
            }
        }
    }

    private void container(ObjectNode container, String at, Set<String> volumes, Set<String> names) {
        String name = Json.text(container, "name");
        if (name.isEmpty()) {
            problems.required(at + "name");
        } else if (!Names.LABEL.matcher(name).matches()) {
            problems.invalid(at + "name", container.path("name"),
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters"
                            + " or '-', and must start and end with an alphanumeric character");
        } else if (!names.add(name)) {
            problems.duplicate(at + "name", name);
        }
        if (Json.text(container, "image").isEmpty()) {
            problems.required(at + "image");
        }
        String pull = Json.text(container, "imagePullPolicy");
        if (!pull.isEmpty() && !PULL_POLICIES.contains(pull)) {
            problems.unsupported(at + "imagePullPolicy", pull, PULL_POLICIES);
        }
        List<ObjectNode> variables = Json.objects(container, "env");
        for (int i = 0; i < variables.size(); i++) {
            if (Json.text(variables.get(i), "name").isEmpty()) {
                problems.required(at + "env[" + i + "].name");
            }
        }
        List<ObjectNode> ports = Json.objects(container, "ports");
        for (int i = 0; i < ports.size(); i++) {
            port(ports.get(i).path("containerPort"), at + "ports[" + i + "].containerPort", problems);
        }
        List<ObjectNode> mounts = Json.objects(container, "volumeMounts");
        for (int i = 0; i < mounts.size(); i++) {
            String volume = Json.text(mounts.get(i), "name");
            if (!volumes.contains(volume)) {
                problems.notFound(at + "volumeMounts[" + i + "].name", volume);
            }
        }
    }

    static void port(JsonNode port, String at, Problems problems) {
        if (port.asInt(0) < 1 || port.asInt(0) > 65535) {
            problems.invalid(at, port, "must be between 1 and 65535, inclusive");
        }
    }
}

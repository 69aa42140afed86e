package org.uid2chatops.sandbox.kubernetes.api;

import java.util.stream.Collectors;

import tools.jackson.databind.node.ObjectNode;

/** The {@code scale} subresource of workloads: {@code autoscaling/v1 Scale}. */
final class Scale {

    private Scale() {
    }

    static ObjectNode of(ObjectNode workload) {
        var scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        var metadata = scale.putObject("metadata");
        for (String field : new String[]{"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            metadata.set(field, workload.path("metadata").path(field).deepCopy());
        }
        scale.putObject("spec").put("replicas", workload.path("spec").path("replicas").asInt(1));
        String selector = workload.path("spec").path("selector").path("matchLabels").propertyStream()
                .map(label -> label.getKey() + "=" + label.getValue().asString()).collect(Collectors.joining(","));
        scale.putObject("status").put("replicas", workload.path("status").path("replicas").asInt(0)).put("selector", selector);
        return scale;
    }

    static ObjectNode set(ObjectNode workload, ObjectNode scale) {
        if (scale.path("spec").path("replicas").asInt(0) < 0) {
            var problems = new Problems();
            problems.invalid("spec.replicas", scale.path("spec").path("replicas"), "must be greater than or equal to 0");
            problems.refuse("Scale", "autoscaling", Json.name(workload));
        }
        Json.child(workload, "spec").put("replicas", scale.path("spec").path("replicas").asInt(0));
        return workload;
    }
}

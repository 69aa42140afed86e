package org.uid2chatops.sandbox.kubernetes.api;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives services their defaults, their addresses within the cluster (10.4.0.0/16, from .100 on) and their node ports. */
final class ServiceNumbers {

    private final AtomicInteger addresses = new AtomicInteger(100);
    private final AtomicInteger ports = new AtomicInteger(30_100);

    void fill(ObjectNode service, @Nullable ObjectNode before) {
        ObjectNode spec = Json.child(service, "spec");
        JsonNode old = before == null ? Json.object() : before.path("spec");
        Defaults.put(spec, "type", "ClusterIP");
        Defaults.put(spec, "sessionAffinity", "None");
        Defaults.put(spec, "internalTrafficPolicy", "Cluster");
        Defaults.put(spec, "ipFamilyPolicy", "SingleStack");
        if (!spec.has("ipFamilies")) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        Json.objects(spec, "ports").forEach(port -> {
            Defaults.put(port, "protocol", "TCP");
            Defaults.put(port, "targetPort", port.path("port").asInt());
        });
        if (Json.text(spec, "clusterIP").isEmpty()) {
            int next = addresses.get();
            String there = Json.text(old, "clusterIP");
            spec.put("clusterIP", there.isEmpty() ? "10.4." + next / 256 + "." + next % 256 : there);
            if (there.isEmpty()) {
                addresses.incrementAndGet();
            }
        }
        if (!spec.has("clusterIPs")) {
            spec.putArray("clusterIPs").add(Json.text(spec, "clusterIP"));
        }
        String type = Json.text(spec, "type");
        if (type.equals("LoadBalancer") || type.equals("NodePort")) {
            Defaults.put(spec, "externalTrafficPolicy", "Cluster");
            Json.objects(spec, "ports").forEach(port -> nodePort(port, old));
        }
        if (type.equals("LoadBalancer")) {
            Defaults.put(spec, "allocateLoadBalancerNodePorts", true);
        }
        Json.child(Json.child(service, "status"), "loadBalancer");
    }

    private void nodePort(ObjectNode port, JsonNode old) {
        if (port.has("nodePort")) {
            return;
        }
        int there = Json.objects(old, "ports").stream().filter(one -> one.path("port").equals(port.path("port")))
                .mapToInt(one -> one.path("nodePort").asInt(0)).findFirst().orElse(0);
        port.put("nodePort", there == 0 ? ports.getAndIncrement() : there);
    }
}

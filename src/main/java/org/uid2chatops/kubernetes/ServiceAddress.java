package org.uid2chatops.kubernetes;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.uid2chatops.kubernetes.OperatorManifest.Shape;

/** The operator's public address, as the cluster's load balancer has it. */
record ServiceAddress(String ip, int port) {

    /** Looks for it; empty while the load balancer has none. */
    static Optional<ServiceAddress> of(KubernetesClient client, Shape shape) {
        return service(client, shape).flatMap(service -> Optional.ofNullable(service.getStatus()))
                .flatMap(status -> Optional.ofNullable(status.getLoadBalancer())).stream()
                .flatMap(balancer -> balancer.getIngress().stream()).filter(ingress -> ingress.getIp() != null)
                .map(ingress -> new ServiceAddress(ingress.getIp(), shape.port())).findFirst();
    }

    static Optional<Service> service(KubernetesClient client, Shape shape) {
        return Optional.ofNullable(client.services().inNamespace(shape.serviceNamespace()).withName(shape.service()).get());
    }

    /** Returns where its health is asked for. Source: the guide, "Running the Health Check". */
    String healthUrl() {
        return "http://" + ip + (port == 80 ? "" : ":" + port) + "/ops/healthcheck";
    }
}

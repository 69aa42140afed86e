package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

/** The subnet {@code cg} beside the cluster's own, where virtual nodes put their container groups. */
final class ContainerSubnet {

    private final Optional<ObjectNode> subnet;

    ContainerSubnet(World world) {
        String cluster = world.spec().subnetId();
        subnet = world.azure().resource(cluster.substring(0, cluster.lastIndexOf('/') + 1) + "cg");
    }

    boolean exists() {
        return subnet.isPresent();
    }

    boolean hasNat() {
        return subnet.filter(one -> !one.path("properties").path("natGateway").path("id").asString("").isEmpty()).isPresent();
    }

    boolean isDelegated() {
        return subnet.filter(one -> one.path("properties").path("delegations").valueStream()
                .anyMatch(delegation -> delegation.path("properties").path("serviceName").asString("")
                        .equalsIgnoreCase("Microsoft.ContainerInstance/containerGroups")))
                .isPresent();
    }
}

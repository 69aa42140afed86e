package org.uid2chatops.sandbox.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who refers to whom among network resources, and the references back that the service shows. */
final class NetworkLinks {

    private NetworkLinks() {
    }

    /** Writes the references back: a gateway's subnets, an address's gateway. */
    static void refresh(ResourceStore store) {
        for (Resource address : store.ofType(PublicIps.TYPE)) {
            back(address, "natGateway", gatewayWith(store, address.id()).map(NetworkLinks::reference));
        }
        for (Resource gateway : store.ofType(NatGateways.TYPE)) {
            List<ObjectNode> subnets = subnetsWith(store, gateway.id()).stream().map(NetworkLinks::reference).toList();
            back(gateway, "subnets",
                    subnets.isEmpty() ? Optional.empty() : Optional.of(Json.object().putArray("subnets").addAll(subnets)));
        }
    }

    static Optional<String> gatewayWith(ResourceStore store, String addressId) {
        return store.ofType(NatGateways.TYPE).stream().filter(gateway -> gateway.properties().path("publicIpAddresses").valueStream()
                .anyMatch(one -> ArmId.same(Json.text(one, "/id"), addressId))).map(Resource::id).findFirst();
    }

    static List<String> subnetsWith(ResourceStore store, String gatewayId) {
        var ids = new ArrayList<String>();
        for (Resource network : store.ofType(VirtualNetworks.TYPE)) {
            for (JsonNode subnet : network.properties().path("subnets").values()) {
                if (ArmId.same(Json.text(subnet, "/properties/natGateway/id"), gatewayId)) {
                    ids.add(Json.text(subnet, "/id"));
                }
            }
        }
        return ids;
    }

    /** Returns the clusters whose nodes live in a subnet. */
    static Optional<String> userOf(ResourceStore store, String subnetId) {
        return store.ofType(ManagedClusters.TYPE).stream().filter(cluster -> cluster.properties().path("agentPoolProfiles").valueStream()
                .anyMatch(pool -> ArmId.same(Json.text(pool, "/vnetSubnetID"), subnetId))).map(Resource::id).findFirst();
    }

    private static ObjectNode reference(String id) {
        return Json.object().put("id", id);
    }

    private static void back(Resource resource, String field, Optional<? extends JsonNode> reference) {
        if (reference.isPresent()) {
            resource.properties().set(field, reference.get());
        } else {
            resource.properties().remove(field);
        }
    }
}

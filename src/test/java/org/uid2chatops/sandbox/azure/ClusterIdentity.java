package org.uid2chatops.sandbox.azure;

import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;

/** The identity of a cluster's own: one that AKS makes, or a user-assigned one that is there already. */
final class ClusterIdentity {

    private final Cloud cloud;

    ClusterIdentity(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Makes the identity of a new cluster's body. */
    ObjectNode make(ResourceType.Put put) {
        JsonNode asked = put.body().path("identity");
        if (!Json.text(asked, "/type").equalsIgnoreCase("UserAssigned")) {
            return Json.object().put("type", "SystemAssigned").put("principalId", cloud.guids().next("principal " + put.id()))
                    .put("tenantId", Place.TENANT);
        }
        ObjectNode identity = Json.object().put("type", "UserAssigned");
        ObjectNode assigned = identity.putObject("userAssignedIdentities");
        asked.path("userAssignedIdentities").propertyNames().forEach(id -> {
            Resource found = cloud.store().find(id).filter(one -> one.type().equals(ManagedIdentities.TYPE))
                    .orElseThrow(() -> Refusal.resourceNotFound(ManagedIdentities.TYPE, ArmId.name(id), ArmId.group(id).orElse("")));
            assigned.putObject(id).put("clientId", Json.text(found.body(), "/properties/clientId"))
                    .put("principalId", Json.text(found.body(), "/properties/principalId"));
        });
        if (assigned.isEmpty()) {
            throw Refusal.of(400, "InvalidParameter", "Required parameter identity.userAssignedIdentities is missing (null).")
                    .target("identity.userAssignedIdentities");
        }
        return identity;
    }

    /** Returns the object id of a cluster's identity, given its body. */
    static String principal(JsonNode body) {
        return Optional.of(Json.text(body, "/identity/principalId")).filter(id -> !id.isEmpty())
                .or(() -> body.at("/identity/userAssignedIdentities").valueStream().map(one -> Json.text(one, "/principalId")).findFirst())
                .orElse("");
    }

    /** Notes the principal that was made for a cluster. */
    void enrol(JsonNode body, String clusterId) {
        if (ownsPrincipal(body)) {
            cloud.directory().add(new Directory.Principal(principal(body), cloud.guids().next("client " + clusterId), ArmId.name(clusterId),
                    Optional.of(clusterId), cloud.now().plus(cloud.takes(Latencies.Service.PRINCIPAL_REPLICATION, clusterId))));
        }
    }

    /** Takes away the principal that was made for a cluster. */
    void forget(JsonNode body) {
        if (ownsPrincipal(body)) {
            cloud.directory().remove(principal(body));
        }
    }

    private static boolean ownsPrincipal(JsonNode body) {
        return !Json.text(body, "/identity/principalId").isEmpty();
    }
}

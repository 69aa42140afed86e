package org.uid2chatops.sandbox.azure;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;

/** The one subscription, its tenant and its regions. */
final class Subscriptions {

    private Subscriptions() {
    }

    static void register(Routes routes) {
        routes.on("GET", "/subscriptions", _ -> Reply.of(200, Json.list(java.util.List.of(shown()))));
        routes.on("GET", "/subscriptions/{subscription}", _ -> Reply.of(200, shown()));
        routes.on("GET", "/subscriptions/{subscription}/locations",
                _ -> Reply.of(200, Json.list(Locations.displayNames().keySet().stream().map(Locations::shown).toList())));
        routes.on("GET", "/tenants", _ -> Reply.of(200, Json.list(java.util.List.of(Json.object().put("id", "/tenants/" + Place.TENANT)
                .put("tenantId", Place.TENANT).put("displayName", "sandbox").put("tenantCategory", "Home")))));
    }

    private static ObjectNode shown() {
        ObjectNode subscription = Json.object().put("id", ArmId.SUBSCRIPTION).put("authorizationSource", "RoleBased")
                .put("subscriptionId", Place.SUBSCRIPTION).put("tenantId", Place.TENANT).put("displayName", "sandbox")
                .put("state", "Enabled");
        subscription.putArray("managedByTenants");
        subscription.putObject("subscriptionPolicies").put("locationPlacementId", "Public_2014-09-01")
                .put("quotaId", "PayAsYouGo_2014-09-01").put("spendingLimit", "Off");
        return subscription;
    }
}

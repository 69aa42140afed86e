package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What AKS refuses to change of a cluster that is there. Codes and texts: users' reports; {@code RefusalsTest} names them. */
final class ClusterChanges {

    private static final List<String> FIXED = List.of("/dnsPrefix", "/nodeResourceGroup", "/networkProfile/networkPlugin",
            "/networkProfile/serviceCidr", "/networkProfile/dnsServiceIP");
    private static final List<String> FIXED_OF_POOLS = List.of("/vmSize", "/vnetSubnetID");

    private final KubernetesVersions versions;

    ClusterChanges(KubernetesVersions versions) {
        this.versions = versions;
    }

    /** Checks a change, given the cluster as it would be. */
    void check(Resource before, ObjectNode made) {
        ObjectNode now = made.withObjectProperty("properties");
        FIXED.forEach(field -> wantSame(before.properties(), now, field, ""));
        for (JsonNode pool : before.properties().path("agentPoolProfiles").values()) {
            Optional<JsonNode> same = now.path("agentPoolProfiles").valueStream()
                    .filter(one -> Json.text(one, "/name").equals(Json.text(pool, "/name"))).findFirst();
            same.ifPresent(one -> FIXED_OF_POOLS.forEach(field -> wantSame(pool, one, field, "agentPoolProfile.")));
        }
        String from = Json.text(before.properties(), "/currentKubernetesVersion");
        String to = Json.text(now, "/currentKubernetesVersion");
        if (!from.equals(to) && !versions.upgrades(from).contains(to)) {
            throw Refusal.of(400, "OperationNotAllowed", "Upgrading Kubernetes version " + from + " to " + to
                    + " is not allowed. Available upgrades: " + versions.upgrades(from)
                    + ". Please see https://aka.ms/aks-supported-k8s-ver for version details.");
        }
    }

    private static void wantSame(JsonNode was, JsonNode would, String field, String prefix) {
        if (!Json.text(was, field).equalsIgnoreCase(Json.text(would, field))) {
            String name = prefix + field.substring(1).replace('/', '.');
            throw Refusal.of(400, "PropertyChangeNotAllowed", "Changing property '" + name + "' is not allowed.").target(name);
        }
    }
}

package org.uid2chatops.sandbox.azure;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;

/** What AKS refuses of node pools before it begins. Codes and texts: users' reports; {@code RefusalsTest} names them. */
final class PoolRules {

    private static final Set<String> SYSTEMS = Set.of("Ubuntu", "AzureLinux", "AzureContainerLinux", "Ubuntu2204", "Ubuntu2404");
    private static final Pattern SUBNET = Pattern.compile(
            "(?i)/subscriptions/[^/]+/resourceGroups/([^/]+)/providers/Microsoft\\.Network/virtualNetworks/([^/]+)/subnets/([^/]+)");
    private static final String NAMING = " Please see https://aka.ms/aks-naming-rules for more details.";

    private final Cloud cloud;
    private final VmSizes sizes;

    PoolRules(Services services) {
        this.cloud = services.cloud();
        this.sizes = services.sizes();
    }

    /** Checks the pools of a cluster as it would be, defaults included. */
    void check(ObjectNode properties, String location) {
        var names = new HashSet<String>();
        int at = 0;
        for (JsonNode pool : properties.path("agentPoolProfiles").values()) {
            pool(pool, location, properties, at++);
            if (!names.add(Json.text(pool, "/name"))) {
                throw ClusterRules.invalid("agentPoolProfile.name",
                        "The value of parameter agentPoolProfile.name is invalid. Error details: "
                                + "there are two pools of the name '" + Json.text(pool, "/name") + "'." + NAMING);
            }
        }
        if (properties.path("agentPoolProfiles").valueStream().noneMatch(pool -> Json.text(pool, "/mode").equals("System"))) {
            throw Refusal.of(400, "MustDefineAtLeastOneSystemPool", "Must define at least one system pool.");
        }
    }

    private void pool(JsonNode pool, String location, ObjectNode properties, int at) {
        String subnet = Json.text(pool, "/vnetSubnetID");
        if (!subnet.isEmpty() && !subnet.startsWith("/subscriptions/")) {
            // By ARM itself, which looks at every id
            throw Refusal.of(400, "LinkedInvalidPropertyId", "Property id '" + subnet + "' at path 'properties.agentPoolProfiles[" + at
                    + "].vnetSubnetID' is invalid. Expect fully qualified resource Id that start with '/subscriptions/{subscriptionId}' or"
                    + " '/providers/{resourceProviderNamespace}/'.");
        }
        if (!Json.text(pool, "/name").matches("[a-z][a-z0-9]{0,11}")) {
            throw ClusterRules.invalid("agentPoolProfile.name", "The value of parameter agentPoolProfile.name is invalid." + NAMING);
        }
        if (sizes.allowed(Json.text(pool, "/vmSize"), location).isEmpty()) {
            throw Refusal.of(400, "BadRequest",
                    "The VM size of " + Json.text(pool, "/vmSize") + " is not allowed in your subscription in location '"
                            + location + "'. The available VM sizes are '" + String.join(",", sizes.allowed(location))
                            + "'. For more details, please visit https://aka.ms/aks/quotas-skus-regions");
        }
        if (!SYSTEMS.contains(Json.text(pool, "/osSKU"))) {
            throw ClusterRules.invalid("agentPoolProfile.osSKU",
                    "The value of parameter agentPoolProfile.osSKU is invalid: " + Json.text(pool, "/osSKU"));
        }
        counts(pool);
        if (!subnet.isEmpty()) {
            subnet(pool, subnet, properties);
        }
    }

    private static void counts(JsonNode pool) {
        int count = pool.path("count").asInt(0);
        boolean scales = pool.path("enableAutoScaling").asBoolean(false);
        if (scales && !(pool.path("minCount").isInt() && pool.path("maxCount").isInt())) {
            throw ClusterRules.invalid("agentPoolProfile.minCount", "Required parameter minCount or maxCount is missing (null).");
        }
        int least = scales ? pool.path("minCount").asInt(1) : 1;
        int most = scales ? pool.path("maxCount").asInt(1000) : 1000;
        if (least > most) {
            throw ClusterRules.invalid("agentPoolProfile.minCount",
                    "The value of parameter agentPoolProfile.minCount is invalid. Error details: "
                            + "minCount " + least + " is greater than maxCount " + most + ".");
        }
        if (count < least || count > most) {
            throw ClusterRules.invalid("agentPoolProfile.count",
                    "agentPoolProfile.count was " + count + ". It must be greater or equal to minCount:" + least
                            + " and less than or equal to maxCount:" + most + ".");
        }
    }

    private void subnet(JsonNode pool, String id, ObjectNode properties) {
        ObjectNode subnet = VirtualNetworks.subnet(cloud.store(), id).orElseThrow(() -> notFound(id));
        if (!subnet.at("/properties/delegations").isEmpty()) {
            throw Refusal.of(400, "SubnetIsDelegated", "AgentPoolProfile subnet with id " + id
                    + " cannot be used as it's a delegated subnet. Please check https://aka.ms/adv-network-prerequest for more details.");
        }
        Cidr range = Cidr.parse(Json.text(subnet, "/properties/addressPrefix")).orElseThrow();
        int nodes = Math.max(pool.path("count").asInt(0), pool.path("maxCount").asInt(0)) + 1;
        boolean overlay = Json.text(properties, "/networkProfile/networkPluginMode").equals("overlay");
        long wanted = (long) nodes * (overlay ? 1 : 1 + pool.path("maxPods").asInt(30));
        // Azure keeps five addresses of every subnet
        if (wanted > range.size() - 5) {
            throw Refusal.of(400, "InsufficientSubnetSize", "Pre-allocated IPs " + wanted + " exceeds IPs available " + (range.size() - 5)
                    + " in Subnet Cidr " + range + ", Subnet Name " + Json.text(subnet, "/name")
                    + ". If Autoscaler is enabled, the max-count from"
                    + " each nodepool is counted towards this total (which means that pre-allocated IPs count represents a theoretical max value,"
                    + " not the actual number of IPs requested). http://aka.ms/aks/insufficientsubnetsize")
                    .target("agentPoolProfile.count");
        }
    }

    private static Refusal notFound(String id) {
        var parts = SUBNET.matcher(id);
        return parts.matches()
                ? Refusal.of(400, "SubnetNotFound", "Could not find subnet " + parts.group(3) + " in vnet " + parts.group(2)
                        + " from resource group " + parts.group(1) + " of subscription " + Place.SUBSCRIPTION + ".")
                : ClusterRules.invalid("agentPoolProfile.vnetSubnetID", "The value of parameter agentPoolProfile.vnetSubnetID is invalid.");
    }
}

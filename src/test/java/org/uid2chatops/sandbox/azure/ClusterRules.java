package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What AKS refuses before it begins. Codes and texts: recorded exchanges and users' reports. */
final class ClusterRules {

    private final Cloud cloud;
    private final KubernetesVersions versions;
    private final PoolRules pools;

    ClusterRules(Services services) {
        this.cloud = services.cloud();
        this.versions = services.versions();
        this.pools = new PoolRules(services);
    }

    /** Checks a cluster as it would be, defaults included. */
    void check(ResourceType.Put put, ObjectNode made) {
        if (!put.name().matches("[a-zA-Z0-9]|[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]")) {
            throw invalid("resourceName", "The value of parameter resourceName is invalid. Error details: the name '" + put.name()
                    + "' must be 1 to 63 letters, digits, '-' or '_' and begin and end with a letter or digit. Please see"
                    + " https://aka.ms/aks-naming-rules for more details.");
        }
        ObjectNode properties = made.withObjectProperty("properties");
        dnsPrefix(Json.text(properties, "/dnsPrefix"));
        if (properties.path("agentPoolProfiles").isEmpty()) {
            throw invalid("agentPoolProfiles", "Required parameter agentPoolProfiles is missing (null).");
        }
        version(put, properties);
        nodeResourceGroup(put);
        pools.check(properties, put.location());
        network(properties);
    }

    private static void dnsPrefix(String prefix) {
        String rule = prefix.isEmpty() || prefix.length() > 54
                ? "DNS prefix must contain between 1 and 54 characters."
                : prefix.matches("[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?")
                        ? ""
                        : "The name can contain only letters, numbers, and hyphens, and must start and end with a letter or a number.";
        if (!rule.isEmpty()) {
            throw invalid("dnsPrefix",
                    "The value of parameter dnsPrefix is invalid. Error details: DNS prefix '" + prefix + "' is invalid. "
                            + rule + " Please see https://aka.ms/aks-naming-rules for more details.");
        }
    }

    private void version(ResourceType.Put put, ObjectNode properties) {
        String asked = Json.text(put.body(), "/properties/kubernetesVersion");
        String full = Json.text(properties, "/currentKubernetesVersion");
        if (full.isEmpty()) {
            String code = versions.refusal(asked).orElse("BadRequest");
            // Two texts by age, as users report them
            throw Refusal.of(400, code, (code.startsWith("AgentPool")
                    ? "Version " + asked + " is not supported in this region."
                    : "Managed cluster " + put.name() + " is on version " + asked + " which is not supported in this region.")
                    + " Please use [az aks get-versions] command to get the supported version list in this region. For more information,"
                    + " please check https://aka.ms/supported-version-list");
        }
        if (KubernetesVersions.longTermOnly(full) && !Json.text(properties, "/supportPlan").equals("AKSLongTermSupport")) {
            throw Refusal.of(400, "K8sVersionNotSupported", "Managed cluster " + put.name() + " is on version " + full
                    + ", which is only available for Long-Term Support (LTS). If you intend to onboard to LTS, please ensure the cluster is in"
                    + " Premium tier and LTS support plan. Otherwise, use [az aks get-versions] command to get the supported version list in this"
                    + " region. For more information, please check https://aka.ms/supported-version-list");
        }
    }

    private void nodeResourceGroup(ResourceType.Put put) {
        String asked = Json.text(put.body(), "/properties/nodeResourceGroup");
        if (asked.isEmpty() || put.before() != null) {
            return;
        }
        if (asked.equalsIgnoreCase(put.group())) {
            throw Refusal.of(400, "NodeResourceGroupSameAsResourceGroup",
                    "Node resource group '" + asked + "' is the same as ResourceGroup '"
                            + put.group() + "', which is not allowed, please provide a different node resource group.");
        }
        if (asked.length() > ClusterBody.NAME_OF_GROUP) {
            throw invalid("nodeResourceGroup", "The length of the node resource group name is too long. The maximum length is "
                    + ClusterBody.NAME_OF_GROUP + " and the length of the value provided is " + asked.length()
                    + ". Please see https://aka.ms/aks-naming-rules for more details.");
        }
        if (cloud.store().find(ArmId.groupId(asked)).isPresent()) {
            throw Refusal.of(400, "NodeResourceGroupAlreadyExists", "Node resource group '" + asked + "' under subscription '"
                    + org.uid2chatops.sandbox.Place.SUBSCRIPTION + "' already exists, please provide a new one.");
        }
    }

    private void network(ObjectNode properties) {
        String text = Json.text(properties, "/networkProfile/serviceCidr");
        Cidr services = Cidr.parse(text).filter(range -> range.aligned().equals(range)).orElseThrow(
                () -> invalidCode("CidrStringParseError", "Cidr is invalid", "networkProfile.serviceCIDR"));
        for (JsonNode pool : properties.path("agentPoolProfiles").values()) {
            for (ObjectNode subnet : neighbours(Json.text(pool, "/vnetSubnetID"))) {
                String other = Json.text(subnet, "/properties/addressPrefix");
                if (Cidr.parse(other).filter(services::overlaps).isPresent()) {
                    throw invalidCode("ServiceCidrOverlapExistingSubnetsCidr",
                            "The specified service CIDR " + services + " is conflicted with an existing subnet CIDR " + other,
                            "networkProfile.serviceCIDR");
                }
            }
        }
        String dns = Json.text(properties, "/networkProfile/dnsServiceIP");
        Optional<Cidr> address = Cidr.address(dns);
        if (address.filter(services::contains).isEmpty() || address.filter(one -> one.first() <= services.first() + 1).isPresent()) {
            throw invalid("networkProfile.dnsServiceIP",
                    "The value of parameter networkProfile.dnsServiceIP is invalid. Error details: the DNS"
                            + " service IP '" + dns + "' must lie within the service CIDR '" + services
                            + "' and must not be one of its first two addresses.");
        }
    }

    private List<ObjectNode> neighbours(String subnetId) {
        int cut = ArmId.key(subnetId).lastIndexOf("/subnets/");
        return cut < 0 ? List.of() : cloud.store().find(subnetId.substring(0, cut)).map(VirtualNetworks::subnets).orElse(List.of());
    }

    static Refusal invalid(String target, String message) {
        return invalidCode("InvalidParameter", message, target);
    }

    private static Refusal invalidCode(String code, String message, String target) {
        return Refusal.of(400, code, message).target(target);
    }
}

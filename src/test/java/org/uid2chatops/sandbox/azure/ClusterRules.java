package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What AKS refuses before it begins. Codes and texts: recorded exchanges and users' reports. */
final class ClusterRules {

    private static final List<String> FIXED = List.of("/dnsPrefix", "/nodeResourceGroup", "/networkProfile/networkPlugin",
            "/networkProfile/serviceCidr", "/networkProfile/dnsServiceIP");

    private final Cloud cloud;
    private final KubernetesVersions versions;
    private final VmSizes sizes;

    ClusterRules(Services services) {
        this.cloud = services.cloud();
        this.versions = services.versions();
        this.sizes = services.sizes();
    }

    /** Checks a cluster as it would be, defaults included. */
    void check(ResourceType.Put put, ObjectNode made) {
        if (!put.name().matches("[a-zA-Z0-9]|[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]")) {
            throw invalid("resourceName", "The value of parameter resourceName is invalid. Error details: the name '" + put.name()
                    + "' must be 1 to 63 letters, digits, '-' or '_' and begin and end with a letter or digit. Please see"
                    + " https://aka.ms/aks-naming-rules for more details.");
        }
        ObjectNode properties = made.withObjectProperty("properties");
        want(properties, "dnsPrefix", properties.path("dnsPrefix").isString());
        want(properties, "agentPoolProfiles", !properties.path("agentPoolProfiles").isEmpty());
        version(put, properties);
        nodeResourceGroup(put);
        for (JsonNode pool : properties.path("agentPoolProfiles").values()) {
            pool(pool, put.location(), properties);
        }
        if (properties.path("agentPoolProfiles").valueStream().noneMatch(pool -> Json.text(pool, "/mode").equals("System"))) {
            throw invalid("agentPoolProfiles", "There has to be at least one system agent pool.");
        }
        network(properties);
    }

    /** Checks a change of a cluster that is there. */
    void checkChange(ResourceType.Put put, Resource before, ObjectNode made) {
        for (String field : FIXED) {
            String was = Json.text(before.properties(), field);
            String would = Json.text(made.path("properties"), field);
            if (!was.equalsIgnoreCase(would)) {
                throw invalidCode("PropertyChangeNotAllowed",
                        "Changing property 'properties" + field.replace('/', '.') + "' is not allowed.",
                        "properties" + field.replace('/', '.'));
            }
        }
        String from = Json.text(before.properties(), "/currentKubernetesVersion");
        String to = Json.text(made, "/properties/currentKubernetesVersion");
        if (!from.equals(to) && !versions.upgrades(from).contains(to)) {
            throw Refusal.of(400, "OperationNotAllowed", "Upgrading Kubernetes version " + from + " to " + to
                    + " is not allowed. Available upgrades: " + versions.upgrades(from)
                    + ". Please see https://aka.ms/aks-supported-k8s-ver for version details.");
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

    private void pool(JsonNode pool, String location, ObjectNode properties) {
        String name = Json.text(pool, "/name");
        if (!name.matches("[a-z][a-z0-9]{0,11}")) {
            throw invalid("agentPoolProfile.name", "The value of parameter agentPoolProfile.name is invalid. Error details: the name '"
                    + name
                    + "' must begin with a small letter and have 1 to 12 small letters or digits. Please see https://aka.ms/aks-naming-rules for"
                    + " more details.");
        }
        if (sizes.allowed(Json.text(pool, "/vmSize"), location).isEmpty()) {
            throw Refusal.of(400, "BadRequest",
                    "The VM size of " + Json.text(pool, "/vmSize") + " is not allowed in your subscription in location '"
                            + location + "'. The available VM sizes are '" + String.join(",", sizes.allowed(location))
                            + "'. For more details, please visit https://aka.ms/aks/quotas-skus-regions");
        }
        if (!Set.of("Ubuntu", "AzureLinux", "AzureContainerLinux", "Ubuntu2204", "Ubuntu2404").contains(Json.text(pool, "/osSKU"))) {
            throw invalid("agentPoolProfile.osSKU",
                    "The value of parameter agentPoolProfile.osSKU is invalid: " + Json.text(pool, "/osSKU"));
        }
        counts(pool);
        String subnet = Json.text(pool, "/vnetSubnetID");
        if (!subnet.isEmpty()) {
            subnet(pool, subnet, properties);
        }
    }

    private static void counts(JsonNode pool) {
        int count = pool.path("count").asInt(0);
        boolean scales = pool.path("enableAutoScaling").asBoolean(false);
        if (scales && !(pool.path("minCount").isInt() && pool.path("maxCount").isInt())) {
            throw invalid("agentPoolProfile.minCount", "Required parameter minCount or maxCount is missing (null).");
        }
        int least = scales ? pool.path("minCount").asInt(1) : 1;
        int most = scales ? pool.path("maxCount").asInt(1000) : 1000;
        if (count < least || count > most) {
            throw invalid("agentPoolProfile.count",
                    "agentPoolProfile.count was " + count + ". It must be greater or equal to minCount:" + least
                            + " and less than or equal to maxCount:" + most + ".");
        }
    }

    private void subnet(JsonNode pool, String id, ObjectNode properties) {
        ObjectNode subnet = VirtualNetworks.subnet(cloud.store(), id).orElseThrow(() -> Refusal.of(400, "VnetSubnetIDNotFound",
                "AgentPoolProfile.VnetSubnetID " + id + " was not found. Please make sure that the subnet exists."));
        if (!subnet.at("/properties/delegations").isEmpty()) {
            throw Refusal.of(400, "SubnetIsDelegated", "AgentPoolProfile.VnetSubnetID " + id
                    + " cannot be used as it's a delegated subnet. Please check https://aka.ms/adv-network-prerequest for more details.");
        }
        Cidr range = Cidr.parse(Json.text(subnet, "/properties/addressPrefix")).orElseThrow();
        int nodes = Math.max(pool.path("count").asInt(0), pool.path("maxCount").asInt(0)) + 1;
        boolean overlay = Json.text(properties, "/networkProfile/networkPluginMode").equals("overlay");
        long wanted = (long) nodes * (overlay ? 1 : 1 + pool.path("maxPods").asInt(30));
        // Azure keeps five addresses of every subnet
        if (wanted > range.size() - 5) {
            throw invalidCode("InsufficientSubnetSize", "Pre-allocated IPs " + wanted + " exceeds IPs available " + (range.size() - 5)
                    + " in Subnet Cidr " + range + ", Subnet Name " + Json.text(subnet, "/name")
                    + ". If Autoscaler is enabled, the max-count from"
                    + " each nodepool is counted towards this total (which means that pre-allocated IPs count represents a theoretical max value,"
                    + " not the actual number of IPs requested). http://aka.ms/aks/insufficientsubnetsize", "agentPoolProfile.count");
        }
    }

    private void network(ObjectNode properties) {
        String text = Json.text(properties, "/networkProfile/serviceCidr");
        Cidr services = Cidr.parse(text).filter(range -> range.aligned().equals(range)).orElseThrow(
                () -> invalid("networkProfile.serviceCidr",
                        "The value of parameter networkProfile.serviceCidr is invalid: '" + text + "'."));
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

    private static void want(ObjectNode properties, String field, boolean there) {
        if (!there) {
            throw invalid(field, "Required parameter " + field + " is missing (null).");
        }
    }

    private static Refusal invalid(String target, String message) {
        return invalidCode("InvalidParameter", message, target);
    }

    private static Refusal invalidCode(String code, String message, String target) {
        return Refusal.of(400, code, message).target(target);
    }
}

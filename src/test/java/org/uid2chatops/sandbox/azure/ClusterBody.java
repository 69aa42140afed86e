package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;

/** A cluster's body: what was asked for and what AKS adds. Source: the recorded creation and upgrade. */
final class ClusterBody {

    static final int NAME_OF_GROUP = 80;
    private static final List<String> KEPT = List.of("fqdn", "azurePortalFQDN", "nodeResourceGroup", "resourceUID", "identityProfile");

    private final Guids guids;
    private final KubernetesVersions versions;
    private final ClusterIdentity identities;

    ClusterBody(Guids guids, KubernetesVersions versions, ClusterIdentity identities) {
        this.guids = guids;
        this.versions = versions;
        this.identities = identities;
    }

    /** Makes the body of a new or changed cluster; fields that are missing or wrong are left for the rules to find. */
    ObjectNode make(ResourceType.Put put) {
        // Ids of clusters come with resourcegroups in small letters, and the type with a capital M: recorded
        ObjectNode body = Json.object().put("id", put.id()).put("location", put.location()).put("name", put.name());
        put.tagged(body);
        body.put("type", "Microsoft.ContainerService/ManagedClusters").put("kind", "Base");
        ObjectNode asked = put.body().withObjectProperty("properties");
        withoutNulls(asked);
        ObjectNode properties = asked.deepCopy();
        body.set("properties", properties);
        Resource before = put.before();
        String version = version(Json.text(asked, "/kubernetesVersion"), before);
        properties.put("provisioningState", "Creating");
        properties.putObject("powerState").put("code", "Running");
        if (!properties.path("kubernetesVersion").isString()) {
            properties.put("kubernetesVersion", version);
        }
        properties.put("currentKubernetesVersion", version);
        properties.remove(KEPT);
        if (before == null) {
            fresh(put, properties, Json.text(asked, "/nodeResourceGroup"));
        } else {
            KEPT.stream().filter(before.properties()::has).forEach(field -> properties.set(field, before.properties().get(field)));
        }
        boolean overlay = overlay(asked);
        for (JsonNode pool : properties.path("agentPoolProfiles").values()) {
            pool((ObjectNode) pool, version, overlay);
        }
        defaults(properties);
        issuer(properties, put);
        network(properties.withObjectProperty("networkProfile"), before, overlay);
        body.set("identity", before == null ? identities.make(put) : before.body().path("identity"));
        String tier = Json.text(put.body(), "/sku/tier");
        body.putObject("sku").put("name", "Base").put("tier",
                tier.isEmpty() ? "Free" : tier.substring(0, 1).toUpperCase(Locale.ROOT) + tier.substring(1).toLowerCase(Locale.ROOT));
        return body;
    }

    private void fresh(ResourceType.Put put, ObjectNode properties, String nodeResourceGroup) {
        String host = Json.text(properties, "/dnsPrefix") + "-" + guids.next("fqdn " + put.id()).substring(0, 8);
        properties.put("fqdn", host + ".hcp." + put.location() + ".azmk8s.io").put("azurePortalFQDN",
                host + ".portal.hcp." + put.location() + ".azmk8s.io");
        String usual = "MC_" + put.group() + "_" + put.name() + "_" + put.location();
        properties.put("nodeResourceGroup", !nodeResourceGroup.isEmpty()
                ? nodeResourceGroup
                : usual.substring(0, Math.min(NAME_OF_GROUP, usual.length())));
        properties.put("resourceUID", guids.next("uid " + put.id()).replace("-", "").substring(0, 24));
    }

    private void pool(ObjectNode pool, String version, boolean overlay) {
        otherwise(pool, "osDiskSizeGB", 128);
        otherwise(pool, "osDiskType", "Managed");
        otherwise(pool, "kubeletDiskType", "OS");
        otherwise(pool, "maxPods", overlay ? 250 : 30);
        otherwise(pool, "type", "VirtualMachineScaleSets");
        otherwise(pool, "scaleDownMode", "Delete");
        otherwise(pool, "mode", "System");
        otherwise(pool, "osType", "Linux");
        otherwise(pool, "osSKU", "Ubuntu");
        otherwise(pool, "orchestratorVersion", version);
        pool.put("currentOrchestratorVersion", versions.resolve(Json.text(pool, "/orchestratorVersion")).orElse(version));
        if (pool.path("nodeTaints").isEmpty()) {
            pool.remove("nodeTaints");
        }
        pool.withObjectProperty("nodeLabels");
        pool.put("provisioningState", "Creating").putObject("powerState").put("code", "Running");
        pool.put("enableNodePublicIP", false).put("enableFIPS", false).put("nodeImageVersion", "AKSUbuntu-2204gen2containerd-202609.03.1");
        if (!pool.path("upgradeSettings").isObject()) {
            pool.putObject("upgradeSettings").put("maxSurge", "10%").put("maxUnavailable", "0");
        }
        if (!pool.path("securityProfile").isObject()) {
            pool.putObject("securityProfile").put("sshAccess", "LocalUser").put("enableVTPM", false).put("enableSecureBoot", false);
        }
    }

    private static void defaults(ObjectNode properties) {
        properties.putObject("servicePrincipalProfile").put("clientId", "msi");
        otherwise(properties, "enableRBAC", true);
        otherwise(properties, "supportPlan", "KubernetesOfficial");
        properties.put("maxAgentPools", 100);
        properties.withObjectProperty("autoUpgradeProfile").putIfAbsent("nodeOSUpgradeChannel", text("NodeImage"));
        properties.withObjectProperty("securityProfile");
        for (String driver : List.of("diskCSIDriver", "fileCSIDriver", "snapshotController")) {
            properties.withObjectProperty("storageProfile").withObjectProperty(driver).put("enabled", true);
        }
        properties.withObjectProperty("oidcIssuerProfile").putIfAbsent("enabled", Json.object().put("off", false).get("off"));
        properties.withObjectProperty("workloadAutoScalerProfile");
        properties.withObjectProperty("metricsProfile").withObjectProperty("costAnalysis").put("enabled", false);
        properties.withObjectProperty("nodeProvisioningProfile").putIfAbsent("mode", text("Manual"));
        properties.withObjectProperty("bootstrapProfile").putIfAbsent("artifactSource", text("Direct"));
        properties.withObjectProperty("hostedSystemProfile").putIfAbsent("enabled", Json.object().put("off", false).get("off"));
        if (properties.path("agentPoolProfiles").valueStream().anyMatch(pool -> pool.path("enableAutoScaling").asBoolean(false))
                && !properties.has("autoScalerProfile")) {
            properties.putObject("autoScalerProfile").put("expander", "random").put("max-graceful-termination-sec", "600")
                    .put("scale-down-unneeded-time", "10m").put("scan-interval", "10s");
        }
    }

    /** A field that is sent as null is one that is not sent. */
    private static void withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
        }
        node.values().forEach(ClusterBody::withoutNulls);
    }

    /** Who names no network gets one whose pods have addresses of their own. Source: the recorded creation. */
    private static boolean overlay(ObjectNode asked) {
        return Json.text(asked, "/networkProfile/networkPluginMode").equals("overlay")
                || Json.text(asked, "/networkProfile/networkPlugin").isEmpty();
    }

    private void issuer(ObjectNode properties, ResourceType.Put put) {
        if (properties.at("/oidcIssuerProfile/enabled").asBoolean(false)) {
            properties.withObjectProperty("oidcIssuerProfile").put("issuerURL", "https://" + put.location() + ".oic.prod-aks.azure.com/"
                    + Place.TENANT + "/" + guids.next("issuer") + "/");
        }
    }

    private static void network(ObjectNode network, @Nullable Resource before, boolean overlay) {
        otherwise(network, "networkPlugin", "azure");
        if (overlay) {
            otherwise(network, "networkPluginMode", "overlay");
            otherwise(network, "podCidr", "10.244.0.0/16");
            network.putArray("podCidrs").add(Json.text(network, "/podCidr"));
        }
        otherwise(network, "networkPolicy", "none");
        otherwise(network, "networkDataplane", "azure");
        otherwise(network, "loadBalancerSku", "standard");
        otherwise(network, "serviceCidr", "10.0.0.0/16");
        otherwise(network, "dnsServiceIP", "10.0.0.10");
        otherwise(network, "outboundType", "loadBalancer");
        ObjectNode balancer = network.withObjectProperty("loadBalancerProfile");
        balancer.withObjectProperty("managedOutboundIPs").putIfAbsent("count", Json.object().put("one", 1).get("one"));
        balancer.putIfAbsent("backendPoolType", text("nodeIPConfiguration"));
        if (before != null && before.properties().at("/networkProfile/loadBalancerProfile/effectiveOutboundIPs").isArray()) {
            balancer.set("effectiveOutboundIPs", before.properties().at("/networkProfile/loadBalancerProfile/effectiveOutboundIPs"));
        }
        network.putArray("serviceCidrs").add(Json.text(network, "/serviceCidr"));
        network.putArray("ipFamilies").add("IPv4");
    }

    /** Returns the full version; a cluster may stay at one that is offered no more. */
    private String version(String asked, @Nullable Resource before) {
        String now = before == null ? "" : Json.text(before.properties(), "/currentKubernetesVersion");
        return !now.isEmpty() && (asked.equals(now) || versions.resolve(asked).isEmpty() && now.startsWith(asked + "."))
                ? now
                : versions.resolve(asked).orElse("");
    }

    private static JsonNode text(String text) {
        return tools.jackson.databind.node.StringNode.valueOf(text);
    }

    private static void otherwise(ObjectNode node, String field, String value) {
        if (!node.path(field).isString()) {
            node.put(field, value);
        }
    }

    private static void otherwise(ObjectNode node, String field, int value) {
        if (!node.path(field).isInt()) {
            node.put(field, value);
        }
    }

    private static void otherwise(ObjectNode node, String field, boolean value) {
        if (!node.path(field).isBoolean()) {
            node.put(field, value);
        }
    }
}

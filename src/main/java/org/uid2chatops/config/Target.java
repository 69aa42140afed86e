package org.uid2chatops.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A configured place to deploy, checked and with every default filled in. Immutable.
 *
 * @param name what people type, e.g. {@code integ} or {@code prod-westus2}
 * @param location an Azure location in its short form, e.g. {@code eastus}
 * @param tags put on every resource that can carry tags
 * @param release the directory that holds the release's {@code operator.yaml}
 * @param chart the directory of the virtual-node chart
 * @param approvalWanted whether other people must agree before a rollout
 */
public record Target(String name, DeploymentEnvironment environment, String subscriptionId, AzureCredential credential, String location,
        Map<String, String> tags, Names names, Network network, Cluster cluster, Path release, OperatorKeySource operatorKey, Path chart,
        boolean approvalWanted) {

    public Target {
        tags = Map.copyOf(tags);
    }

    public boolean acceptUntested() {
        return false;
    }

    /** Returns the settings in force, by their names below {@code uid2.targets.NAME.}; never a secret. */
    public Map<String, String> settings() {
        var all = new TreeMap<String, String>();
        all.put("environment", environment.label());
        all.put("subscription-id", subscriptionId);
        all.put("location", location);
        all.put("resource-group", names.resourceGroup());
        all.put("virtual-network", names.virtualNetwork());
        all.put("public-ip", names.publicIp());
        all.put("nat-gateway", names.natGateway());
        all.put("cluster", names.cluster());
        all.put("key-vault", names.keyVault());
        all.put("key-vault-secret", names.keyVaultSecret());
        all.put("managed-identity", names.managedIdentity());
        cluster.kubernetesVersion().ifPresent(version -> all.put("kubernetes-version", version));
        all.put("vm-size", cluster.vmSize());
        tags.forEach((tag, value) -> all.put("tags." + tag, value));
        return all;
    }

    /** The guide's environment variables. Source: the guide, "Prepare Environment Variables". */
    public record Names(String resourceGroup, String virtualNetwork, String publicIp, String natGateway, String cluster, String keyVault,
            String keyVaultSecret, String managedIdentity) {
    }

    /** The guide's address ranges, in CIDR notation. Source: the guide, "Create Subnets" and "Create an AKS Service". */
    public record Network(String addressSpace, Subnet defaultSubnet, Subnet clusterSubnet, Subnet containerSubnet, String serviceCidr,
            String dnsServiceIp) {

        /** Returns the three subnets in the guide's order. */
        public List<Subnet> subnets() {
            return List.of(defaultSubnet, clusterSubnet, containerSubnet);
        }
    }

    /**
     * A subnet.
     *
     * @param delegation the service it is delegated to, if any
     */
    public record Subnet(String name, String prefix, Optional<String> delegation) {
    }

    /**
     * The cluster's options.
     *
     * @param kubernetesVersion {@code 1.34} or {@code 1.34.9}; empty means the newest the region offers that the chart is tested with
     * @param nodeCount nodes at creation, between {@code minCount} and {@code maxCount}
     */
    public record Cluster(Optional<String> kubernetesVersion, String nodePool, String vmSize, int nodeCount, int minCount, int maxCount) {
    }
}

package org.uid2chatops.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configured place to deploy, checked and with every default filled in. Immutable.
 *
 * @param name what people type, e.g. {@code integ} or {@code prod-westus2}
 * @param location an Azure location in its short form, e.g. {@code eastus}
 * @param tags put on every resource that the bot makes and that can carry tags
 * @param resources one of each kind
 * @param keyVaultSecret name of the secret that holds the operator key; it is the bot's even in a vault that is only used
 * @param grants who makes the role assignments
 * @param release the directory that holds the release's {@code operator.yaml}
 * @param chart where the virtual-node chart comes from
 * @param acceptUntested whether pairs of chart and Kubernetes version, and locations, that nobody has judged are taken at the target's risk
 * @param approval who must agree before a rollout; empty if nobody
 * @param channel Slack id of the only channel that a rollout may be asked for in; empty means any
 * @param settings the settings in effect, by the property's name below {@code uid2.targets.NAME}: what is written and, where
 *        nothing is, the default; never a secret
 */
public record Target(String name, DeploymentEnvironment environment, String subscriptionId, AzureCredential credential, String location,
        Map<String, String> tags, Map<ResourceKind, Resource> resources, String keyVaultSecret, GrantPolicy grants, Network network,
        Cluster cluster, Path release, OperatorKeySource operatorKey, ChartSource chart, boolean acceptUntested,
        Optional<ApprovalPolicy> approval,
        Optional<String> channel,
        Map<String, String> settings) {

    public Target {
        tags = Map.copyOf(tags);
        resources = Map.copyOf(resources);
        settings = Map.copyOf(settings);
    }

    /** Returns a setting's full name: {@code uid2.targets.NAME.SETTING}. */
    public String property(String setting) {
        return "uid2.targets." + name + "." + setting;
    }

    /** Returns whether other people must agree before a rollout. */
    public boolean approvalWanted() {
        return approval.isPresent();
    }

    public Resource resource(ResourceKind kind) {
        return Objects.requireNonNull(resources.get(kind));
    }

    /** Returns the resource group that the resource is in, which is the target's own unless it is used from elsewhere. */
    public String groupOf(ResourceKind kind) {
        return resource(kind).group();
    }

    public boolean manages(ResourceKind kind) {
        return resource(kind).managed();
    }

    /** Returns the names alone. */
    public Names names() {
        return new Names(nameOf(ResourceKind.RESOURCE_GROUP), nameOf(ResourceKind.VIRTUAL_NETWORK), nameOf(ResourceKind.PUBLIC_IP),
                nameOf(ResourceKind.NAT_GATEWAY), nameOf(ResourceKind.CLUSTER), nameOf(ResourceKind.KEY_VAULT), keyVaultSecret,
                nameOf(ResourceKind.MANAGED_IDENTITY));
    }

    private String nameOf(ResourceKind kind) {
        return resource(kind).name();
    }

    /**
     * A resource of the target.
     *
     * @param group the resource group it is in; of a group, its own name
     * @param managed whether the bot makes it and keeps it as wanted; else it exists, and is checked and never changed
     */
    public record Resource(String group, String name, boolean managed) {
    }

    /** The guide's environment variables. Source: the guide, "Prepare Environment Variables". */
    public record Names(String resourceGroup, String virtualNetwork, String publicIp, String natGateway, String cluster, String keyVault,
            String keyVaultSecret, String managedIdentity) {
    }

    /**
     * The guide's address ranges, in CIDR notation. Source: the guide, "Create Subnets" and "Create an AKS Service".
     *
     * @param addressSpace of a network that the bot makes
     * @param serviceCidr of a cluster that the bot makes
     */
    public record Network(String addressSpace, Subnet defaultSubnet, Subnet clusterSubnet, Subnet containerSubnet, String serviceCidr,
            String dnsServiceIp) {

        /** Returns the subnets that the bot makes, in the guide's order. */
        public List<Subnet> subnets() {
            return with(Care.MANAGED);
        }

        /** Returns the subnets that exist and are used as they are. */
        public List<Subnet> usedSubnets() {
            return with(Care.USED);
        }

        private List<Subnet> with(Care care) {
            return Stream.of(defaultSubnet, clusterSubnet, containerSubnet).filter(subnet -> subnet.care() == care).toList();
        }
    }

    /**
     * A subnet of the target's virtual network.
     *
     * @param prefix its range; empty if the bot does not make it, since its range is then its own
     * @param delegation the service it is delegated to, if any
     */
    public record Subnet(String name, String prefix, Optional<String> delegation, Care care) {
    }

    /** What the bot does about a subnet. */
    public enum Care {
        /** It makes it and keeps it as wanted. */
        MANAGED,
        /** It checks it and never changes it. */
        USED,
        /** Nothing: the deployment does not need it. */
        NONE
    }

    /**
     * The options of a cluster that the bot makes.
     *
     * @param kubernetesVersion {@code 1.34} or {@code 1.34.9}; empty means the newest the region offers that the chart is tested with
     * @param nodeCount nodes at creation, between {@code minCount} and {@code maxCount}
     * @param nodeResourceGroup name of the group that AKS makes for the nodes; empty means the one that Azure derives
     * @param longTermSupport whether the cluster is put on AKS's long-term support, which keeps older versions and costs more
     */
    public record Cluster(Optional<String> kubernetesVersion, String nodePool, String vmSize, int nodeCount, int minCount, int maxCount,
            Optional<String> nodeResourceGroup, boolean longTermSupport) {
    }
}

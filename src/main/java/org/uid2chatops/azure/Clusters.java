package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.AgentPoolMode;
import com.azure.resourcemanager.containerservice.models.AgentPoolType;
import com.azure.resourcemanager.containerservice.models.ContainerServiceNetworkProfile;
import com.azure.resourcemanager.containerservice.models.KubernetesSupportPlan;
import com.azure.resourcemanager.containerservice.models.LoadBalancerSku;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAutoUpgradeProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterIdentity;
import com.azure.resourcemanager.containerservice.models.ManagedClusterSku;
import com.azure.resourcemanager.containerservice.models.ManagedClusterSkuName;
import com.azure.resourcemanager.containerservice.models.ManagedClusterSkuTier;
import com.azure.resourcemanager.containerservice.models.ManagedServiceIdentityUserAssignedIdentitiesValue;
import com.azure.resourcemanager.containerservice.models.NetworkPlugin;
import com.azure.resourcemanager.containerservice.models.NetworkPolicy;
import com.azure.resourcemanager.containerservice.models.OSSku;
import com.azure.resourcemanager.containerservice.models.OSType;
import com.azure.resourcemanager.containerservice.models.OutboundType;
import com.azure.resourcemanager.containerservice.models.ResourceIdentityType;
import com.azure.resourcemanager.containerservice.models.UpgradeChannel;
import com.azure.resourcemanager.containerservice.models.UserAssignedIdentity;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;

/** A target's AKS cluster as Azure wants it written, compared and altered. */
final class Clusters {

    private Clusters() {
    }

    /** Returns what {@code az aks create} sends for the guide's command, its SSH key left out. */
    static ManagedClusterInner fresh(Target target, String version) {
        var wanted = target.cluster();
        var pool = new ManagedClusterAgentPoolProfile().withName(wanted.nodePool()).withMode(AgentPoolMode.SYSTEM)
                .withType(AgentPoolType.VIRTUAL_MACHINE_SCALE_SETS).withOsType(OSType.LINUX).withOsSku(OSSku.UBUNTU)
                .withVmSize(wanted.vmSize()).withCount(wanted.nodeCount()).withEnableAutoScaling(true).withMinCount(wanted.minCount())
                .withMaxCount(wanted.maxCount()).withOrchestratorVersion(version).withVnetSubnetId(subnetId(target));
        var network = new ContainerServiceNetworkProfile().withNetworkPlugin(NetworkPlugin.AZURE).withNetworkPolicy(NetworkPolicy.CALICO)
                .withServiceCidr(target.network().serviceCidr()).withDnsServiceIp(target.network().dnsServiceIp())
                .withOutboundType(OutboundType.LOAD_BALANCER).withLoadBalancerSku(LoadBalancerSku.STANDARD);
        var cluster = new ManagedClusterInner().withLocation(target.location()).withTags(Comparison.withTags(null, target))
                .withIdentity(new ManagedClusterIdentity().withType(ResourceIdentityType.SYSTEM_ASSIGNED)).withKubernetesVersion(version)
                .withDnsPrefix(dnsPrefix(target)).withNodeResourceGroup(target.cluster().nodeResourceGroup().orElse(null))
                .withEnableRbac(true).withDisableLocalAccounts(false).withNetworkProfile(network)
                .withAgentPoolProfiles(List.of(pool))
                .withAutoUpgradeProfile(new ManagedClusterAutoUpgradeProfile().withUpgradeChannel(UpgradeChannel.PATCH));
        return wanted.longTermSupport() ? supportedLong(cluster) : cluster;
    }

    /** Source: AKS, "Long-term support": the plan goes with the Premium tier. */
    private static ManagedClusterInner supportedLong(ManagedClusterInner cluster) {
        return cluster.withSupportPlan(KubernetesSupportPlan.AKSLONG_TERM_SUPPORT)
                .withSku(new ManagedClusterSku().withName(ManagedClusterSkuName.BASE).withTier(ManagedClusterSkuTier.PREMIUM));
    }

    static Comparison compare(ManagedClusterInner found, Target target) {
        var wanted = target.cluster();
        var network = Optional.ofNullable(found.networkProfile());
        var pool = pool(found, target);
        var comparison = new Comparison();
        wanted.nodeResourceGroup().ifPresent(
                group -> comparison.fixed("node resource group", found.nodeResourceGroup(), group, "node-resource-group"));
        return comparison.location(found.location(), target)
                .fixed("network plugin", network.map(ContainerServiceNetworkProfile::networkPlugin).orElse(null), NetworkPlugin.AZURE)
                .fixed("network policy", network.map(ContainerServiceNetworkProfile::networkPolicy).orElse(null), NetworkPolicy.CALICO)
                .fixed("service CIDR", network.map(ContainerServiceNetworkProfile::serviceCidr).orElse(null),
                        target.network().serviceCidr(), "service-cidr")
                .fixed("DNS service IP", network.map(ContainerServiceNetworkProfile::dnsServiceIp).orElse(null),
                        target.network().dnsServiceIp(), "dns-service-ip")
                .fixed("node pool", pool.map(ManagedClusterAgentPoolProfile::name).orElse(null), wanted.nodePool())
                .fixed("VM size", pool.map(ManagedClusterAgentPoolProfile::vmSize).orElse(null), wanted.vmSize(), "vm-size")
                .fixed("subnet", pool.map(ManagedClusterAgentPoolProfile::vnetSubnetId).orElse(null), subnetId(target))
                .changeable("autoscaler", pool.map(ManagedClusterAgentPoolProfile::enableAutoScaling).orElse(null), true)
                .changeable("fewest nodes", pool.map(ManagedClusterAgentPoolProfile::minCount).orElse(null), wanted.minCount())
                .changeable("most nodes", pool.map(ManagedClusterAgentPoolProfile::maxCount).orElse(null), wanted.maxCount())
                .changeable("auto-upgrade channel",
                        Optional.ofNullable(found.autoUpgradeProfile()).map(ManagedClusterAutoUpgradeProfile::upgradeChannel).orElse(null),
                        UpgradeChannel.PATCH)
                .tags(found.tags(), target);
    }

    /** Returns what was found with the target's changeable settings put over it. */
    static ManagedClusterInner altered(ManagedClusterInner found, Target target) {
        var wanted = target.cluster();
        var profile = Optional.ofNullable(found.autoUpgradeProfile()).orElseGet(ManagedClusterAutoUpgradeProfile::new);
        pool(found, target).ifPresent(pool -> {
            int nodes = pool.count() == null ? wanted.nodeCount() : pool.count();
            pool.withEnableAutoScaling(true).withMinCount(wanted.minCount()).withMaxCount(wanted.maxCount())
                    .withCount(Math.clamp(nodes, wanted.minCount(), wanted.maxCount()));
            KubernetesVersions.raise(found, pool, target);
        });
        var altered = found.withAutoUpgradeProfile(profile.withUpgradeChannel(UpgradeChannel.PATCH))
                .withTags(Comparison.withTags(found.tags(), target));
        return wanted.longTermSupport() ? supportedLong(altered) : altered;
    }

    /** Returns the object id of the cluster's own identity, whether Azure made it or somebody assigned one. */
    static Optional<String> principal(ManagedClusterInner cluster) {
        Optional<ManagedClusterIdentity> identity = Optional.ofNullable(cluster.identity());
        return identity.map(ManagedClusterIdentity::principalId)
                .or(() -> identity.map(ManagedClusterIdentity::userAssignedIdentities).flatMap(assigned -> assigned.values().stream()
                        .map(ManagedServiceIdentityUserAssignedIdentitiesValue::principalId).filter(Objects::nonNull).findFirst()));
    }

    /** Returns the subnet of the nodes: the target's, or wherever a cluster that is only used has them. */
    static Optional<String> nodeSubnet(ManagedClusterInner cluster, Target target) {
        return target.manages(ResourceKind.CLUSTER) ? Optional.of(subnetId(target)) : ClusterNeeds.nodeSubnet(cluster, target);
    }

    static Optional<String> kubeletObjectId(ManagedClusterInner cluster) {
        return Optional.ofNullable(cluster.identityProfile()).map(profile -> profile.get("kubeletidentity"))
                .map(UserAssignedIdentity::objectId);
    }

    /** Derives the prefix as the Azure CLI does. Source: azure-cli, {@code _get_default_dns_prefix}. */
    static String dnsPrefix(Target target) {
        String name = cut(target.names().cluster(), 10);
        if (name.isEmpty() || !Character.isLetter(name.charAt(0))) {
            name = cut("a" + name, 10);
        }
        return name + "-" + cut(target.names().resourceGroup(), 16) + "-" + cut(target.subscriptionId(), 6);
    }

    private static String cut(String text, int length) {
        String letters = text.replaceAll("[^A-Za-z0-9-]", "");
        return letters.substring(0, Math.min(length, letters.length()));
    }

    private static Optional<ManagedClusterAgentPoolProfile> pool(ManagedClusterInner found, Target target) {
        var pools = found.agentPoolProfiles() == null ? new ArrayList<ManagedClusterAgentPoolProfile>() : found.agentPoolProfiles();
        return pools.stream().filter(pool -> target.cluster().nodePool().equalsIgnoreCase(pool.name())).findFirst();
    }

    private static String subnetId(Target target) {
        return new ArmIds(target).subnet(target.network().clusterSubnet());
    }
}

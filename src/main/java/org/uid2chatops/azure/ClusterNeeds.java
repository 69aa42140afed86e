package org.uid2chatops.azure;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.ContainerServiceNetworkProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterApiServerAccessProfile;
import com.azure.resourcemanager.containerservice.models.NetworkPlugin;
import com.azure.resourcemanager.containerservice.models.NetworkPluginMode;
import com.azure.resourcemanager.containerservice.models.OSType;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Target.Care;

/**
 * What a virtual node needs of a cluster that is only used. Source: the README of
 * microsoft/virtualnodesOnAzureContainerInstances. Counts, autoscaler, labels and the rest are nobody's business.
 */
final class ClusterNeeds {

    private ClusterNeeds() {
    }

    static Fitness of(ManagedClusterInner found, Target target, KubernetesVersions versions) {
        String another = "Name another cluster in " + target.property(ResourceKind.CLUSTER.useProperty())
                + ", or remove that setting and the bot makes one.";
        var network = Optional.ofNullable(found.networkProfile());
        boolean cni = network.map(ContainerServiceNetworkProfile::networkPlugin).filter(NetworkPlugin.AZURE::equals).isPresent();
        boolean overlay = network.map(ContainerServiceNetworkProfile::networkPluginMode).filter(NetworkPluginMode.OVERLAY::equals)
                .isPresent();
        String plugin = network.map(ContainerServiceNetworkProfile::networkPlugin).map(Object::toString).orElse("none");
        List<String> allowed = Optional.ofNullable(found.apiServerAccessProfile())
                .map(ManagedClusterApiServerAccessProfile::authorizedIpRanges).orElse(List.of());
        var fitness = new Fitness().location(found.location(), target)
                .needs("network plugin", overlay ? plugin + ", overlay" : plugin, "azure, with the pods in the nodes' subnet",
                        cni && !overlay,
                        another)
                .needs("API server's authorised IP ranges", String.join(", ", allowed), "none, since virtual nodes do not work with them",
                        allowed.isEmpty(), "Remove them with `az aks update --ids " + new ArmIds(target).of(ResourceKind.CLUSTER)
                                + " --api-server-authorized-ip-ranges \"\"`. " + another)
                .needs("own identity", null, "a system-assigned or user-assigned one", Clusters.principal(found).isPresent(), another);
        versions.needs(fitness, found, target, another);
        String place = target.network().clusterSubnet().care() == Care.USED
                ? "subnet " + new ArmIds(target).subnet(target.network().clusterSubnet())
                : "a subnet of " + new ArmIds(target).virtualNetwork();
        return fitness.needs("node pools", pools(found).stream().map(ClusterNeeds::words).collect(Collectors.joining("; ")),
                "one of Linux nodes with at least 4 vCPU and 16 GB in " + place, nodeSubnet(found, target).isPresent(),
                "Add such a pool with `az aks nodepool add`. " + another);
    }

    /** Returns the subnet of the nodes that can carry a virtual node. */
    static Optional<String> nodeSubnet(ManagedClusterInner found, Target target) {
        return pools(found).stream().filter(pool -> fits(pool, target)).map(ManagedClusterAgentPoolProfile::vnetSubnetId).findFirst();
    }

    private static boolean fits(ManagedClusterAgentPoolProfile pool, Target target) {
        String subnet = pool.vnetSubnetId();
        if (subnet == null || pool.podSubnetId() != null || OSType.WINDOWS.equals(pool.osType())
                || !NodeSize.carriesVirtualNode(Objects.requireNonNullElse(pool.vmSize(), ""))) {
            return false;
        }
        var ids = new ArmIds(target);
        return target.network().clusterSubnet().care() == Care.USED
                ? ArmIds.same(subnet, ids.subnet(target.network().clusterSubnet()))
                : subnet.toLowerCase(Locale.ROOT).startsWith((ids.virtualNetwork() + "/subnets/").toLowerCase(Locale.ROOT));
    }

    private static List<ManagedClusterAgentPoolProfile> pools(ManagedClusterInner found) {
        return Objects.requireNonNullElse(found.agentPoolProfiles(), List.of());
    }

    private static String words(ManagedClusterAgentPoolProfile pool) {
        return pool.name() + " of " + pool.vmSize() + " in "
                + (pool.vnetSubnetId() == null ? "a network of its own" : pool.vnetSubnetId())
                + (pool.podSubnetId() == null ? "" : " with its pods in " + pool.podSubnetId());
    }
}

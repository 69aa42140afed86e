package org.uid2chatops.azure;

import java.util.List;
import java.util.Objects;

import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;

import org.uid2chatops.config.Cidr;
import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;

/** What a deployment needs of a virtual network that is only used: room for the subnets that the bot adds to it. */
final class NetworkNeeds {

    private NetworkNeeds() {
    }

    static Fitness of(VirtualNetworkInner found, Target target) {
        var fitness = new Fitness().location(found.location(), target);
        List<String> space = VirtualNetworkStep.prefixes(found).stream().filter(Cidr::isValid).toList();
        List<SubnetInner> subnets = Objects.requireNonNullElse(found.subnets(), List.of());
        for (Target.Subnet wanted : target.network().subnets()) {
            String property = target.property("subnets." + wanted.name());
            fitness.needs("address space", String.join(", ", VirtualNetworkStep.prefixes(found)),
                    "one that holds " + wanted.prefix() + " for subnet " + wanted.name(),
                    space.stream().anyMatch(range -> Cidr.within(range, wanted.prefix())),
                    "Set " + property + " to a free range of the network.");
            subnets.stream().filter(other -> !wanted.name().equalsIgnoreCase(other.name()) && overlaps(other, wanted.prefix()))
                    .forEach(other -> fitness.needs("range of subnet " + other.name(), SubnetBodies.prefix(other),
                            "one beside " + wanted.prefix() + " of subnet " + wanted.name(), false,
                            "Set " + property + " to a free range of the network."));
        }
        if (target.manages(ResourceKind.CLUSTER)) {
            String services = target.network().serviceCidr();
            subnets.stream().filter(other -> overlaps(other, services))
                    .forEach(other -> fitness.needs("range of subnet " + other.name(), SubnetBodies.prefix(other),
                            "one beside the cluster's service range " + services, false,
                            "Set " + target.property("service-cidr") + " and " + target.property("dns-service-ip")
                                    + " to a range that no subnet has."));
        }
        return fitness;
    }

    private static boolean overlaps(SubnetInner subnet, String range) {
        String prefix = SubnetBodies.prefix(subnet);
        return prefix != null && Cidr.isValid(prefix) && Cidr.overlap(prefix, range);
    }
}

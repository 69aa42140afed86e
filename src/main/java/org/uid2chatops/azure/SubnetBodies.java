package org.uid2chatops.azure;

import java.util.List;
import java.util.Optional;

import com.azure.core.management.SubResource;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import com.azure.resourcemanager.network.models.Delegation;
import com.azure.resourcemanager.network.models.VirtualNetworkPrivateEndpointNetworkPolicies;
import com.azure.resourcemanager.network.models.VirtualNetworkPrivateLinkServiceNetworkPolicies;
import org.jspecify.annotations.Nullable;

import org.uid2chatops.config.Target;

/** A target's subnets as Azure wants them written, and as it shows them. */
final class SubnetBodies {

    private SubnetBodies() {
    }

    /** Returns a new subnet as the Azure CLI writes it, the container subnet with its NAT gateway from the start. */
    static SubnetInner fresh(Target target, Target.Subnet subnet) {
        var body = new SubnetInner().withName(subnet.name()).withAddressPrefix(subnet.prefix())
                .withPrivateEndpointNetworkPolicies(VirtualNetworkPrivateEndpointNetworkPolicies.DISABLED)
                .withPrivateLinkServiceNetworkPolicies(VirtualNetworkPrivateLinkServiceNetworkPolicies.ENABLED);
        subnet.delegation().ifPresent(service -> body.withDelegations(List.of(delegation(service))));
        if (subnet.equals(target.network().containerSubnet())) {
            body.withNatGateway(new SubResource().withId(new ArmIds(target).natGateway()));
        }
        return body;
    }

    static Delegation delegation(String service) {
        return new Delegation().withName("0").withServiceName(service);
    }

    /** Returns the service a subnet is delegated to. */
    static Optional<String> delegatedTo(SubnetInner found) {
        return orNone(found.delegations()).stream().map(Delegation::serviceName).findFirst();
    }

    /** Returns the address range; Azure shows it in one of two fields. */
    static @Nullable String prefix(SubnetInner found) {
        return found.addressPrefix() != null ? found.addressPrefix() : orNone(found.addressPrefixes()).stream().findFirst().orElse(null);
    }

    /** Returns whether something lives in it, so that neither its range nor its delegation can change. */
    static boolean inUse(SubnetInner found) {
        return !orNone(found.ipConfigurations()).isEmpty() || !orNone(found.ipConfigurationProfiles()).isEmpty()
                || !orNone(found.serviceAssociationLinks()).isEmpty() || !orNone(found.privateEndpoints()).isEmpty()
                || !orNone(found.resourceNavigationLinks()).isEmpty();
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}

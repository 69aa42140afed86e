package org.uid2chatops.azure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;
import com.azure.resourcemanager.network.models.AddressSpace;
import com.azure.resourcemanager.network.models.TagsObject;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.StepName;

/**
 * The guide's "Create Virtual Network". A new one is written with its three subnets, delegation and NAT gateway in one
 * request: writing them one by one makes them wait for each other. One that exists is never written whole, since that
 * deletes every subnet not listed.
 */
@Component
final class VirtualNetworkStep extends ArmStep<VirtualNetworkInner> {

    private final Sending sending;

    VirtualNetworkStep(AzureClients clients, AzureProperties properties, Sending sending) {
        super(StepName.VIRTUAL_NETWORK, ResourceKind.VIRTUAL_NETWORK, clients, properties.deadlines().resource());
        this.sending = sending;
    }

    @Override
    VirtualNetworkInner get(Arm arm, Target target) {
        return arm.network().getVirtualNetworks().getByResourceGroup(group(target), target.names().virtualNetwork());
    }

    @Override
    @Nullable
    Object state(VirtualNetworkInner found) {
        return found.provisioningState();
    }

    @Override
    Comparison compare(VirtualNetworkInner found, Target target) {
        String wanted = target.network().addressSpace();
        List<String> prefixes = prefixes(found);
        return new Comparison().location(found.location(), target)
                .fixed("address space", prefixes.contains(wanted) ? wanted : String.join(", ", prefixes), wanted, "address-space")
                .tags(found.tags(), target);
    }

    @Override
    Fitness fitness(VirtualNetworkInner found, Target target) {
        return NetworkNeeds.of(found, target);
    }

    @Override
    Optional<Duration> create(Arm arm, Target target) {
        var body = new VirtualNetworkInner()
                .withAddressSpace(new AddressSpace().withAddressPrefixes(List.of(target.network().addressSpace())))
                .withSubnets(target.network().subnets().stream().map(subnet -> SubnetBodies.fresh(target, subnet)).toList());
        body.withLocation(target.location()).withTags(Comparison.withTags(null, target));
        return sending.accepted(arm.network().getVirtualNetworks().createOrUpdateWithResponseAsync(group(target),
                target.names().virtualNetwork(), body));
    }

    @Override
    Optional<Duration> change(Arm arm, Target target, VirtualNetworkInner found) {
        return sending.answered(arm.network().getVirtualNetworks().updateTagsWithResponseAsync(group(target),
                target.names().virtualNetwork(), new TagsObject().withTags(Comparison.withTags(found.tags(), target))));
    }

    static List<String> prefixes(VirtualNetworkInner found) {
        return found.addressSpace() == null || found.addressSpace().addressPrefixes() == null
                ? List.of()
                : found.addressSpace().addressPrefixes();
    }

    @Override
    Done done(VirtualNetworkInner found, Target target) {
        return new Done(target.names().virtualNetwork() + ", " + String.join(", ", prefixes(found)));
    }
}

package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import com.azure.resourcemanager.network.fluent.models.PublicIpAddressInner;
import com.azure.resourcemanager.network.models.IpAllocationMethod;
import com.azure.resourcemanager.network.models.PublicIpAddressSku;
import com.azure.resourcemanager.network.models.PublicIpAddressSkuName;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.StepName;

/** The guide's "Create Public IP Address": Standard and static, for the NAT gateway. */
@Component
final class PublicIpStep extends ArmStep<PublicIpAddressInner> {

    private final Sending sending;

    PublicIpStep(AzureClients clients, AzureProperties properties, Sending sending) {
        super(StepName.PUBLIC_IP, ResourceKind.PUBLIC_IP, clients, properties.deadlines().resource());
        this.sending = sending;
    }

    @Override
    PublicIpAddressInner get(Arm arm, Target target) {
        return arm.network().getPublicIpAddresses().getByResourceGroup(group(target), target.names().publicIp());
    }

    @Override
    @Nullable
    Object state(PublicIpAddressInner found) {
        return found.provisioningState();
    }

    @Override
    Comparison compare(PublicIpAddressInner found, Target target) {
        return new Comparison().location(found.location(), target)
                .fixed("sku", found.sku() == null ? null : found.sku().name(), PublicIpAddressSkuName.STANDARD)
                .fixed("allocation", found.publicIpAllocationMethod(), IpAllocationMethod.STATIC).tags(found.tags(), target);
    }

    @Override
    Optional<String> needless(Target target) {
        return NatNeeds.noAddress(target);
    }

    @Override
    Fitness fitness(PublicIpAddressInner found, Target target) {
        String another = "Name another address in " + target.property(ResourceKind.PUBLIC_IP.useProperty())
                + ", or remove that setting and the bot makes one.";
        String sku = found.sku() == null ? null : String.valueOf(found.sku().name());
        String gateway = found.natGateway() == null ? null : found.natGateway().id();
        String elsewhere = found.ipConfiguration() != null
                ? Objects.requireNonNullElse(found.ipConfiguration().id(), "something else")
                : gateway != null && !ArmIds.same(gateway, new ArmIds(target).natGateway()) ? gateway : null;
        return new Fitness().location(found.location(), target).needs("sku", sku, "Standard", "Standard".equalsIgnoreCase(sku), another)
                .needs("allocation", found.publicIpAllocationMethod(), "Static",
                        IpAllocationMethod.STATIC.equals(found.publicIpAllocationMethod()), another)
                .needs("what it is attached to", elsewhere, "nothing, or NAT gateway " + target.names().natGateway(), elsewhere == null,
                        "Detach it from there if nobody needs it there. " + another);
    }

    @Override
    Optional<Duration> create(Arm arm, Target target) {
        var body = new PublicIpAddressInner().withSku(new PublicIpAddressSku().withName(PublicIpAddressSkuName.STANDARD))
                .withPublicIpAllocationMethod(IpAllocationMethod.STATIC);
        body.withLocation(target.location()).withTags(Comparison.withTags(null, target));
        return put(arm, target, body);
    }

    @Override
    Optional<Duration> change(Arm arm, Target target, PublicIpAddressInner found) {
        return put(arm, target, found.withTags(Comparison.withTags(found.tags(), target)));
    }

    private Optional<Duration> put(Arm arm, Target target, PublicIpAddressInner body) {
        return sending.accepted(arm.network().getPublicIpAddresses().createOrUpdateWithResponseAsync(group(target),
                target.names().publicIp(), body));
    }

    @Override
    Done done(PublicIpAddressInner found, Target target) {
        return new Done(Objects.requireNonNullElse(found.ipAddress(), "address not known yet") + ", Standard, Static");
    }
}

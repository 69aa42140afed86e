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

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.StepName;

/** The guide's "Create Public IP Address": Standard and static, for the NAT gateway. */
@Component
final class PublicIpStep extends ArmStep<PublicIpAddressInner> {

    private final Sending sending;

    PublicIpStep(AzureClients clients, AzureProperties properties, Sending sending) {
        super(StepName.PUBLIC_IP, "public-ip", clients, properties.deadlines().resource());
        this.sending = sending;
    }

    @Override
    String noun(Target target) {
        return "public IP address " + target.names().publicIp();
    }

    @Override
    PublicIpAddressInner get(Arm arm, Target target) {
        return arm.network().getPublicIpAddresses().getByResourceGroup(target.names().resourceGroup(), target.names().publicIp());
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
        return sending.accepted(arm.network().getPublicIpAddresses().createOrUpdateWithResponseAsync(target.names().resourceGroup(),
                target.names().publicIp(), body));
    }

    @Override
    Done done(PublicIpAddressInner found, Target target) {
        return new Done(Objects.requireNonNullElse(found.ipAddress(), "address not known yet") + ", Standard, Static");
    }
}

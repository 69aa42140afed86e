package org.uid2chatops.azure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import com.azure.core.management.SubResource;
import com.azure.resourcemanager.network.fluent.models.NatGatewayInner;
import com.azure.resourcemanager.network.models.NatGatewaySku;
import com.azure.resourcemanager.network.models.NatGatewaySkuName;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.StepName;

/** The guide's "Create NAT Gateway": Standard, idle timeout 4 minutes, with the public address. */
@Component
final class NatGatewayStep extends ArmStep<NatGatewayInner> {

    private static final int IDLE_TIMEOUT_MINUTES = 4;

    private final Sending sending;

    NatGatewayStep(AzureClients clients, AzureProperties properties, Sending sending) {
        super(StepName.NAT_GATEWAY, ResourceKind.NAT_GATEWAY, clients, properties.deadlines().resource());
        this.sending = sending;
    }

    @Override
    NatGatewayInner get(Arm arm, Target target) {
        return arm.network().getNatGateways().getByResourceGroup(group(target), target.names().natGateway());
    }

    @Override
    @Nullable
    Object state(NatGatewayInner found) {
        return found.provisioningState();
    }

    @Override
    Comparison compare(NatGatewayInner found, Target target) {
        String address = new ArmIds(target).publicIp();
        boolean attached = addresses(found).stream().anyMatch(one -> ArmIds.same(one.id(), address));
        return new Comparison().location(found.location(), target)
                .fixed("sku", found.sku() == null ? null : found.sku().name(), NatGatewaySkuName.STANDARD)
                .changeable("idle timeout (minutes)", found.idleTimeoutInMinutes(), IDLE_TIMEOUT_MINUTES)
                .changeable("public address", attached ? target.names().publicIp() : null, target.names().publicIp())
                .tags(found.tags(), target);
    }

    @Override
    Optional<String> needless(Target target) {
        return NatNeeds.noGateway(target);
    }

    @Override
    Fitness fitness(NatGatewayInner found, Target target) {
        var ids = new ArmIds(target);
        String another = "Name another gateway in " + target.property(ResourceKind.NAT_GATEWAY.useProperty())
                + ", or remove that setting and the bot makes one.";
        String sku = found.sku() == null ? null : String.valueOf(found.sku().name());
        boolean prefixes = found.publicIpPrefixes() != null && !found.publicIpPrefixes().isEmpty();
        boolean addressFits = target.manages(ResourceKind.PUBLIC_IP)
                ? prefixes || !addresses(found).isEmpty()
                : addresses(found).stream().anyMatch(one -> ArmIds.same(one.id(), ids.publicIp()));
        String needed = target.manages(ResourceKind.PUBLIC_IP) ? "at least one" : ids.publicIp();
        return new Fitness().location(found.location(), target)
                .needs("sku", sku, "Standard", sku != null && sku.toLowerCase(Locale.ROOT).startsWith("standard"), another)
                .needs("public address", addresses(found).stream().map(SubResource::id).collect(Collectors.joining(", ")), needed,
                        addressFits,
                        "Attach it with `az network nat gateway update --ids " + ids.natGateway() + " --public-ip-addresses ADDRESS`.");
    }

    @Override
    Optional<Duration> create(Arm arm, Target target) {
        var body = new NatGatewayInner().withSku(new NatGatewaySku().withName(NatGatewaySkuName.STANDARD));
        body.withLocation(target.location());
        return put(arm, target, body);
    }

    @Override
    Optional<Duration> change(Arm arm, Target target, NatGatewayInner found) {
        return put(arm, target, found);
    }

    private Optional<Duration> put(Arm arm, Target target, NatGatewayInner body) {
        var ids = new ArmIds(target);
        var addresses = new ArrayList<>(addresses(body));
        if (addresses.stream().noneMatch(one -> ArmIds.same(one.id(), ids.publicIp()))) {
            addresses.add(new SubResource().withId(ids.publicIp()));
        }
        body.withIdleTimeoutInMinutes(IDLE_TIMEOUT_MINUTES).withPublicIpAddresses(addresses)
                .withTags(Comparison.withTags(body.tags(), target));
        return sending.accepted(arm.network().getNatGateways().createOrUpdateWithResponseAsync(group(target),
                target.names().natGateway(), body));
    }

    private static List<SubResource> addresses(NatGatewayInner found) {
        return found.publicIpAddresses() == null ? List.of() : found.publicIpAddresses();
    }

    @Override
    Done done(NatGatewayInner found, Target target) {
        return new Done(target.names().natGateway() + ", Standard"
                + (target.manages(ResourceKind.NAT_GATEWAY) ? ", idle timeout " + IDLE_TIMEOUT_MINUTES + " min" : ""));
    }
}

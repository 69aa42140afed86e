package org.uid2chatops.azure;

import java.util.List;
import java.util.Optional;

import com.azure.core.management.SubResource;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Target.Care;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The guide's "Configure NAT Service for Source Subnet": the NAT gateway on the container subnet, whose delegation and range stay. */
@Component
final class SubnetNatStep implements Step {

    private final AzureClients clients;
    private final SubnetWriting writing;

    SubnetNatStep(AzureClients clients, SubnetWriting writing) {
        this.clients = clients;
        this.writing = writing;
    }

    @Override
    public StepName name() {
        return StepName.SUBNET_NAT;
    }

    @Override
    public Decision decide(StepContext context) {
        Target target = context.target();
        Arm arm = clients.of(target);
        String name = target.network().containerSubnet().name();
        String noun = "subnet " + name + " of " + target.names().virtualNetwork();
        Optional<SubnetInner> looked = Arm.found(
                () -> arm.network().getSubnets().get(target.groupOf(ResourceKind.VIRTUAL_NETWORK), target.names().virtualNetwork(), name));
        if (looked.isEmpty() && target.network().containerSubnet().care() == Care.MANAGED) {
            return new Fail(new Cause("SubnetMissing", "The " + noun + " is gone: somebody deleted it while the rollout ran.",
                    Cause.ONLY_ANEW));
        }
        if (target.network().containerSubnet().care() == Care.USED) {
            return SubnetNeeds.used(looked, target.network().containerSubnet(), target).<Decision>map(Fail::new)
                    .orElseGet(() -> new Done(
                            looked.map(SubnetNatStep::gatewayName).orElse("NAT gateway") + " on subnet " + name + ", used as it is"));
        }
        SubnetInner found = looked.orElseThrow();
        String gateway = new ArmIds(target).natGateway();
        Optional<String> attached = Optional.ofNullable(found.natGateway()).map(SubResource::id);
        if (attached.filter(id -> ArmIds.same(id, gateway)).isPresent()) {
            return writing.busy(found, noun, target)
                    .orElseGet(() -> new Done(target.names().natGateway() + " on subnet " + name));
        }
        if (attached.isPresent() && !target.manages(ResourceKind.VIRTUAL_NETWORK)) {
            return new Fail(ofOthers(attached.get(), target));
        }
        var change = new Change("NAT gateway of subnet " + name, attached.map(SubnetNatStep::lastPart).orElse("none"),
                target.names().natGateway());
        return writing.busy(found, noun, target).orElseGet(() -> new Act("attach the NAT gateway to " + noun, List.of(change),
                () -> writing.replace(arm, target, found.withNatGateway(new SubResource().withId(gateway)))));
    }

    private static Cause ofOthers(String attached, Target target) {
        return new Fitness()
                .needs("NAT gateway", attached, new ArmIds(target).natGateway(), false,
                        "If its gateway is meant for the operator, set "
                                + target.property(ResourceKind.NAT_GATEWAY.useProperty()) + "=" + attached + ".")
                .cause("subnet", new ArmIds(target).subnet(target.network().containerSubnet()), target,
                        ResourceKind.VIRTUAL_NETWORK.useProperty())
                .orElseThrow();
    }

    private static @Nullable String gatewayName(SubnetInner found) {
        return found.natGateway() == null ? null : lastPart(found.natGateway().id());
    }

    private static String lastPart(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}

package org.uid2chatops.azure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/**
 * The guide's "Create Subnets": each one that is missing or differs is written by itself, one at a time (Azure refuses
 * two writes under one network), read first and written back only if nobody wrote in between.
 */
@Component
final class SubnetsStep implements Step {

    private final AzureClients clients;
    private final SubnetWriting writing;

    SubnetsStep(AzureClients clients, SubnetWriting writing) {
        this.clients = clients;
        this.writing = writing;
    }

    @Override
    public StepName name() {
        return StepName.SUBNETS;
    }

    @Override
    public Decision decide(StepContext context) {
        Target target = context.target();
        Arm arm = clients.of(target);
        Map<String, SubnetInner> live = arm.network().getSubnets()
                .list(target.groupOf(ResourceKind.VIRTUAL_NETWORK), target.names().virtualNetwork())
                .stream().collect(Collectors.toMap(subnet -> subnet.name().toLowerCase(Locale.ROOT), Function.identity()));
        for (Target.Subnet used : target.network().usedSubnets()) {
            Optional<Cause> unfit = SubnetNeeds.used(Optional.ofNullable(live.get(used.name().toLowerCase(Locale.ROOT))), used, target);
            if (unfit.isPresent()) {
                return new Fail(unfit.get());
            }
        }
        for (Target.Subnet wanted : target.network().subnets()) {
            Optional<SubnetInner> found = Optional.ofNullable(live.get(wanted.name().toLowerCase(Locale.ROOT)));
            Optional<Decision> decision = decide(arm, target, wanted, found);
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        return new Done(Stream.concat(
                target.network().subnets().stream()
                        .map(subnet -> subnet.name() + " " + subnet.prefix()
                                + subnet.delegation().map(service -> " for " + service).orElse("")),
                target.network().usedSubnets().stream().map(subnet -> subnet.name() + " used as it is"))
                .collect(Collectors.joining(", ")));
    }

    private Optional<Decision> decide(Arm arm, Target target, Target.Subnet wanted, Optional<SubnetInner> looked) {
        if (looked.isEmpty()) {
            return Optional.of(new Act("create " + noun(target, wanted),
                    () -> writing.create(arm, target, SubnetBodies.fresh(target, wanted))));
        }
        SubnetInner found = looked.get();
        Optional<Decision> busy = writing.busy(found, noun(target, wanted), target);
        if (busy.isPresent()) {
            return busy;
        }
        if (!target.manages(ResourceKind.VIRTUAL_NETWORK)) {
            return SubnetNeeds.inUsedNetwork(found, wanted, target).map(Fail::new);
        }
        var comparison = new Comparison();
        boolean used = SubnetBodies.inUse(found);
        if (used) {
            comparison.fixed("address prefix", SubnetBodies.prefix(found), wanted.prefix(), "subnets." + wanted.name());
        } else {
            comparison.changeable("address prefix", SubnetBodies.prefix(found), wanted.prefix());
        }
        Optional<String> delegation = SubnetBodies.delegatedTo(found);
        wanted.delegation().ifPresent(service -> compare(comparison, used, "delegation", delegation.orElse(null), service));
        boolean nodes = wanted.equals(target.network().clusterSubnet());
        if (nodes && delegation.isPresent()) {
            // AKS refuses nodes in a delegated subnet; the default subnet is nobody's business but its owner's
            compare(comparison, used, "delegation", delegation.get(), "none");
        }
        if (comparison.impossible()) {
            return Optional.of(new Fail(comparison.cause(noun(target, wanted), target, "virtual-network")));
        }
        return comparison.changes().isEmpty()
                ? Optional.empty()
                : Optional.of(new Act("change " + noun(target, wanted), comparison.changes(),
                        () -> writing.replace(arm, target, corrected(found, wanted, nodes))));
    }

    private static void compare(Comparison comparison, boolean used, String field, @Nullable String found,
            String wanted) {
        if (used) {
            comparison.fixed(field, found, wanted);
        } else {
            comparison.changeable(field, found, wanted);
        }
    }

    private static SubnetInner corrected(SubnetInner found, Target.Subnet wanted, boolean nodes) {
        if (found.addressPrefixes() != null && !found.addressPrefixes().isEmpty()) {
            found.withAddressPrefixes(List.of(wanted.prefix()));
        } else {
            found.withAddressPrefix(wanted.prefix());
        }
        wanted.delegation().filter(service -> !service.equalsIgnoreCase(SubnetBodies.delegatedTo(found).orElse("")))
                .ifPresent(service -> found.withDelegations(List.of(SubnetBodies.delegation(service))));
        return nodes ? found.withDelegations(List.of()) : found;
    }

    private static String noun(Target target, Target.Subnet subnet) {
        return "subnet " + subnet.name() + " of " + target.names().virtualNetwork();
    }
}

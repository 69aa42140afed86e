package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.azure.core.util.Context;
import com.azure.resourcemanager.compute.fluent.models.ResourceSkuInner;
import com.azure.resourcemanager.compute.fluent.models.UsageInner;
import com.azure.resourcemanager.compute.models.ResourceSkuRestrictionsType;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;
import org.uid2chatops.rollout.PreflightFinding.Blocker;
import org.uid2chatops.rollout.PreflightFinding.Warning;

/** Whether the region offers the nodes' size, and the subscription's vCPU quota holds them, by family and in all, surge included. */
@Component
final class VmQuotaCheck implements PreflightCheck {

    /** AKS adds one node to a small pool while it upgrades it. Source: AKS, "Customize node surge upgrade": 10 %, at least one. */
    private static final int SURGE_NODES = 1;
    private static final String REGIONAL = "cores";

    private final AzureClients clients;

    VmQuotaCheck(AzureClients clients) {
        this.clients = clients;
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        Arm arm = clients.of(target);
        if (!target.manages(ResourceKind.CLUSTER) || arm.cluster(target).isPresent()) {
            return List.of();
        }
        Optional<ResourceSkuInner> size = size(arm, target);
        if (size.isEmpty()) {
            return List.of(new Blocker(notOffered(target, "does not exist there")));
        }
        if (restricted(size.get())) {
            return List.of(new Blocker(notOffered(target, "is not offered to this subscription there")));
        }
        int cores = capability(size.get(), "vCPUs").orElse(0);
        String family = Objects.toString(size.get().family(), "");
        var findings = new ArrayList<PreflightFinding>();
        for (UsageInner usage : arm.compute().getUsages().list(target.location())) {
            String name = usage.name() == null ? "" : Objects.toString(usage.name().value(), "");
            if (name.equalsIgnoreCase(family) || name.equalsIgnoreCase(REGIONAL)) {
                finding(target, usage, name, cores).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<ResourceSkuInner> size(Arm arm, Target target) {
        return arm.compute().getResourceSkus().list("location eq '" + target.location() + "'", null, Context.NONE).stream()
                .filter(sku -> "virtualMachines".equalsIgnoreCase(sku.resourceType())
                        && target.cluster().vmSize().equalsIgnoreCase(sku.name()))
                .findFirst();
    }

    private static boolean restricted(ResourceSkuInner size) {
        return size.restrictions() != null
                && size.restrictions().stream().anyMatch(one -> ResourceSkuRestrictionsType.LOCATION.equals(one.type()));
    }

    private static Optional<Integer> capability(ResourceSkuInner size, String name) {
        return size.capabilities() == null
                ? Optional.empty()
                : size.capabilities().stream().filter(one -> name.equals(one.name()) && one.value() != null)
                        .map(one -> Integer.valueOf(one.value())).findFirst();
    }

    private static Optional<PreflightFinding> finding(Target target, UsageInner usage, String name, int cores) {
        var cluster = target.cluster();
        long free = usage.limit() - usage.currentValue();
        long needed = (long) cores * (cluster.nodeCount() + SURGE_NODES);
        String quota = (name.equalsIgnoreCase(REGIONAL) ? "all families together" : "family " + name) + " in " + target.location();
        String ask = "Ask for more in the Azure portal under Quotas > Compute (" + quota + "), or set a smaller "
                + target.property("vm-size") + " or fewer nodes.";
        if (free < needed) {
            return Optional.of(new Blocker(new Cause("InsufficientVCPUQuota",
                    (needed - free) + " vCPUs are missing for " + quota + ": " + cluster.nodeCount() + " nodes of " + cluster.vmSize()
                            + " and one more during upgrades need " + needed + ", " + Math.max(0, free) + " of " + usage.limit()
                            + " are left.",
                    ask)));
        }
        long most = (long) cores * (cluster.maxCount() + SURGE_NODES);
        return free < most
                ? Optional.of(new Warning(new Cause("InsufficientVCPUQuota",
                        "The quota of " + quota + " holds the first nodes, but not the " + cluster.maxCount()
                                + " that the autoscaler may start: " + (most - free) + " vCPUs are missing for that.",
                        ask)))
                : Optional.empty();
    }

    private static Cause notOffered(Target target, String why) {
        String size = target.cluster().vmSize();
        return new Cause("VmSizeNotAvailable", "The VM size " + size + " " + why + " (" + target.location() + ").",
                "Set " + target.property("vm-size") + " to one that `az vm list-skus --location " + target.location()
                        + " --resource-type virtualMachines --output table` shows without restrictions.");
    }
}

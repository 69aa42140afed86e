package org.uid2chatops.azure;

import java.util.List;
import java.util.Optional;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import org.springframework.stereotype.Component;

import org.uid2chatops.azure.KubernetesVersions.Choice;
import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;
import org.uid2chatops.rollout.PreflightFinding.Blocker;
import org.uid2chatops.rollout.PreflightFinding.Warning;

/** Whether the region offers the Kubernetes version, supports it, and the virtual-node chart works with it. */
@Component
final class VersionCheck implements PreflightCheck {

    private final AzureClients clients;
    private final KubernetesVersions versions;

    VersionCheck(AzureClients clients, KubernetesVersions versions) {
        this.clients = clients;
        this.versions = versions;
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        Arm arm = clients.of(target);
        Optional<ManagedClusterInner> cluster = arm.cluster(target);
        if (cluster.isPresent()) {
            return standing(cluster.get(), target);
        }
        if (!target.manages(ResourceKind.CLUSTER)) {
            return List.of();
        }
        return versions.choose(arm, target) instanceof Choice.None(Cause cause)
                ? List.of(new Blocker(cause))
                : List.of();
    }

    private List<PreflightFinding> standing(ManagedClusterInner cluster, Target target) {
        String pair = "chart in " + target.chart() + " and Kubernetes " + KubernetesVersions.words(cluster) + " of cluster "
                + target.names().cluster();
        String next = "Set " + target.property("chart") + " to a chart that is tested with this version.";
        return versions.verdict(cluster, target).<List<PreflightFinding>>map(verdict -> switch (verdict) {
            case TESTED -> List.of();
            case FAILS -> List.of(new Blocker(new Cause("ChartDoesNotFit", "The " + pair + " are known not to work together.", next)));
            case UNKNOWN -> target.acceptUntested()
                    ? List.of()
                    : List.of(new Warning(new Cause("ChartUntested", "Nobody has tested together the " + pair + ".", next)));
        }).orElseGet(List::of);
    }
}

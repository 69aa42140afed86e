package org.uid2chatops.kubernetes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.azure.ContainerQuota;
import org.uid2chatops.config.Target;
import org.uid2chatops.release.ManifestObjects;
import org.uid2chatops.release.Releases;
import org.uid2chatops.release.UnusableRelease;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;
import org.uid2chatops.rollout.PreflightFinding.Blocker;
import org.uid2chatops.rollout.PreflightFinding.Warning;

/**
 * Whether the quota of confidential containers holds the operator's pods, and its first upgrade too: an upgrade starts new pods before it
 * ends old ones, and without room for them it hangs.
 */
@Component
class ContainerQuotaCheck implements PreflightCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerQuotaCheck.class);
    private static final String CORES = "ConfidentialCores";
    private static final String GROUPS = "ConfidentialContainerGroups";
    /** What Kubernetes adds to a Deployment during an upgrade unless told otherwise: 25 %, rounded up. */
    private static final BigDecimal SURGE = new BigDecimal("0.25");

    private final ContainerQuota quota;
    private final ClusterClients clusters;
    private final Releases releases;

    ContainerQuotaCheck(ContainerQuota quota, ClusterClients clusters, Releases releases) {
        this.quota = quota;
        this.clusters = clusters;
        this.releases = releases;
    }

    @Override
    public List<PreflightFinding> check(Target target) throws Exception {
        ManifestObjects objects;
        try {
            objects = releases.objects(releases.read(target));
        } catch (UnusableRelease told) {
            return List.of();
        }
        var shape = OperatorManifest.Shape.of(objects);
        BigDecimal each = PodResources.of(objects.deployment()).cores();
        Optional<Integer> running = running(target, shape);
        int surge = SURGE.multiply(BigDecimal.valueOf(shape.replicas())).setScale(0, RoundingMode.CEILING).intValue();
        var findings = new ArrayList<PreflightFinding>();
        for (ContainerQuota.Usage usage : quota.of(target)) {
            if (usage.name().equalsIgnoreCase(CORES)) {
                finding(target, usage, each, "confidential cores", shape.replicas(), surge, running).ifPresent(findings::add);
            } else if (usage.name().equalsIgnoreCase(GROUPS)) {
                finding(target, usage, BigDecimal.ONE, "confidential container groups", shape.replicas(), surge, running)
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** Returns how many of our pods hold quota already; empty if the cluster is there and does not say, as while it is being made. */
    private Optional<Integer> running(Target target, OperatorManifest.Shape shape) throws Exception {
        if (!quota.clusterExists(target)) {
            return Optional.of(0);
        }
        try {
            return Optional.of(clusters.ask(target, client -> OperatorRollout.of(client, shape))
                    .map(rollout -> (int) rollout.pods().stream().filter(pod -> pod.getSpec().getNodeName() != null).count()).orElse(0));
        } catch (Exception away) {
            if (Thread.currentThread().isInterrupted()) {
                throw away;
            }
            LOG.debug("The cluster of {} does not say how many pods it runs", target.name(), away);
            return Optional.empty();
        }
    }

    private static Optional<PreflightFinding> finding(Target target, ContainerQuota.Usage usage, BigDecimal each, String what, int replicas,
            int surge, Optional<Integer> running) {
        int held = running.orElse(0);
        BigDecimal free = BigDecimal.valueOf(usage.free());
        BigDecimal deploy = each.multiply(BigDecimal.valueOf(Math.max(0, replicas - held)));
        BigDecimal upgrade = each.multiply(BigDecimal.valueOf(Math.max(0, replicas + surge - held)));
        String ask = askForMore(usage.name(), target) + ": " + words(each.multiply(BigDecimal.valueOf(replicas + surge)))
                + " for this target.";
        if (free.compareTo(deploy) < 0) {
            var cause = new Cause("ContainerQuota",
                    "Not enough " + what + " in " + target.location() + ": " + replicas + " operator pods need " + words(deploy) + ", "
                            + usage.free() + " of " + usage.limit() + " are left. The pods would stay pending.",
                    ask);
            return Optional.of(running.isPresent() ? new Blocker(cause) : new Warning(cause));
        }
        return free.compareTo(upgrade) < 0
                ? Optional.of(new Warning(new Cause("ContainerQuotaForUpgrade",
                        "The quota of " + what + " in " + target.location() + " holds this deploy but not its first upgrade, which needs "
                                + words(upgrade) + " with " + surge + (surge == 1 ? " pod" : " pods") + " more; " + usage.free()
                                + " are left. The upgrade would hang.",
                        ask)))
                : Optional.empty();
    }

    /** Returns where to ask for more of a quota, as a clause without its full stop. */
    static String askForMore(String quota, Target target) {
        return "Ask for more in the Azure portal under Quotas > Container Instances (" + quota + ", " + target.location() + ")";
    }

    private static String words(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}

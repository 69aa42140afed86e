package org.uid2chatops.azure;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.KubernetesSupportPlan;
import com.azure.resourcemanager.containerservice.models.KubernetesVersion;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import org.springframework.stereotype.Component;

import org.uid2chatops.chart.Charts;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;

/** Chooses the Kubernetes version of a new cluster: what the target says, or the newest of the region that the chart is tested with. */
@Component
final class KubernetesVersions {

    private final TestedPairs pairs = TestedPairs.bundled();
    private final Charts charts;

    KubernetesVersions(Charts charts) {
        this.charts = charts;
    }

    /** What choosing came to. */
    sealed interface Choice {
        record Version(String version) implements Choice {
        }

        record None(Cause cause) implements Choice {
        }
    }

    Choice choose(Arm arm, Target target) {
        List<KubernetesVersion> offered = Optional.ofNullable(arm.clusters().listKubernetesVersions(target.location()).values())
                .orElse(List.of());
        return choose(offered, target);
    }

    Choice choose(List<KubernetesVersion> listed, Target target) {
        List<Version> offered = offered(listed, plan(target));
        String property = target.property("kubernetes-version");
        String chart = charts.of(target).version();
        if (target.cluster().kubernetesVersion().isPresent()) {
            return named(listed, chart, target.cluster().kubernetesVersion().get(), target);
        }
        SortedSet<Version> tested = pairs.testedWith(chart);
        return offered.stream().filter(version -> tested.contains(version.minor())).max(Version::compareTo)
                .or(() -> newestUntested(offered, chart, target)).<Choice>map(version -> new Choice.Version(version.toString()))
                .orElseGet(() -> new Choice.None(new Cause("NoTestedVersion",
                        "The virtual-node chart " + chart + " is tested with Kubernetes " + list(tested) + "; " + target.location()
                                + " offers " + list(minors(offered)) + ".",
                        "Take a newer chart from microsoft/virtualnodesOnAzureContainerInstances, or name a version in " + property
                                + " and set " + target.property("accept-untested") + "=true.")));
    }

    private Optional<Version> newestUntested(List<Version> offered, String chart, Target target) {
        return offered.stream().filter(version -> target.acceptUntested() && pairs.verdict(chart, version) == TestedPairs.Verdict.UNKNOWN)
                .max(Version::compareTo);
    }

    private Choice named(List<KubernetesVersion> listed, String chart, String wanted, Target target) {
        List<Version> offered = offered(listed, plan(target));
        String property = target.property("kubernetes-version");
        Version version = Version.of(wanted);
        if (!target.cluster().longTermSupport() && offered(listed, KubernetesSupportPlan.AKSLONG_TERM_SUPPORT).stream()
                .anyMatch(version::covers) && offered.stream().noneMatch(version::covers)) {
            return new Choice.None(new Cause("OnlyLongTermSupport",
                    "Kubernetes " + wanted + " is offered in " + target.location() + " with long-term support only.",
                    "Set " + property + " to one of " + list(minors(offered)) + ", or set " + target.property("kubernetes-support")
                            + "=long-term (Premium tier, which costs more)."));
        }
        Optional<Version> match = offered.stream().filter(version::covers)
                .max(Version::compareTo);
        if (match.isEmpty()) {
            var alike = offered.stream().filter(one -> one.minor().equals(version.minor())).toList();
            return new Choice.None(new Cause("K8sVersionNotSupported",
                    "Kubernetes " + wanted + " is not offered in " + target.location() + ", which has "
                            + list(alike.isEmpty() ? minors(offered) : alike) + ".",
                    "Set " + property + " to one of these, or leave it out for the newest that the chart is tested with."));
        }
        if (pairs.verdict(chart, version) == TestedPairs.Verdict.FAILS) {
            return new Choice.None(new Cause("ChartDoesNotFit",
                    "The virtual-node chart " + chart + " is known not to work with Kubernetes " + wanted + ".",
                    "Set " + property + " to one of " + list(pairs.testedWith(chart)) + ", or take another chart."));
        }
        if (pairs.verdict(chart, version) == TestedPairs.Verdict.UNKNOWN && !target.acceptUntested()) {
            return new Choice.None(new Cause("ChartUntested",
                    "Nobody has tested the virtual-node chart " + chart + " with Kubernetes " + wanted + ".",
                    "Set " + property + " to one of " + list(pairs.testedWith(chart)) + ", take another chart, or set "
                            + target.property("accept-untested") + "=true to try it."));
        }
        return new Choice.Version(match.get().toString());
    }

    /** Returns what is known of a cluster that exists and the target's chart; empty where the cluster does not tell its version. */
    Optional<TestedPairs.Verdict> verdict(ManagedClusterInner found, Target target) {
        String chart = charts.of(target).version();
        return live(found).map(version -> pairs.verdict(chart, Version.of(version)));
    }

    /** Adds what the target says about the version; a newer patch is the auto-upgrade's work and no difference. */
    static void compare(Comparison comparison, ManagedClusterInner found, Target target) {
        raised(found, target).ifPresent(wanted -> comparison.changeable("Kubernetes version", live(found).orElse(null), wanted));
        target.cluster().kubernetesVersion().map(Version::of).ifPresent(wanted -> live(found).map(Version::of)
                .filter(version -> version.minor().compareTo(wanted.minor()) > 0)
                .ifPresent(version -> comparison.fixed("Kubernetes version (it never goes back)", version, wanted, "kubernetes-version")));
    }

    /** Adds what the chart needs of a cluster that is only used; a pair that nobody has judged is no difference. */
    void needs(Fitness fitness, ManagedClusterInner found, Target target, String remedy) {
        String chart = charts.of(target).version();
        if (live(found).isPresent()) {
            Version version = Version.of(live(found).get());
            fitness.needs("Kubernetes version", version,
                    "one of " + list(pairs.testedWith(chart)) + ", with which chart " + chart + " is tested",
                    pairs.verdict(chart, version) != TestedPairs.Verdict.FAILS,
                    "Set " + target.property("chart") + " to a chart for this version. " + remedy);
        }
    }

    /** Puts the target's version into a cluster that has an older one. */
    static void raise(ManagedClusterInner found, ManagedClusterAgentPoolProfile pool, Target target) {
        raised(found, target).map(Version::toString).ifPresent(version -> {
            found.withKubernetesVersion(version);
            pool.withOrchestratorVersion(version);
        });
    }

    private static Optional<Version> raised(ManagedClusterInner found, Target target) {
        Optional<Version> live = live(found).map(Version::of);
        return target.cluster().kubernetesVersion().map(Version::of)
                .filter(wanted -> live.isPresent() && (wanted.isMinorOnly() ? live.get().minor() : live.get()).compareTo(wanted) < 0);
    }

    /** Returns the cluster's version for a person; Azure may leave it out of a cluster that it still creates. */
    static String words(ManagedClusterInner found) {
        return live(found).orElse("version not known yet");
    }

    private static Optional<String> live(ManagedClusterInner found) {
        return Optional.ofNullable(found.currentKubernetesVersion()).or(() -> Optional.ofNullable(found.kubernetesVersion()));
    }

    /** Returns every generally available patch that is supported under that plan. */
    private static List<Version> offered(List<KubernetesVersion> listed, KubernetesSupportPlan plan) {
        return listed.stream().filter(minor -> !Boolean.TRUE.equals(minor.isPreview()))
                .filter(minor -> minor.capabilities() != null && minor.capabilities().supportPlan() != null
                        && minor.capabilities().supportPlan().contains(plan))
                .filter(minor -> minor.patchVersions() != null)
                .flatMap(minor -> minor.patchVersions().keySet().stream()).map(Version::of).sorted().toList();
    }

    private static KubernetesSupportPlan plan(Target target) {
        return target.cluster().longTermSupport() ? KubernetesSupportPlan.AKSLONG_TERM_SUPPORT : KubernetesSupportPlan.KUBERNETES_OFFICIAL;
    }

    private static List<Version> minors(List<Version> versions) {
        return versions.stream().map(Version::minor).distinct().toList();
    }

    private static String list(Collection<Version> versions) {
        return versions.isEmpty() ? "none" : versions.stream().map(Version::toString).collect(Collectors.joining(", "));
    }
}

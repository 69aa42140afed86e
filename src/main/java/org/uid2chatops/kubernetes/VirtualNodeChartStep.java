package org.uid2chatops.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import org.springframework.stereotype.Component;

import org.uid2chatops.chart.Chart;
import org.uid2chatops.chart.Charts;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The guide's {@code helm install virtualnode}, as {@code helm upgrade --install}. */
@Component
class VirtualNodeChartStep implements Step {

    private final Charts charts;
    private final ClusterClients clients;
    private final KubernetesProperties properties;

    VirtualNodeChartStep(Charts charts, ClusterClients clients, KubernetesProperties properties) {
        this.charts = charts;
        this.clients = clients;
        this.properties = properties;
    }

    @Override
    public StepName name() {
        return StepName.VIRTUAL_NODE_CHART;
    }

    @Override
    public Decision decide(StepContext context) throws Exception {
        Target target = context.target();
        Chart chart = charts.of(target);
        var newest = newest(target);
        if (newest.isEmpty()) {
            return new Act("install chart " + title(chart), () -> apply(target, chart));
        }
        HelmRelease release = newest.get();
        var differences = VirtualNodeRelease.differences(chart, release);
        if (differences.isEmpty()) {
            return new Done(title(chart) + ", revision " + release.revision());
        }
        return release.unfinished()
                ? unfinished(context, chart, release)
                : new Act("upgrade chart " + VirtualNodeRelease.RELEASE + " to " + chart.version(), differences,
                        () -> apply(target, chart));
    }

    /**
     * Helm refuses to touch a release that another Helm is working on, and a Helm that was killed leaves it looking like
     * that for ever. After a while its record is taken away: the revision before it is then the newest, and a repeated
     * install adopts what the killed one had created, since Helm marks it as the release's.
     */
    private Decision unfinished(StepContext context, Chart chart, HelmRelease release) {
        Instant since = since(context, release);
        Duration left = Duration.between(context.now(), since.plus(properties.helmStuckAfter()));
        if (left.isPositive()) {
            var cause = new Cause("HelmBusy",
                    "Helm has been at " + VirtualNodeRelease.RELEASE + " for too long (" + release.status() + ").",
                    "Look at `helm history " + VirtualNodeRelease.RELEASE + "` for which one it is, and let it end.");
            return new Wait("the Helm operation under way on " + VirtualNodeRelease.RELEASE + " (" + release.status() + ")",
                    Optional.of(left), Optional.of(new Decision.Limit(properties.helmStuckAfter().multipliedBy(3), cause)));
        }
        return new Act("remove the record that a killed Helm left behind (revision " + release.revision() + ", " + release.status()
                + ") and apply chart " + title(chart), () -> {
                    clients.ask(context.target(), client -> client.secrets().inNamespace(VirtualNodeRelease.NAMESPACE)
                            .withName(release.record()).delete());
                    return apply(context.target(), chart);
                });
    }

    /**
     * Somebody's {@code helm upgrade --wait} may have begun while the step was waiting, so that the newest time counts. One
     * that is still to come was written by a wrong clock, and would be waited for without end.
     */
    private static Instant since(StepContext context, HelmRelease release) {
        return Stream.concat(context.intent().map(StepContext.Intent::at).stream(), release.begun().stream())
                .filter(time -> time.isAfter(context.active()) && !time.isAfter(context.now()))
                .max(Comparator.naturalOrder()).orElse(context.active());
    }

    /** {@code helm upgrade --install}, by its two halves: the library's own {@code --install} forgets the kubeconfig (0.0.21). */
    private Optional<Duration> apply(Target target, Chart chart) throws Exception {
        boolean known = newest(target).isPresent();
        String kubeconfig = clients.kubeconfig(target);
        var helm = new Helm(chart.directory());
        // Without resetValues, Helm keeps the values that somebody has set by hand, and the release would never be the chart's own.
        return run(target, () -> known
                ? helm.upgrade().resetValues().withName(VirtualNodeRelease.RELEASE).withNamespace(VirtualNodeRelease.NAMESPACE)
                        .withDescription(chart.fingerprint()).withKubeConfigContents(kubeconfig).call()
                : helm.install().withName(VirtualNodeRelease.RELEASE).withNamespace(VirtualNodeRelease.NAMESPACE)
                        .withDescription(chart.fingerprint()).withKubeConfigContents(kubeconfig).call());
    }

    private Optional<HelmRelease> newest(Target target) throws Exception {
        return clients.ask(target, client -> HelmRelease.newest(client, VirtualNodeRelease.NAMESPACE, VirtualNodeRelease.RELEASE));
    }

    Optional<Duration> run(Target target, Callable<Release> command) throws Exception {
        try {
            command.call();
            return Optional.empty();
        } catch (IllegalStateException refused) {
            var failure = new HelmFailure(String.valueOf(refused.getMessage()));
            if (failure.unauthorized()) {
                clients.renew(target);
            }
            throw failure;
        } catch (LinkageError unloadable) {
            throw new HelmUnloadable(unloadable);
        } finally {
            StopSignals.takeBack();
        }
    }

    private static String title(Chart chart) {
        return VirtualNodeRelease.RELEASE + " " + chart.version();
    }
}

package org.uid2chatops.azure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.KubernetesVersion;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.testing.Recording.Exchange;
import org.uid2chatops.testing.TestCharts;

import static org.assertj.core.api.Assertions.assertThat;

/** What the bot reads out of the recorded answers of AKS. */
final class ClusterReadings {

    private ClusterReadings() {
    }

    static List<Reading> all() {
        return List.of(new Reading("aks-create", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.arm(made(bot)).cluster(made(bot))).isEmpty();
        }), new Reading("aks-create", 1, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(put(bot, made(bot))).isEmpty();
            // Read again at once, it is being created; its own identity is there for its grant, the kubelet's is not
            bot.azure.shows(exchange);
            assertThat(bot.waits(StepName.CLUSTER_READY, made(bot)).why()).isEqualTo("AKS cluster asotest-mc-iixflw (creating)");
            ManagedClusterInner cluster = bot.arm(made(bot)).cluster(made(bot)).orElseThrow();
            assertThat(Clusters.principal(cluster)).hasValue("3dec0df1-dde3-491d-a560-278dfd0ae031");
            assertThat(Clusters.kubeletObjectId(cluster)).isEmpty();
        }), new Reading("aks-create", 4, (bot, exchange) -> {
            bot.azure.answers(exchange);
            var done = bot.done(StepName.CLUSTER_READY, made(bot));
            assertThat(done.detail()).isEqualTo(
                    "Kubernetes 1.35.7, node resource group MC_asotest-rg-tpmqcm_asotest-mc-iixflw_westus3");
            assertThat(done.facts()).containsEntry("nodeResourceGroup", "MC_asotest-rg-tpmqcm_asotest-mc-iixflw_westus3");
            assertThat(Clusters.kubeletObjectId(bot.arm(made(bot)).cluster(made(bot)).orElseThrow()))
                    .hasValue("f7e64350-0a40-42e1-a9e5-d3d5cc601877");
        }), new Reading("aks-upgrade", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.done(StepName.CLUSTER_READY, upgraded(bot)).detail()).startsWith("Kubernetes 1.32.4, node resource group MC_");
        }), new Reading("aks-upgrade", 1, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(put(bot, upgraded(bot))).isEmpty();
            // The new version stands there from the beginning: only the state tells that it is not done
            bot.azure.shows(exchange);
            assertThat(bot.waits(StepName.CLUSTER_READY, upgraded(bot)).why()).isEqualTo("AKS cluster cliakstest000001 (upgrading)");
        }), new Reading("aks-kubernetes-versions", 0, ClusterReadings::versions),
                new Reading("aks-list-cluster-user-credential", 0, (bot, exchange) -> {
                    bot.azure.answers(exchange);
                    assertThat(bot.guide.credentials.kubeconfig(bot.target("resource-group", "javaacsrg31034", "cluster", "aks0179674f")))
                            .isEqualTo("apiVersion: v1\nclusters: []\nkind: Config\n");
                }));
    }

    private static void versions(BotOnRecordings bot, Exchange exchange) {
        bot.azure.answers(exchange);
        Target target = bot.target("location", "westus2");
        List<KubernetesVersion> listed = bot.arm(target).clusters().listKubernetesVersions("westus2").values();
        assertThat(listed).extracting(KubernetesVersion::version).containsExactly("1.33", "1.32", "1.31", "1.29");
        assertThat(choice(bot, listed, "1.32")).isEqualTo(new KubernetesVersions.Choice.Version("1.32.4"));
        assertThat(choice(bot, listed, "1.33")).isInstanceOfSatisfying(KubernetesVersions.Choice.None.class,
                preview -> assertThat(preview.cause().code()).isEqualTo("K8sVersionNotSupported"));
        assertThat(choice(bot, listed, "1.29")).isInstanceOfSatisfying(KubernetesVersions.Choice.None.class,
                longTerm -> assertThat(longTerm.cause().code()).isEqualTo("OnlyLongTermSupport"));
    }

    private static KubernetesVersions.Choice choice(BotOnRecordings bot, List<KubernetesVersion> listed, String version) {
        return new KubernetesVersions(TestCharts.CHARTS).choose(listed,
                bot.target("location", "westus2", "kubernetes-version", version, "chart",
                        bot.chart().toString(), "accept-untested", "true"));
    }

    private static Optional<Duration> put(BotOnRecordings bot, Target target) {
        return bot.accepted(bot.arm(target).clusters().createOrUpdateWithResponseAsync(target.names().resourceGroup(),
                target.names().cluster(), new ManagedClusterInner().withLocation(target.location()), null, null));
    }

    private static Target made(BotOnRecordings bot) {
        return bot.target("resource-group", "asotest-rg-tpmqcm", "cluster", "asotest-mc-iixflw", "location", "westus3");
    }

    private static Target upgraded(BotOnRecordings bot) {
        return bot.target("resource-group", "clitest000001", "cluster", "cliakstest000001", "location", "westus2");
    }
}

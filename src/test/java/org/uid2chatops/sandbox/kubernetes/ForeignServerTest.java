package org.uid2chatops.sandbox.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.ClusterHost;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.kubernetes.api.BareServer;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.time.SimulatedClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** {@code --sandbox.kubeconfig}; the API server elsewhere is another built-in one here. */
class ForeignServerTest {

    private static final Ca CA = new Ca();
    private final BareServer elsewhere = new BareServer();
    private final SimulatedClock clock = new SimulatedClock(0.05);
    private final Faults faults = new Faults(clock);
    private final ControlApi control = new ControlApi();
    private SandboxKubernetes kubernetes;
    private KubernetesClient direct;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: e, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
                users: [{name: e, user: {token: %s}}]
                contexts: [{name: e, context: {cluster: e, user: e}}]
                current-context: e
                """.formatted(elsewhere.port(), BareServer.TOKEN));
        kubernetes = new SandboxKubernetes(
                new Settings(0, 0, 0.05, 1, Optional.of(kubeconfig), Optional.empty(), directory), clock, CA, faults, control,
                Place.all(0));
        kubernetes.connect(new FakeAzure());
        direct = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig.toFile())).build();
    }

    @AfterEach
    void stop() {
        direct.close();
        kubernetes.close();
        elsewhere.close();
    }

    private static ClusterHost.Spec spec(String name) {
        String group = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/my-vn-aks";
        return new ClusterHost.Spec(group + "/providers/Microsoft.ContainerService/managedClusters/" + name, name, "integ", "1.34.9",
                "oprnodepool", "Standard_D4d_v5", 2, group + "/providers/Microsoft.Network/virtualNetworks/my-vnet/subnets/aks", group,
                group + "-nodes", "cluster-principal", "kubelet-object");
    }

    private KubernetesClient bot(ClusterHost.Cluster cluster) {
        Config config = Config.fromKubeconfig(cluster.kubeconfig());
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Test
    void controllers_work_on_it_and_bots_reach_it_with_a_token_of_the_sandbox() throws Exception {
        ClusterHost.Cluster cluster = kubernetes.create(spec("one"));
        cluster.ready();
        assertThat(cluster.kubeconfig()).doesNotContain("token: " + BareServer.TOKEN + "\n");
        try (var bot = bot(cluster)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(direct.nodes().list().getItems()).hasSize(2));
            assertThat(bot.nodes().list().getItems()).hasSize(2);
            bot.resource(new ConfigMapBuilder().withNewMetadata().withName("made").withNamespace("default").endMetadata().build()).create();
            assertThat(direct.configMaps().inNamespace("default").withName("made").get()).isNotNull();
            faults.on("kubernetes.server-error", "integ", 1, Optional.empty(), Map.of("status", 500));
            assertThatThrownBy(() -> bot.nodes().list()).isInstanceOf(KubernetesClientException.class);
        }
        var call = new Call("GET", "/api/kubernetes/requests", "/", Map.of(), Map.of(), new byte[0]);
        assertThat(new String(control.answer(call).body(), java.nio.charset.StandardCharsets.UTF_8)).contains("/configmaps");
        assertThat(kubernetes.objects("configmap", "integ")).anyMatch(map -> map.path("metadata").path("name").asString("").equals("made"));
    }

    @Test
    void what_the_sandbox_left_there_is_gone_at_the_next_start() {
        kubernetes.create(spec("one")).delete();
        direct.resource(new ConfigMapBuilder().withNewMetadata().withName("left").withNamespace("default").endMetadata().build()).create();
        kubernetes.create(spec("one"));
        assertThat(direct.configMaps().inNamespace("default").withName("left").get()).isNull();
    }

    @Test
    void one_that_somebody_uses_is_left_alone() {
        direct.resource(new NodeBuilder().withNewMetadata().withName("theirs").endMetadata().build()).create();
        assertThatThrownBy(() -> kubernetes.create(spec("one"))).hasMessageContaining("1 nodes and 0 pods that are not the sandbox's");
        assertThat(direct.nodes().list().getItems()).hasSize(1);
    }

    @Test
    void it_is_one_cluster() {
        kubernetes.create(spec("one"));
        assertThatThrownBy(() -> kubernetes.create(spec("two"))).hasMessageContaining("already that of").hasMessageContaining("/one");
    }
}

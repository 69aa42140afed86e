package org.uid2chatops.sandbox.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.PodBuilder;
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
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.time.SimulatedClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Answers of an API server that come late, broken or not at all, and pods that Azure does not let start. */
class ClusterDeliveryTest {

    private static final String GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/my-vn-aks";
    private static final ClusterHost.Spec SPEC = new ClusterHost.Spec(
            GROUP + "/providers/Microsoft.ContainerService/managedClusters/myvncluster", "myvncluster", "integ", "1.34.9", "oprnodepool",
            "Standard_D4d_v5", 2, GROUP + "/providers/Microsoft.Network/virtualNetworks/my-vnet/subnets/aks", GROUP, GROUP + "-nodes",
            "cluster-principal", "kubelet-object");
    private static final Ca CA = new Ca();

    private final SimulatedClock clock = new SimulatedClock(0.05);
    private final Faults faults = new Faults(clock);
    private final FakeAzure azure = new FakeAzure();
    private SandboxKubernetes kubernetes;
    private KubernetesClient client;
    private String kubeconfig = "";

    @BeforeEach
    void start(@TempDir Path directory) {
        var settings = new Settings(0, 0, 0.05, 1, Optional.empty(), Optional.empty(), directory);
        kubernetes = new SandboxKubernetes(settings, clock, CA, faults, new ControlApi(), Place.all(0));
        kubernetes.connect(azure);
        var cluster = kubernetes.create(SPEC);
        cluster.ready();
        kubeconfig = cluster.kubeconfig();
        var config = Config.fromKubeconfig(kubeconfig);
        config.setRequestRetryBackoffLimit(0);
        config.setRequestTimeout(500);
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterEach
    void stop() {
        client.close();
        kubernetes.close();
    }

    private void on(String fault, Map<String, Object> parameters) {
        faults.on(fault, "integ", 1, Optional.empty(), parameters);
    }

    @Test
    void a_hanging_or_slow_call_times_out_and_the_next_is_answered() {
        on("kubernetes.hanging", Map.of("path", "/pods"));
        assertThatThrownBy(() -> client.pods().list()).isInstanceOf(KubernetesClientException.class);
        assertThat(client.pods().list().getItems()).isEmpty();
        on("kubernetes.slow", Map.of("delay", 240));
        long before = System.nanoTime();
        assertThat(client.namespaces().list().getItems()).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(100));
        on("kubernetes.slow", Map.of("delay", 1_000_000));
        assertThatThrownBy(() -> client.namespaces().list()).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void a_broken_answer_is_no_answer() {
        on("kubernetes.truncated", Map.of());
        assertThatThrownBy(() -> client.namespaces().list()).hasRootCauseInstanceOf(IOException.class);
        on("kubernetes.not-json", Map.of());
        assertThatThrownBy(() -> client.namespaces().list()).isInstanceOfSatisfying(KubernetesClientException.class,
                refused -> assertThat(refused.getCode()).isEqualTo(502));
        on("kubernetes.not-json", Map.of("status", 200));
        assertThatThrownBy(() -> client.namespaces().list()).isInstanceOf(KubernetesClientException.class);
        on("kubernetes.mutate", Map.of("pointer", "/items/0/metadata/name", "value", "renamed"));
        assertThat(client.namespaces().list().getItems().getFirst().getMetadata().getName()).isEqualTo("renamed");
        assertThat(client.namespaces().list().getItems()).isNotEmpty();
    }

    @Test
    void a_pod_whose_container_group_azure_refuses_stays_pending_and_says_why(@TempDir Path directory) throws IOException {
        azure.groupRefused = Optional
                .of("409 error code \"ContainerGroupQuotaReached\": container group quota 'ConfidentialCores' exceeded");
        Path file = Files.writeString(directory.resolve("kubeconfig"), kubeconfig);
        Helm.upgrade(kubernetes.chart().toString()).install().withName("virtualnode").withNamespace("default").withKubeConfig(file).call();
        await().until(() -> client.nodes().withName("virtualnode-0").get() != null);
        var pods = client.pods().inNamespace("default");
        pods.resource(new PodBuilder().withNewMetadata().withName("one").endMetadata().withNewSpec().withNodeName("virtualnode-0")
                .addNewContainer().withName("c").withImage("image").endContainer().endSpec().build()).create();
        await().untilAsserted(() -> {
            assertThat(pods.withName("one").get().getStatus().getReason()).isEqualTo("ProviderFailed");
            assertThat(pods.withName("one").get().getStatus().getMessage()).contains("ConfidentialCores");
        });
        assertThat(client.v1().events().inNamespace("default").list().getItems())
                .anySatisfy(event -> assertThat(event.getReason()).isEqualTo("ProviderCreateFailed"));
        azure.groupRefused = Optional.empty();
        await().untilAsserted(() -> {
            assertThat(pods.withName("one").get().getStatus().getPhase()).isEqualTo("Running");
            assertThat(pods.withName("one").get().getStatus().getReason()).isNull();
        });
    }
}

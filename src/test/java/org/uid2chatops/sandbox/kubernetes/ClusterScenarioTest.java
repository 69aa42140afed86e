package org.uid2chatops.sandbox.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.AzureFacts.SecretRead;
import org.uid2chatops.sandbox.ClusterHost;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.time.SimulatedClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With {@code -Dconformance.kubeconfig=FILE} against the API server of that kubeconfig, which is emptied. */
@Order(1)
class ClusterScenarioTest {

    private static final String GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/my-vn-aks";
    private static final String NODE_GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/MC_my-vn-aks_myvncluster_eastus";
    private static final String SUBNETS = GROUP + "/providers/Microsoft.Network/virtualNetworks/my-vnet/subnets/";
    private static final ClusterHost.Spec SPEC = new ClusterHost.Spec(
            GROUP + "/providers/Microsoft.ContainerService/managedClusters/myvncluster", "myvncluster", "integ", "1.34.9", "oprnodepool",
            "Standard_D4d_v5", 2, SUBNETS + "aks", GROUP, NODE_GROUP, "cluster-principal", "kubelet-object");
    private static final Ca CA = new Ca();

    @TempDir
    private @Nullable Path temporary;
    private final Faults faults = new Faults(new SimulatedClock(0.05));
    private final ControlApi control = new ControlApi();
    private final FakeAzure azure = new FakeAzure();
    private @Nullable SandboxKubernetes kubernetes;
    private ClusterHost.@Nullable Cluster cluster;
    private @Nullable KubernetesClient client;

    @BeforeEach
    void start() {
        start(new SimulatedClock(0.05));
    }

    private void start(SimulatedClock clock) {
        var settings = new Settings(0, 0, 0.05, 1, Optional.ofNullable(System.getProperty("conformance.kubeconfig")).map(Path::of),
                Optional.empty(), directory());
        kubernetes = new SandboxKubernetes(settings, clock, CA, faults, control, Place.all(0));
        kubernetes.connect(azure);
        cluster = kubernetes.create(SPEC);
        cluster.ready();
        client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(cluster.kubeconfig())).build();
    }

    @AfterEach
    void stop() {
        client().close();
        world().close();
    }

    private Path directory() {
        return java.util.Objects.requireNonNull(temporary);
    }

    private SandboxKubernetes world() {
        return java.util.Objects.requireNonNull(kubernetes);
    }

    private ClusterHost.Cluster cluster() {
        return java.util.Objects.requireNonNull(cluster);
    }

    private KubernetesClient client() {
        return java.util.Objects.requireNonNull(client);
    }

    /** By file: helm-java 0.0.21 forgets a kubeconfig given as text when an upgrade turns into an install. */
    private void installChart() throws IOException {
        Path kubeconfig = Files.writeString(directory().resolve("kubeconfig"), cluster().kubeconfig());
        Helm.upgrade(world().chart().toString()).install().withName("virtualnode").withNamespace("default").withKubeConfig(kubeconfig)
                .call();
    }

    private void applyOperator() throws IOException {
        String manifest = Files.readString(world().release().resolve("operator.yaml"))
                .replace("IDENTITY_PLACEHOLDER", GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-vn-aks-opr-id")
                .replace("OPERATOR_KEY_SECRET_NAME_PLACEHOLDER", "my-vn-aks-opr-key-name")
                .replace("VAULT_NAME_PLACEHOLDER", "my-vn-aks-vault")
                .replace("DEPLOYMENT_ENVIRONMENT_PLACEHOLDER", "integ");
        var context = new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY).withFieldManager("bot").build();
        client().load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).items()
                .forEach(item -> client().resource(item).inNamespace("default").patch(context));
    }

    private List<Pod> operators() {
        return client().pods().inNamespace("default").withLabel("app.kubernetes.io/name", "operator").list().getItems();
    }

    private static long ready(List<Pod> pods) {
        return pods.stream().filter(pod -> pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"))).count();
    }

    private Optional<Node> virtualNode() {
        return Optional.ofNullable(client().nodes().withName("virtualnode-0").get());
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable holds) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(25)).ignoreExceptions().untilAsserted(holds);
    }

    private String operatorLog() {
        Pod pod = operators().getFirst();
        return client().pods().inNamespace("default").withName(pod.getMetadata().getName()).inContainer("uid2-operator").getLog();
    }

    private HttpResponse<String> health(String address) throws IOException, InterruptedException {
        URI proxy = URI.create(world().healthProxy());
        try (var http = HttpClient.newBuilder().proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort()))).build()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://" + address + "/ops/healthcheck")).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private String controlAnswer(String path, Map<String, String> query) throws Exception {
        return new String(control.answer(new Call("GET", path, path, query, Map.of(), new byte[0])).body(), StandardCharsets.UTF_8);
    }

    @Test
    void real_helm_installs_lists_and_upgrades() throws IOException {
        installChart();
        assertThat(client().apps().statefulSets().inNamespace("vn2").withName("virtualnode").get().getMetadata().getAnnotations())
                .containsEntry("meta.helm.sh/release-name", "virtualnode");
        installChart();
        var releases = Helm.list().withNamespace("default").withKubeConfigContents(cluster().kubeconfig()).call();
        assertThat(releases).singleElement().satisfies(release -> {
            assertThat(release.getRevision()).isEqualTo("2");
            assertThat(release.getStatus()).isEqualTo("deployed");
            assertThat(release.getChart()).isEqualTo("virtualnode-1.3409.26080501");
        });
        var status = Helm.status("virtualnode").withNamespace("default").withKubeConfigContents(cluster().kubeconfig()).call();
        assertThat(status.getRevision()).isEqualTo("2");
        Helm.uninstall("virtualnode").withNamespace("default").withKubeConfigContents(cluster().kubeconfig()).call();
        assertThat(Helm.list().withNamespace("default").withKubeConfigContents(cluster().kubeconfig()).call()).isEmpty();
    }

    @Test
    void everything_given_the_operator_becomes_healthy_at_its_address() throws Exception {
        eventually(() -> assertThat(client().nodes().list().getItems()).hasSize(2));
        installChart();
        eventually(() -> assertThat(virtualNode()).isPresent());
        assertThat(virtualNode().orElseThrow().getMetadata().getLabels()).containsEntry("virtualization", "virtualnode2");
        applyOperator();
        eventually(() -> assertThat(ready(operators())).isEqualTo(3));
        assertThat(operators()).allMatch(pod -> pod.getSpec().getNodeName().equals("virtualnode-0"));
        eventually(() -> assertThat(client().services().inNamespace("default").withName("operator-svc").get().getStatus().getLoadBalancer()
                .getIngress()).hasSize(1));
        assertThat(health("20.1.2.3").body()).isEqualTo("OK");
        assertThat(health("20.9.9.9").statusCode()).isEqualTo(504);
        eventually(() -> assertThat(client().apps().deployments().inNamespace("default").withName("operator-deployment").get().getStatus()
                .getAvailableReplicas()).isEqualTo(3));
        faults.on("operator.unhealthy", "integ", 1, Optional.empty(), Map.of("reason", "all salts are expired"));
        assertThat(health("20.1.2.3")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("all salts are expired");
        });
        assertThat(controlAnswer("/api/kubernetes/objects", Map.of("kind", "deployment", "target", "integ"))).startsWith("[{")
                .contains("operator-deployment");
        assertThat(controlAnswer("/api/kubernetes/requests", Map.of())).contains("fieldManager=bot")
                .doesNotContain("/binding\",\"status\"");
    }

    @Test
    void applied_again_the_operator_changes_nothing_and_another_image_rolls_over_one_by_one() throws Exception {
        installChart();
        eventually(() -> assertThat(virtualNode()).isPresent());
        applyOperator();
        eventually(() -> assertThat(ready(operators())).isEqualTo(3));
        var deployment = client().apps().deployments().inNamespace("default").withName("operator-deployment");
        long generation = deployment.get().getMetadata().getGeneration();
        applyOperator();
        assertThat(deployment.get().getMetadata().getGeneration()).isEqualTo(generation);
        deployment.edit(one -> {
            one.getSpec().getTemplate().getSpec().getContainers().get(1).setImage("ghcr.io/iabtechlab/uid2-operator:5.71.0-r0");
            return one;
        });
        eventually(() -> {
            var status = deployment.get().getStatus();
            assertThat(ready(operators())).isGreaterThanOrEqualTo(3);
            assertThat(status.getUpdatedReplicas()).isEqualTo(3);
            assertThat(status.getReplicas()).isEqualTo(3);
            assertThat(status.getAvailableReplicas()).isEqualTo(3);
        });
        deployment.delete();
        eventually(() -> assertThat(operators()).isEmpty());
    }

    @Test
    void the_virtual_node_waits_for_its_grants_and_says_so() throws Exception {
        azure.nodeGroupGranted = false;
        azure.nat = false;
        installChart();
        applyOperator();
        var pod = client().pods().inNamespace("vn2").withName("virtualnode-0");
        eventually(() -> assertThat(pod.inContainer("kubelet").getLog()).contains("AuthorizationFailed").contains(NODE_GROUP)
                .contains("subnet 'cg' has no NAT gateway"));
        assertThat(virtualNode()).isEmpty();
        assertThat(operators()).hasSize(3).allMatch(one -> one.getSpec().getNodeName() == null);
        assertThat(client().v1().events().inNamespace("default").list().getItems()).extracting(Event::getReason)
                .contains("FailedScheduling");
        azure.nodeGroupGranted = true;
        azure.nat = true;
        eventually(() -> assertThat(virtualNode()).isPresent());
        eventually(() -> assertThat(ready(operators())).isEqualTo(3));
    }

    /** What a stall of the machine makes of it: everything that waits for its time may go on at the same look. */
    @Test
    void a_virtual_node_says_what_it_lacks_although_its_pod_starts_late() throws Exception {
        stop();
        var realTime = new SimulatedClock(60);
        start(realTime);
        realTime.advance(Duration.ofMinutes(5));
        eventually(() -> assertThat(client().nodes().list().getItems()).hasSize(2));
        azure.nodeGroupGranted = false;
        installChart();
        var pod = client().pods().inNamespace("vn2").withName("virtualnode-0");
        eventually(() -> assertThat(pod.get().getStatus().getContainerStatuses()).isNotEmpty());
        realTime.advance(Duration.ofMinutes(5));
        eventually(() -> assertThat(pod.inContainer("kubelet").getLog()).contains("started").contains("AuthorizationFailed"));
    }

    @Test
    void an_operator_that_may_not_read_the_vault_ends_with_0_again_and_again_until_it_may() throws Exception {
        azure.secret = new SecretRead.Forbidden(
                """
                        {"error":{"code":"Forbidden","message":"Caller is not authorized to perform action on resource.","innererror":{"code":"ForbiddenByRbac"}}}""");
        installChart();
        applyOperator();
        eventually(() -> assertThat(operators()).anySatisfy(pod -> {
            var status = pod.getStatus().getContainerStatuses().get(1);
            assertThat(status.getRestartCount()).isGreaterThan(1);
            assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(0);
        }));
        eventually(() -> assertThat(operatorLog()).contains("Please contact UID support team with this log (Forbidden)")
                .contains("ForbiddenByRbac").doesNotContain("E08"));
        azure.secret = new SecretRead.Value("UID2-O-I-1001-abc");
        eventually(() -> assertThat(ready(operators())).isEqualTo(3));
    }

    @Test
    void other_failed_starts_say_their_codes() throws Exception {
        azure.secret = new SecretRead.Value("UID2-O-P-1001-abc");
        installChart();
        applyOperator();
        eventually(() -> assertThat(operatorLog()).contains("E05: OperatorKeyValidationError"));
        azure.secret = new SecretRead.NotFound("{\"error\":{\"code\":\"SecretNotFound\",\"message\":\"not found\"}}");
        eventually(() -> assertThat(operatorLog()).contains("E02: OperatorKeyNotFoundError"));
        azure.secret = new SecretRead.NoToken();
        eventually(() -> assertThat(operatorLog()).contains("E08: OperatorKeyPermissionError"));
        azure.nat = false;
        eventually(() -> assertThat(operatorLog()).contains("E06: UID2ServicesUnreachableError"));
    }

    @Test
    void without_the_subnet_grant_the_load_balancer_gets_no_address_until_it_is_given() throws Exception {
        azure.mayJoin = false;
        applyOperator();
        eventually(() -> assertThat(client().v1().events().inNamespace("default").list().getItems()).extracting(Event::getReason)
                .contains("SyncLoadBalancerFailed"));
        azure.mayJoin = true;
        eventually(() -> assertThat(client().services().inNamespace("default").withName("operator-svc").get().getStatus().getLoadBalancer()
                .getIngress()).hasSize(1));
        assertThat(health("20.1.2.3").statusCode()).isEqualTo(503);
    }

    @Test
    void faults_strike_the_bot_and_not_the_controllers() {
        faults.on("kubernetes.server-error", "integ", 1, Optional.empty(), Map.of("status", 503));
        var single = Config.fromKubeconfig(cluster().kubeconfig());
        single.setRequestRetryBackoffLimit(0);
        try (var once = new KubernetesClientBuilder().withConfig(single).build()) {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(KubernetesClientException.class, () -> once.pods().list())
                    .getCode())
                    .isEqualTo(503);
            faults.on("kubernetes.reset", "integ", 2, Optional.empty(), Map.of("method", "GET", "path", "/pods"));
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> once.pods().list()))
                    .isInstanceOf(KubernetesClientException.class);
            assertThat(once.pods().list().getItems()).isEmpty();
        }
    }

    @Test
    void the_files_it_hands_out_are_well_formed() throws IOException {
        assertThat(Files.readString(world().operatorKeyFile("integ"))).matches("UID2-O-I-1001-\\w{40}");
        assertThat(Files.readString(world().operatorKeyFile("prod"))).matches("UID2-O-P-1001-\\w{40}");
        assertThat(Files.readString(world().release().resolve("operator.yaml"))).contains("5.70.159-r0").contains("IDENTITY_PLACEHOLDER");
    }
}

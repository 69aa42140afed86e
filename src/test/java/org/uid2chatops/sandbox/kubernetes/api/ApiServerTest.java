package org.uid2chatops.sandbox.kubernetes.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.time.SimulatedClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerTest {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %s, namespace: default, labels: {app: a}}
            spec:
              replicas: 3
              selector: {matchLabels: {app: a}}
              template:
                metadata: {labels: {app: a}}
                spec:
                  containers:
                  - {name: skr, image: "skr:1", ports: [{containerPort: 9000}]}
                  - {name: operator, image: "operator:1", env: [{name: A, value: "1"}, {name: B, value: "2"}]}
            """;
    private final Ca ca = new Ca();
    private ApiServer server;
    private KubernetesClient client;

    @BeforeAll
    void start() {
        server = new ApiServer(ca, new SimulatedClock(0.05), "1.34.9", 1, (_, _, _) -> Optional.empty(), "token"::equals);
        client = client("token");
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    private KubernetesClient client(String token) {
        var config = new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty()).withMasterUrl("https://127.0.0.1:" + server.port())
                .withOauthToken(token).withRequestRetryBackoffLimit(0)
                .withCaCertData(Base64.getEncoder().encodeToString(ca.pem().getBytes(StandardCharsets.UTF_8))).build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private Deployment applied(String yaml, String manager, boolean force) {
        var context = new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY).withFieldManager(manager).withForce(force)
                .build();
        return client.apps().deployments().load(new java.io.ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).patch(context);
    }

    @Test
    void without_a_token_nobody_comes_in() {
        try (var stranger = client("wrong")) {
            assertThatThrownBy(() -> stranger.pods().list()).isInstanceOfSatisfying(KubernetesClientException.class,
                    refused -> assertThat(refused.getCode()).isEqualTo(401));
        }
    }

    @Test
    void says_its_version_and_kinds() {
        assertThat(client.getKubernetesVersion().getGitVersion()).isEqualTo("v1.34.9");
        assertThat(client.hasApiGroup("apps", true)).isTrue();
        assertThat(client.getApiResources("apps/v1").getResources()).anyMatch(resource -> resource.getKind().equals("Deployment"));
    }

    @Test
    void server_side_apply_creates_fills_in_defaults_and_changes_nothing_the_second_time() {
        var made = applied(DEPLOYMENT.formatted("twice"), "bot", false);
        assertThat(made.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(made.getSpec().getStrategy().getRollingUpdate().getMaxSurge()).isEqualTo(new IntOrString("25%"));
        assertThat(made.getSpec().getTemplate().getSpec().getContainers().getFirst().getPorts().getFirst().getProtocol()).isEqualTo("TCP");
        var again = applied(DEPLOYMENT.formatted("twice"), "bot", false);
        assertThat(again.getMetadata().getResourceVersion()).isEqualTo(made.getMetadata().getResourceVersion());
    }

    @Test
    void server_side_apply_changes_one_field_and_removes_what_is_no_longer_stated() {
        applied(DEPLOYMENT.formatted("changed"), "bot", false);
        var changed = applied(DEPLOYMENT.formatted("changed").replace("operator:1", "operator:2").replace(", {name: B, value: \"2\"}", "")
                .replace(", labels: {app: a}}", "}"), "bot", false);
        var operator = changed.getSpec().getTemplate().getSpec().getContainers().get(1);
        assertThat(operator.getImage()).isEqualTo("operator:2");
        assertThat(operator.getEnv()).extracting("name").containsExactly("A");
        assertThat(changed.getMetadata().getLabels()).isNullOrEmpty();
        assertThat(changed.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void server_side_apply_against_another_owner_is_a_conflict_unless_forced() {
        applied(DEPLOYMENT.formatted("owned"), "bot", false);
        String other = DEPLOYMENT.formatted("owned").replace("replicas: 3", "replicas: 5");
        assertThatThrownBy(() -> applied(other, "person", false)).isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
            assertThat(refused.getCode()).isEqualTo(409);
            assertThat(refused.getStatus().getMessage()).isEqualTo("Apply failed with 1 conflict: conflict with \"bot\": .spec.replicas");
            assertThat(refused.getStatus().getDetails().getCauses().getFirst().getField()).isEqualTo(".spec.replicas");
        });
        var forced = applied(other, "person", true);
        assertThat(forced.getSpec().getReplicas()).isEqualTo(5);
        assertThat(forced.getMetadata().getManagedFields()).filteredOn(entry -> entry.getManager().equals("bot")).singleElement()
                .satisfies(entry -> assertThat(entry.getFieldsV1().getAdditionalProperties().toString())
                        .doesNotContain("f:replicas"));
    }

    @Test
    void quantities_become_text_and_a_deployments_annotations_count_as_a_change() {
        String yaml = DEPLOYMENT.formatted("counted").replace("image: \"skr:1\"", "image: \"skr:1\", resources: {limits: {cpu: 6}}");
        applied(yaml, "bot", false);
        assertThat(server.objects("deployment").toString()).contains("\"limits\":{\"cpu\":\"6\"}");
        var annotated = applied(yaml.replace("labels: {app: a}}\nspec", "labels: {app: a}, annotations: {a: b}}\nspec"), "bot", false);
        assertThat(annotated.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void what_another_owner_also_states_stays() {
        applied(DEPLOYMENT.formatted("shared"), "bot", false);
        applied(DEPLOYMENT.formatted("shared"), "person", false);
        var left = applied(DEPLOYMENT.formatted("shared").replace(", labels: {app: a}}", "}"), "bot", false);
        assertThat(left.getMetadata().getLabels()).containsEntry("app", "a");
    }

    @Test
    void an_update_takes_ownership_of_what_it_changes() {
        applied(DEPLOYMENT.formatted("edited"), "bot", false);
        client.apps().deployments().inNamespace("default").withName("edited").edit(deployment -> {
            deployment.getSpec().setReplicas(1);
            return deployment;
        });
        assertThatThrownBy(() -> applied(DEPLOYMENT.formatted("edited"), "bot", false)).hasMessageContaining(".spec.replicas");
    }

    @Test
    void create_get_list_update_delete_with_the_real_errors() {
        var maps = client.configMaps().inNamespace("default");
        var map = new ConfigMapBuilder().withNewMetadata().withName("crud").addToLabels("x", "y").endMetadata().addToData("a", "1").build();
        var made = maps.resource(map).create();
        assertThatThrownBy(() -> maps.resource(map).create()).isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
            assertThat(refused.getStatus().getReason()).isEqualTo("AlreadyExists");
            assertThat(refused.getStatus().getMessage()).isEqualTo("configmaps \"crud\" already exists");
        });
        assertThat(maps.withLabel("x", "y").list().getItems()).hasSize(1);
        assertThat(maps.withLabel("x", "z").list().getItems()).isEmpty();
        assertThat(maps.withField("metadata.name", "crud").list().getItems()).hasSize(1);
        var changed = new ConfigMapBuilder(made).addToData("b", "2").build();
        maps.resource(changed).update();
        assertThatThrownBy(() -> maps.resource(changed).lockResourceVersion(made.getMetadata().getResourceVersion()).update())
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> assertThat(refused.getCode()).isEqualTo(409));
        assertThat(maps.withName("crud").delete()).hasSize(1);
        assertThat(maps.withName("crud").get()).isNull();
    }

    @Test
    void the_other_patches() {
        applied(DEPLOYMENT.formatted("patched"), "bot", false);
        var deployment = client.apps().deployments().inNamespace("default").withName("patched");
        deployment.patch(PatchContext.of(PatchType.JSON), "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":2}]");
        deployment.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"app\":null,\"new\":\"1\"}}}");
        var patched = deployment.patch(PatchContext.of(PatchType.STRATEGIC_MERGE),
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"skr\",\"image\":\"skr:2\"},{\"name\":\"operator\",\"env\":[{\"name\":\"A\",\"$patch\":\"delete\"}]}]}}}}");
        assertThat(patched.getSpec().getReplicas()).isEqualTo(2);
        assertThat(patched.getMetadata().getLabels()).isEqualTo(Map.of("new", "1"));
        var containers = patched.getSpec().getTemplate().getSpec().getContainers();
        assertThat(containers).extracting("image").containsExactly("skr:2", "operator:1");
        assertThat(containers.get(1).getEnv()).extracting("name").containsExactly("B");
    }

    @Test
    void scale_and_status_are_apart_from_the_rest() {
        applied(DEPLOYMENT.formatted("scaled"), "bot", false);
        var deployment = client.apps().deployments().inNamespace("default").withName("scaled");
        assertThat(deployment.scale(7).getSpec().getReplicas()).isEqualTo(7);
        var edited = deployment.editStatus(one -> {
            one.getStatus().setReplicas(4);
            one.getSpec().setReplicas(1);
            return one;
        });
        assertThat(edited.getStatus().getReplicas()).isEqualTo(4);
        assertThat(edited.getSpec().getReplicas()).isEqualTo(7);
        assertThat(edited.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void a_watch_without_websockets_sees_what_happens() throws Exception {
        var maps = client.configMaps().inNamespace("default");
        var seen = new CompletableFuture<String>();
        try (var _ = maps.withName("watched").watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, io.fabric8.kubernetes.api.model.ConfigMap map) {
                seen.complete(action + " " + map.getMetadata().getName());
            }

            @Override
            public void onClose(@Nullable WatcherException cause) {
                seen.completeExceptionally(new IllegalStateException(cause));
            }
        })) {
            maps.resource(new ConfigMapBuilder().withNewMetadata().withName("watched").endMetadata().build()).create();
            assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("ADDED watched");
        }
    }

    @Test
    void an_informer_follows() {
        var maps = client.configMaps().inNamespace("default");
        try (var informer = maps.withLabel("informed").inform()) {
            maps.resource(
                    new ConfigMapBuilder().withNewMetadata().withName("informed").addToLabels("informed", "yes").endMetadata().build())
                    .create();
            assertThat(maps.withName("informed").waitUntilCondition(map -> map != null, 10, TimeUnit.SECONDS)).isNotNull();
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> informer.getStore().list().size() == 1);
        }
    }

    @Test
    void a_service_gets_its_numbers_and_keeps_them() {
        String yaml = """
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"svc","namespace":"default"},"spec":{"type":"LoadBalancer","selector":{"app":"a"},"ports":[{"port":80,"targetPort":8080}]}}""";
        var context = new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY).withFieldManager("bot").build();
        Service made = client.services().load(new java.io.ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).patch(context);
        Service again = client.services().load(new java.io.ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).patch(context);
        assertThat(made.getSpec().getClusterIP()).startsWith("10.4.");
        assertThat(made.getSpec().getPorts().getFirst().getNodePort()).isGreaterThan(30_000);
        assertThat(again).isEqualTo(made);
    }

    @Test
    void shown_objects_hold_no_secrets() {
        client.secrets().inNamespace("default").resource(
                new SecretBuilder().withNewMetadata().withName("hidden").endMetadata().addToStringData("key", "very secret").build())
                .create();
        assertThat(server.objects("SECRET").toString()).contains("hidden").contains("***").doesNotContain("secret\"}");
        assertThat(new String(Base64.getDecoder().decode(
                client.secrets().inNamespace("default").withName("hidden").get().getData().get("key")), StandardCharsets.UTF_8))
                .isEqualTo("very secret");
    }

    @Test
    void what_is_wrong_is_refused() {
        assertThatThrownBy(
                () -> applied(DEPLOYMENT.formatted("bad").replace("matchLabels: {app: a}", "matchLabels: {app: b}"), "bot", false))
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> assertThat(refused.getCode()).isEqualTo(422));
        assertThatThrownBy(() -> applied(DEPLOYMENT.formatted("bad").replace("namespace: default", "namespace: nowhere"), "bot", false))
                .hasMessageContaining("namespaces \"nowhere\" not found");
        assertThat(List.of(client.namespaces().list().getItems().size())).doesNotContain(0);
    }
}

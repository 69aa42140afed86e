package org.uid2chatops.kubernetes;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.config.Target;
import org.uid2chatops.release.ReleaseFiles;
import org.uid2chatops.release.Releases;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Diagnosis.Finding.Transient;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.AzureFacts;
import org.uid2chatops.sandbox.ClusterHost;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.kubernetes.SandboxKubernetes;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.time.SimulatedClock;
import org.uid2chatops.testing.TestCharts;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;

/** The cluster's sections of the guide, one after the other, on the sandbox's cluster with its controllers. */
class DeployToClusterTest {

    private static final double SCALE = 0.02;
    private static final String GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/my-vn-aks";
    private static final String NODE_GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/MC_my-vn-aks_myvncluster_eastus";
    private static final ClusterHost.Spec SPEC = new ClusterHost.Spec(
            GROUP + "/providers/Microsoft.ContainerService/managedClusters/myvncluster", "myvncluster", "integ", "1.34.9", "oprnodepool",
            "Standard_D4d_v5", 2, GROUP + "/providers/Microsoft.Network/virtualNetworks/my-vnet/subnets/aks", GROUP, NODE_GROUP, "cluster",
            "kubelet");
    private static final AzureFacts.SecretRead GOOD_KEY = new AzureFacts.SecretRead.Value("UID2-O-I-1001-abcdef");
    private static final AzureFacts.SecretRead FORBIDDEN = new AzureFacts.SecretRead.Forbidden(
            "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Caller is not authorized\",\"innererror\":{\"code\":\"ForbiddenByRbac\"}}}");

    @TempDir
    private @Nullable Path temporary;

    private final SimulatedClock clock = new SimulatedClock(SCALE);
    private final Faults faults = new Faults(clock);
    private final ControlApi control = new ControlApi();
    private final AtomicReference<AzureFacts.SecretRead> secret = new AtomicReference<>(GOOD_KEY);
    private final List<String> waits = new ArrayList<>();
    private final KubernetesDiagnosis diagnosis = new KubernetesDiagnosis(Pace.REAL);
    private @Nullable SandboxKubernetes kubernetes;
    private @Nullable ClusterClients clients;
    private @Nullable Target target;
    private List<Step> steps = List.of();
    private String kubeconfig = "";

    @BeforeEach
    void start() {
        var settings = new Settings(0, 0, SCALE, 1, Optional.empty(), Optional.empty(), Objects.requireNonNull(temporary));
        kubernetes = new SandboxKubernetes(settings, clock, new Ca(), faults, control, Place.all(0));
        kubernetes.connect(new GuidesAzure());
        var cluster = kubernetes.create(SPEC);
        cluster.ready();
        kubeconfig = cluster.kubeconfig();
        target = ReleaseFiles.target(kubernetes.release(), kubernetes.chart());
        clients = new ClusterClients(_ -> kubeconfig, ClusterClientsTest.PROPERTIES);
        var manifest = new OperatorManifest(new Releases(), _ -> Optional.of(ReleaseFiles.VALUES.identity()));
        var properties = ClusterClientsTest.PROPERTIES;
        var health = new HealthProperties(URI.create(kubernetes.healthProxy()), Duration.ofMinutes(10), Duration.ofSeconds(5),
                Duration.ofSeconds(10));
        steps = List.of(new CredentialsStep(clients),
                new VirtualNodeChartStep(TestCharts.CHARTS, clients, properties),
                new VirtualNodeReadyStep(clients, properties), new PlaceholdersStep(manifest), new OperatorStep(clients, manifest),
                new OperatorReadyStep(clients, manifest, properties), new ServiceAddressStep(clients, manifest, properties),
                new HealthCheckStep(clients, manifest, new HealthCheck(health), health));
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(clients).close();
        Objects.requireNonNull(kubernetes).close();
    }

    @Test
    void the_whole_guide_and_a_second_time_without_a_change() throws Exception {
        var facts = new ArrayList<Map<String, String>>();
        for (Step step : steps) {
            Decision decision = drive(step);
            assertThat(decision).as("%s", step.name()).isInstanceOf(Done.class);
            facts.add(((Done) decision).facts());
        }
        assertThat(facts.getLast()).containsEntry("health", "200 OK").extractingByKey("url").asString()
                .matches("http://[0-9.]+/ops/healthcheck");
        String before = asked();

        for (Step step : steps) {
            assertThat(step.decide(context(step, clock.instant()))).as("%s", step.name()).isInstanceOf(Done.class);
        }
        assertThat(changes(before)).isPositive();
        assertThat(changes(asked())).as("requests of the bot that change something").isEqualTo(changes(before));
    }

    @Test
    void a_vault_that_opens_late_heals_by_itself() throws Exception {
        secret.set(FORBIDDEN);
        deployed();
        var step = step(StepName.OPERATOR_READY);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> step.decide(context(step, clock.instant())) instanceof Wait wait
                && wait.why().contains("the managed identity cannot read the vault yet"));

        secret.set(GOOD_KEY);

        assertThat(drive(step)).isInstanceOf(Done.class);
    }

    @Test
    void a_key_of_the_other_environment_ends_in_E05() throws Exception {
        secret.set(new AzureFacts.SecretRead.Value("UID2-O-P-1001-abcdef"));
        deployed();

        assertThat(drive(step(StepName.OPERATOR_READY))).isInstanceOfSatisfying(Fail.class, fail -> {
            assertThat(fail.cause().code()).isEqualTo("E05");
            assertThat(fail.cause().toString()).doesNotContain("abcdef");
        });
    }

    @Test
    void an_unhealthy_operator_is_waited_for() throws Exception {
        deployed();
        drive(step(StepName.OPERATOR_READY));
        drive(step(StepName.SERVICE_ADDRESS));
        faults.on("operator.unhealthy", "integ", 2, Optional.empty(), Map.of("reason", "salts are expired"));

        assertThat(drive(step(StepName.HEALTH_CHECK))).isInstanceOf(Done.class);
        assertThat(waits).contains("the operator to be healthy: it answered 503: salts are expired");
    }

    @Test
    void an_api_server_that_stumbles_is_only_a_delay() throws Exception {
        faults.on("kubernetes.server-error", "integ", 2, Optional.empty(), Map.of("status", 503));
        faults.on("kubernetes.reset", "integ", 2, Optional.empty(), Map.of());

        deployed();

        assertThat(step(StepName.OPERATOR).decide(context(step(StepName.OPERATOR), clock.instant()))).isInstanceOf(Done.class);
    }

    private void deployed() throws Exception {
        for (StepName name : List.of(StepName.CREDENTIALS, StepName.VIRTUAL_NODE_CHART, StepName.VIRTUAL_NODE_READY, StepName.OPERATOR)) {
            assertThat(drive(step(name))).as("%s", name).isInstanceOf(Done.class);
        }
    }

    /** Does what the engine does: looks, acts, waits on the clock, tries again what may pass; ends with Done or Fail. */
    private Decision drive(Step step) {
        var end = new AtomicReference<@Nullable Decision>();
        Instant active = clock.instant();
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(() -> {
            try {
                Decision decision = step.decide(context(step, active));
                assertThat(decision.toString()).doesNotContain(kubeconfig, "Exception");
                switch (decision) {
                    case Act act -> act.effect().run();
                    case Wait wait -> waits.add(wait.why());
                    case Done _,Fail _ -> end.set(decision);
                }
            } catch (Exception failure) {
                assertThat(diagnosis.of(failure)).as("%s", failure)
                        .hasValueSatisfying(finding -> assertThat(finding).isInstanceOf(Transient.class));
            }
            return end.get() != null;
        });
        return Objects.requireNonNull(end.get());
    }

    private StepContext context(Step step, Instant active) {
        return new StepContext(new RolloutId("r-" + step.name()), Objects.requireNonNull(target), clock.instant(), active,
                Optional.empty());
    }

    private Step step(StepName name) {
        return steps.stream().filter(step -> step.name() == name).findFirst().orElseThrow();
    }

    private String asked() throws Exception {
        var answer = control
                .answer(new Call("GET", "/api/kubernetes/requests", "/api/kubernetes/requests", Map.of("target", "integ"), Map.of(),
                        new byte[0]));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static long changes(String requests) {
        long changes = 0;
        for (var request : new JsonMapper().readTree(requests)) {
            changes += request.path("method").asString("").equals("GET") ? 0 : 1;
        }
        return changes;
    }

    /** An Azure in which everything is as the guide wants it; the vault answers what a test says. */
    private final class GuidesAzure implements AzureFacts {

        @Override
        public boolean holdsRole(String principalId, String roleName, String scope) {
            return principalId.equals("kubelet") ? roleName.equals("Contributor") : roleName.equals("Network Contributor");
        }

        @Override
        public Optional<ObjectNode> resource(String id) {
            if (!id.endsWith("/subnets/cg")) {
                return Optional.empty();
            }
            var subnet = new JsonMapper().createObjectNode().put("id", id);
            var properties = subnet.putObject("properties");
            properties.putArray("delegations").addObject().putObject("properties").put("serviceName",
                    "Microsoft.ContainerInstance/containerGroups");
            properties.putObject("natGateway").put("id", "/nat");
            return Optional.of(subnet);
        }

        @Override
        public boolean providerRegistered(String namespace) {
            return true;
        }

        @Override
        public SecretRead readSecret(String identityResourceId, String vaultName, String secretName) {
            return secret.get();
        }

        @Override
        public String publicAddress(String clusterId, String serviceUid) {
            return "20.1.2.3";
        }
    }
}

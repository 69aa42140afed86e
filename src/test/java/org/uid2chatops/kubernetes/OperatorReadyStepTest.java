package org.uid2chatops.kubernetes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Wait;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorReadyStepTest extends StepsTest {

    private static final String FORBIDDEN = "ERROR:root:Unexpected failure while starting up Azure Confidential Compute. Please contact UID support"
            + " team with this log (Forbidden) Caller is not authorized to perform action on resource. Inner error: {\"code\": \"ForbiddenByRbac\"}\n";
    private static final String WRONG_KEY = "ERROR:root:Failed starting up Azure Confidential Compute. Please checks the logs for errors and retry"
            + " E05: OperatorKeyValidationError\n";

    private final OperatorReadyStep ready = new OperatorReadyStep(clients, manifest, PROPERTIES);
    private final ServiceAddressStep address = new ServiceAddressStep(clients, manifest, PROPERTIES);

    @BeforeEach
    void applied() throws Exception {
        act(new OperatorStep(clients, manifest));
    }

    @Test
    void pods_are_counted_until_all_are_ready_and_the_deployment_says_so() throws Exception {
        assertThat(waiting(ready).why()).isEqualTo("operator pods, 0 of 3 ready");
        pod("one", "virtualnode-0", true);
        pod("two", "virtualnode-0", true);
        assertThat(waiting(ready).why()).isEqualTo("operator pods, 2 of 3 ready");
        pod("three", "virtualnode-0", true);
        assertThat(waiting(ready).why()).isEqualTo("operator pods, 3 of 3 ready");
        deploymentSays(3);

        assertThat(look(ready)).isEqualTo(new Done("3 of 3 pods ready, all on virtualnode nodes"));
        assertThat(cluster.changes()).isEmpty();
    }

    @Test
    void a_pod_on_another_node_is_not_confidential() throws Exception {
        pod("one", "aks-oprnodepool-1", true);

        assertThat(failed(ready).cause().what()).contains("aks-oprnodepool-1", "no virtual node");
    }

    @Test
    void a_vault_that_is_closed_yet_is_waited_for_though_containers_exit_with_0() throws Exception {
        crashing(NOW.minusSeconds(10));
        cluster.log("uid2-operator", true, FORBIDDEN);

        Wait wait = waiting(ready);

        assertThat(wait.why()).isEqualTo("operator pods, 0 of 3 ready; the managed identity cannot read the vault yet");
        assertThat(limit(wait)).isEqualTo(PROPERTIES.vaultGrantTimeout());
        assertThat(wait.limit().orElseThrow().cause().next()).contains("Key Vault Secrets User");
    }

    @Test
    void a_key_of_the_other_environment_fails_at_once() throws Exception {
        crashing(NOW.minusSeconds(10));
        cluster.log("uid2-operator", true, WRONG_KEY);

        assertThat(failed(ready).cause()).satisfies(cause -> {
            assertThat(cause.code()).isEqualTo("E05");
            assertThat(cause.what()).contains("integ");
            assertThat(cause.next()).contains("my-vn-aks-opr-key-name");
        });
    }

    @Test
    void what_a_pod_said_before_this_rollout_may_have_been_put_right() throws Exception {
        crashing(NOW.minusSeconds(10));
        cluster.log("uid2-operator", true, WRONG_KEY);

        assertThat(look(ready, NOW.minusSeconds(5), Optional.empty())).isInstanceOfSatisfying(Wait.class,
                wait -> assertThat(wait.why()).contains("(E05)"));
    }

    @Test
    void a_container_that_ends_without_a_word_is_a_crash_loop_whatever_its_exit_code() throws Exception {
        crashing(NOW.minusSeconds(10));

        assertThat(waiting(ready).limit().orElseThrow().cause().what()).contains("ends again and again", "exit code 0", "4 times");
    }

    @Test
    void a_policy_denial_fails_with_its_reasons() throws Exception {
        Pod pod = pod("one", "virtualnode-0", false);
        String decision = Base64.getEncoder().encodeToString(
                "{\"decision\":\"deny\",\"reason\":{\"errors\":[\"invalid command\"]}}".getBytes(StandardCharsets.UTF_8));
        warn("Pod", pod.getMetadata().getName(), "Failed",
                "container creation denied due to policy: policyDecision< " + decision + " >policyDecision", NOW);

        Decision decided = look(ready);

        assertThat(decided).isInstanceOfSatisfying(Fail.class, fail -> assertThat(fail.cause().what()).contains("invalid command"));
    }

    @Test
    void a_quota_that_is_used_up_is_told_with_its_numbers_and_where_to_ask_and_without_hiding_the_path() throws Exception {
        Pod pod = pod("one", "virtualnode-0", false);
        String group = "/subscriptions/5ab5c21b-0000-4000-8000-000000000002/resourceGroups/MC_my-vn-aks_myvncluster_eastus/providers/"
                + "Microsoft.ContainerInstance/containerGroups/default-operator-deployment-d6rnkpxp78-pqvkp";
        warn("Pod", pod.getMetadata().getName(), "ProviderCreateFailed", group
                + ": 409 error code \"ContainerGroupQuotaReached\": Resource "
                + "type 'Microsoft.ContainerInstance/containerGroups' container group quota 'ConfidentialCores' exceeded in region 'eastus'. "
                + "Limit: '7', Usage: '6.1' Requested: '6.1'.", NOW);

        assertThat(waiting(ready).limit().orElseThrow().cause()).satisfies(cause -> {
            assertThat(cause.code()).isEqualTo("ContainerGroupQuotaReached");
            assertThat(cause.what())
                    .isEqualTo("The quota of ConfidentialCores in eastus is used up, so that pods stay pending: a pod wants "
                            + "6.1, 6.1 of 7 are used.");
            assertThat(cause.next()).contains("Quotas > Container Instances (ConfidentialCores, eastus)");
            assertThat(cause.reference()).contains(group);
        });
    }

    @Test
    void an_image_that_cannot_be_pulled_is_named() throws Exception {
        pod("one", "virtualnode-0", false);
        inCluster(client -> client.pods().inNamespace("default").withName("one").editStatus(pod -> new PodBuilder(pod).editStatus()
                .addNewContainerStatus().withName("uid2-operator").withReady(false).withRestartCount(0).withImage("ghcr.io/x:1")
                .withImageID("")
                .withNewState().withNewWaiting().withReason("ImagePullBackOff").withMessage("Back-off pulling image").endWaiting()
                .endState()
                .endContainerStatus().endStatus().build()));

        assertThat(waiting(ready).limit().orElseThrow().cause().what()).contains("ghcr.io/x:1");
    }

    @Test
    void the_public_address_is_waited_for_and_its_absence_explained() throws Exception {
        warn("Service", "operator-svc", "SyncLoadBalancerFailed", "LinkedAuthorizationFailed: does not have permission to join", NOW);

        Wait wait = waiting(address);
        assertThat(wait.limit().orElseThrow().cause()).satisfies(cause -> {
            assertThat(cause.what()).contains("LinkedAuthorizationFailed");
            assertThat(cause.next()).contains("Network Contributor", "subnet aks");
        });
        inCluster(client -> client.services().inNamespace("default").withName("operator-svc")
                .editStatus(service -> new ServiceBuilder(service)
                        .withNewStatus().withNewLoadBalancer().addNewIngress().withIp("20.185.3.7").endIngress().endLoadBalancer()
                        .endStatus().build()));

        assertThat(look(address)).isEqualTo(new Done("20.185.3.7", Map.of("address", "20.185.3.7")));
    }

    private Pod pod(String name, String node, boolean isReady) throws Exception {
        Pod pod = new PodBuilder().withNewMetadata().withNamespace("default").withName(name)
                .addToLabels("app.kubernetes.io/name", "operator").endMetadata().withNewSpec().withNodeName(node).addNewContainer()
                .withName("uid2-operator").withImage("ghcr.io/iabtechlab/uid2-operator:5.70.159-r0").endContainer().endSpec().build();
        inCluster(client -> {
            client.resource(pod).create();
            client.pods().inNamespace("default").withName(name).editStatus(made -> new PodBuilder(made).editOrNewStatus()
                    .withConditions().addNewCondition().withType("Ready").withStatus(isReady ? "True" : "False").endCondition().endStatus()
                    .build());
        });
        return pod;
    }

    /** Makes a pod whose operator container has ended with 0 and waits to be started again. */
    private void crashing(Instant ended) throws Exception {
        pod("one", "virtualnode-0", false);
        inCluster(client -> client.pods().inNamespace("default").withName("one").editStatus(pod -> new PodBuilder(pod).editStatus()
                .addNewContainerStatus().withName("uid2-operator").withReady(false).withRestartCount(4).withImage("x").withImageID("")
                .withNewState().withNewWaiting().withReason("CrashLoopBackOff").endWaiting().endState().withNewLastState()
                .withNewTerminated()
                .withExitCode(0).withReason("Completed").withFinishedAt(ended.toString()).endTerminated().endLastState()
                .endContainerStatus()
                .endStatus().build()));
    }

    private void deploymentSays(int pods) throws Exception {
        inCluster(client -> client.apps().deployments().inNamespace("default").withName("operator-deployment")
                .editStatus(deployment -> new DeploymentBuilder(deployment).withNewStatus()
                        .withObservedGeneration(deployment.getMetadata().getGeneration()).withReplicas(pods).withUpdatedReplicas(pods)
                        .withAvailableReplicas(pods).withReadyReplicas(pods).endStatus().build()));
    }

    private void warn(String kind, String name, String reason, String message, Instant at) throws Exception {
        inCluster(client -> client.v1().events().inNamespace("default")
                .resource(new EventBuilder().withNewMetadata().withNamespace("default").withName(name + ".1").endMetadata()
                        .withNewInvolvedObject().withKind(kind).withNamespace("default").withName(name).endInvolvedObject()
                        .withType("Warning")
                        .withReason(reason).withMessage(message).withLastTimestamp(at.toString()).build())
                .create());
    }
}

package org.uid2chatops.azure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.StepName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.rollout.StepName.CLUSTER;
import static org.uid2chatops.rollout.StepName.CLUSTER_READY;
import static org.uid2chatops.rollout.StepName.CLUSTER_SUBNET_GRANT;
import static org.uid2chatops.rollout.StepName.NAT_GATEWAY;
import static org.uid2chatops.rollout.StepName.NODE_GROUP_GRANT;
import static org.uid2chatops.rollout.StepName.PROVIDERS;
import static org.uid2chatops.rollout.StepName.PUBLIC_IP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP_GRANT;
import static org.uid2chatops.rollout.StepName.VIRTUAL_NETWORK;

class ClusterStepsTest {

    private static final StepName[] BEFORE = {RESOURCE_GROUP, PROVIDERS, PUBLIC_IP, NAT_GATEWAY, VIRTUAL_NETWORK};
    private static final StepName[] OF_CLUSTER = {CLUSTER, CLUSTER_SUBNET_GRANT, CLUSTER_READY, NODE_GROUP_GRANT, RESOURCE_GROUP_GRANT};

    @TempDir
    Path directory;
    private AzureWorld world;

    @BeforeEach
    void start() {
        world = new AzureWorld(directory);
        world.deploy(BEFORE);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void the_subnet_is_granted_while_the_cluster_is_still_being_created_and_the_rest_once_it_is_ready() throws Exception {
        world.deploy(CLUSTER, CLUSTER_SUBNET_GRANT);
        assertThat(cluster().at("/properties/provisioningState").asString("")).isEqualTo("Creating");
        assertThat(cluster().at("/properties/kubernetesVersion").asString("")).isEqualTo("1.34.9");
        world.deploy(CLUSTER_READY, NODE_GROUP_GRANT, RESOURCE_GROUP_GRANT);
        world.clock.advance(Duration.ofMinutes(20));

        String kubelet = cluster().at("/properties/identityProfile/kubeletidentity/objectId").asString("");
        String nodeGroup = cluster().at("/properties/nodeResourceGroup").asString("");
        assertThat(world.azure.holdsRole(kubelet, "Contributor", world.ids().group())).isTrue();
        assertThat(world.azure.holdsRole(kubelet, "Contributor", world.ids().group(nodeGroup))).isTrue();
        assertThat(world.azure.holdsRole(cluster().at("/identity/principalId").asString(""), "Network Contributor",
                world.ids().subnet(world.target.network().clusterSubnet()))).isTrue();
        assertThat(world.credentials.kubeconfig(world.target)).contains("kind: Config");

        long before = world.lastRequest();
        for (StepName name : OF_CLUSTER) {
            assertThat(world.look(name, world.target)).as(name.title()).isInstanceOf(Decision.Done.class);
        }
        assertThat(world.changes(before)).isEmpty();
    }

    @Test
    void what_can_change_is_changed_and_what_the_autoscaler_did_is_left() {
        world.deploy(OF_CLUSTER);
        var wider = world.settings.with("node-count-max", 8).with("tags.team", "ads").read();
        var run = world.run(CLUSTER, wider);
        run.done();
        assertThat(run.acts).singleElement().satisfies(act -> assertThat(act.changes())
                .containsExactly(new Change("most nodes", "5", "8"), new Change("tag team", "identity", "ads")));
        world.run(CLUSTER_READY, wider).done();
        assertThat(cluster().at("/properties/agentPoolProfiles/0/maxCount").asInt()).isEqualTo(8);
        assertThat(cluster().at("/properties/agentPoolProfiles/0/count").asInt()).isEqualTo(2);
        assertThat(cluster().at("/tags/managed-by").asString("")).isEqualTo("uid2-chatops");
    }

    @Test
    void another_vm_size_is_for_a_person_to_decide() {
        world.deploy(CLUSTER);
        var bigger = world.settings.with("vm-size", "Standard_D8d_v5").read();
        var cause = world.run(CLUSTER, bigger).failed();
        assertThat(cause.what()).contains("VM size is Standard_D4d_v5, wanted Standard_D8d_v5");
        assertThat(cause.next()).contains("uid2.targets.integ.vm-size=Standard_D4d_v5");
    }

    @Test
    void a_version_that_the_region_does_not_offer_is_refused_before_anything_is_sent() {
        long before = world.lastRequest();
        assertThat(world.run(CLUSTER, world.settings.with("kubernetes-version", "1.29.13").read()).failed().code())
                .isEqualTo("K8sVersionNotSupported");
        assertThat(world.changes(before)).isEmpty();
    }

    @Test
    void a_newer_patch_that_the_target_names_is_an_upgrade() {
        world.run(CLUSTER, world.settings.with("kubernetes-version", "1.34.7").read()).done();
        world.deploy(CLUSTER_READY);
        var named = world.settings.with("kubernetes-version", "1.34.9").read();
        var run = world.run(CLUSTER, named);
        run.done();
        assertThat(run.acts).singleElement()
                .satisfies(act -> assertThat(act.changes()).containsExactly(new Change("Kubernetes version", "1.34.7", "1.34.9")));
        world.run(CLUSTER_READY, named).done();
        assertThat(cluster().at("/properties/currentKubernetesVersion").asString("")).isEqualTo("1.34.9");
    }

    @Test
    void a_cluster_that_azure_left_failed_has_its_request_repeated() {
        world.faults.on("azure.provisioning-failed", "integ", 1, Optional.empty(),
                Map.of("code", "InternalError", "message", "Try again."));
        world.deploy(CLUSTER);
        var run = world.run(CLUSTER_READY);
        run.done();
        assertThat(run.what()).containsExactly("repeat the request for AKS cluster myvncluster, which Azure left failed");
    }

    @Test
    void a_repeat_that_azure_did_not_take_is_sent_again() {
        world.faults.on("azure.provisioning-failed", "integ", 1, Optional.empty(),
                Map.of("code", "InternalError", "message", "Try again."));
        world.deploy(CLUSTER);
        world.faults.on("azure.throttled", "integ", 1, Optional.empty(), Map.of("method", "PUT", "retryAfter", 20));
        var run = world.run(CLUSTER_READY);
        run.done();
        assertThat(run.retried).isNotEmpty();
        assertThat(run.what()).hasSize(2).allMatch(what -> what.startsWith("repeat the request for AKS cluster"));
    }

    @Test
    void a_cluster_that_fails_again_says_what_is_missing() {
        world.faults.on("azure.provisioning-failed", "integ", 2, Optional.empty(),
                Map.of("code", "ErrCode_InsufficientVCPUQuota", "message",
                        "Insufficient vcpu quota requested 8, remaining 2 for family standardDDv5Family for region eastus."));
        world.deploy(CLUSTER);
        assertThat(world.run(CLUSTER_READY).failed().what())
                .isEqualTo("Not enough vCPU quota: 8 cores of standardDDv5Family wanted, 2 left.");
    }

    @Test
    void a_cluster_that_stays_failed_for_a_passing_cause_gives_a_person_something_to_do() {
        world.faults.on("azure.provisioning-failed", "integ", 2, Optional.empty(),
                Map.of("code", "AnotherOperationInProgress", "message", "Another operation is in progress."));
        world.deploy(CLUSTER);
        assertThat(world.run(CLUSTER_READY).failed().next()).startsWith("Look at its activity log")
                .endsWith("the request is then repeated.");
    }

    @Test
    void a_cluster_that_somebody_deleted_is_made_anew_by_a_new_deploy_only() {
        Cause cause = world.run(CLUSTER_READY).failed();
        assertThat(cause.what()).isEqualTo("The AKS cluster myvncluster is gone: somebody deleted it while the rollout ran.");
        assertThat(cause.next()).isEqualTo("Only a new deploy makes it anew: a retry does not go back that far.");
    }

    private JsonNode cluster() {
        return world.resource(world.ids().group() + "/providers/Microsoft.ContainerService/managedClusters/myvncluster");
    }
}

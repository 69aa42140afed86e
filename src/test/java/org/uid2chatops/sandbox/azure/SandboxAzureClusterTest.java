package org.uid2chatops.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.uid2chatops.sandbox.azure.Latencies.Range;
import org.uid2chatops.sandbox.azure.Latencies.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.NETWORKS;

class SandboxAzureClusterTest {

    private static final String CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/myvncluster";
    private static final String VNET = NETWORKS + "my-vnet";
    private static final String BODY = "{'location':'eastus','identity':{'type':'SystemAssigned'},'properties':{'kubernetesVersion':'1.34',"
            + "'dnsPrefix':'myvncluste-my-vn-aks-5ab5c2','enableRBAC':true,'autoUpgradeProfile':{'upgradeChannel':'patch'},'agentPoolProfiles':[{'name':"
            + "'oprnodepool','mode':'System','type':'VirtualMachineScaleSets','vmSize':'Standard_D4d_v5','count':2,'minCount':2,'maxCount':5,"
            + "'enableAutoScaling':true,'osType':'Linux','osSKU':'Ubuntu','vnetSubnetID':'" + VNET
            + "/subnets/aks'}],'networkProfile':{'networkPlugin':'azure','networkPolicy':'calico','serviceCidr':'10.4.0.0/16','dnsServiceIP':"
            + "'10.4.0.10','outboundType':'loadBalancer','loadBalancerSku':'standard'}}}";

    private AzureUnderTest world;

    @BeforeEach
    void start() {
        world = new AzureUnderTest(600, AzureUnderTest.atOnce().with(Service.CLUSTER_CREATE, Range.of(300, 300))
                .with(Service.CLUSTER_UPGRADE, Range.of(400, 400)).with(Service.CLUSTER_DELETE, Range.of(300, 300)));
        world.put(GROUP, "{'location':'eastus'}");
        world.put(VNET, "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/8']},'subnets':["
                + "{'name':'aks','properties':{'addressPrefix':'10.1.0.0/16'}},{'name':'small','properties':{'addressPrefix':'10.3.0.0/26'}},"
                + "{'name':'cg','properties':{'addressPrefix':'10.2.0.0/16','delegations':[{'name':'aci','properties':{'serviceName':"
                + "'Microsoft.ContainerInstance/containerGroups'}}]}}]}}");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aClusterIsCreatedAndHandsOutItsKubeconfigOnceItIsThere() {
        var created = world.put(CLUSTER, BODY);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEmpty();
        assertThat(created.header("Retry-After")).isEmpty();
        assertThat(created.text("/id")).contains("/resourcegroups/");
        assertThat(created.text("/type")).isEqualTo("Microsoft.ContainerService/ManagedClusters");
        assertThat(created.text("/identity/principalId")).isNotEmpty();
        assertThat(created.text("/properties/currentKubernetesVersion")).isEqualTo("1.34.9");
        assertThat(created.text("/properties/nodeResourceGroup")).isEqualTo("MC_my-vn-aks_myvncluster_eastus");
        assertThat(created.body().at("/properties/identityProfile").isMissingNode()).isTrue();
        var early = world.arm("POST", CLUSTER + "/listClusterUserCredential", "");
        assertThat(early.status()).isEqualTo(409);
        var second = world.put(CLUSTER, BODY);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("OperationNotAllowed");
        String operation = created.header("Azure-AsyncOperation");
        assertThat(operation).contains("api-version=2025-03-01&t=");
        assertThat(world.get(operation).body().propertyNames()).containsExactly("name", "status", "startTime");

        var there = world.untilState(CLUSTER, "Succeeded");
        assertThat(world.get(operation).body().propertyNames()).containsExactly("name", "status", "startTime", "endTime");
        String kubelet = there.text("/properties/identityProfile/kubeletidentity/objectId");
        assertThat(world.host.specs).hasSize(1);
        assertThat(world.host.specs.getFirst().kubeletObjectId()).isEqualTo(kubelet);
        assertThat(world.host.specs.getFirst().target()).isEqualTo("integ");
        assertThat(world.get(there.text("/properties/identityProfile/kubeletidentity/resourceId")).text("/properties/principalId"))
                .isEqualTo(kubelet);
        assertThat(world.get(ArmId.groupId("MC_my-vn-aks_myvncluster_eastus")).text("/managedBy")).isEqualTo(there.text("/id"));
        var credential = world.arm("POST", CLUSTER + "/listClusterUserCredential", "");
        assertThat(new String(Base64.getDecoder().decode(credential.text("/kubeconfigs/0/value")), StandardCharsets.UTF_8))
                .isEqualTo("kind: Config\n");
        assertThat(world.control("/api/azure/requests")).doesNotContain(credential.text("/kubeconfigs/0/value"));
        assertThat(world.azure.publicAddress(CLUSTER, "11111111-2222-3333-4444-555555555555")).startsWith("198.")
                .isEqualTo(world.azure.publicAddress(CLUSTER, "11111111-2222-3333-4444-555555555555"));
        assertThat(world.control("/api/azure/resources")).contains("\"kubernetes-a1111111122223333444455555555555\"");
        assertThat(world.control("/api/timeline")).contains("create managed cluster", "\"serviceSeconds\":300.0", "criticalPath");
    }

    @Test
    void aLongNameOfANodeResourceGroupIsCut() {
        String name = "a".repeat(63);
        var created = world.put(CLUSTER.replace("myvncluster", name), BODY);
        assertThat(created.text("/properties/nodeResourceGroup")).hasSize(80).startsWith("MC_my-vn-aks_aaa");
    }

    @Test
    void theHostLearnsThatTheClusterIsUpThoughNobodyAsks() {
        world.put(CLUSTER, BODY);
        world.clock.advance(Duration.ofMinutes(6));
        org.awaitility.Awaitility.await().until(() -> world.host.calls.contains("ready myvncluster"));
        assertThat(world.host.calls).containsExactly("create myvncluster", "ready myvncluster");
    }

    @Test
    void aNewerVersionIsAnUpgradeAndAnOlderOneIsRefused() {
        world.put(CLUSTER, BODY);
        world.untilState(CLUSTER, "Succeeded");
        var upgrading = world.put(CLUSTER, BODY.replace("'1.34'", "'1.35'"));
        assertThat(upgrading.status()).isEqualTo(200);
        assertThat(upgrading.text("/properties/provisioningState")).isEqualTo("Upgrading");
        assertThat(upgrading.text("/properties/currentKubernetesVersion")).isEqualTo("1.35.7");
        assertThat(upgrading.text("/properties/identityProfile/kubeletidentity/objectId")).isNotEmpty();
        world.untilState(CLUSTER, "Succeeded");
        var down = world.put(CLUSTER, BODY);
        assertThat(down.status()).isEqualTo(400);
        assertThat(down.text("/error/message")).contains("Upgrading Kubernetes version 1.35.7 to 1.34.9 is not allowed");
        assertThat(world.get(CLUSTER + "/upgradeProfiles/default").text("/properties/controlPlaneProfile/kubernetesVersion"))
                .isEqualTo("1.35.7");
    }

    @Test
    void aClusterThatFailsSaysWhyInItsOperationAndCanBePutAgain() {
        world.faults.on("azure.provisioning-failed", "integ", 1, Optional.empty(),
                Map.of("code", "ErrCode_InsufficientVCPUQuota", "message", "Insufficient vcpu quota requested 8, remaining 0"));
        var created = world.put(CLUSTER, BODY);
        assertThat(created.status()).isEqualTo(201);
        assertThat(world.untilState(CLUSTER, "Failed").body().at("/properties/identityProfile").isMissingNode()).isTrue();
        var operation = world.get(created.header("Azure-AsyncOperation"));
        assertThat(operation.text("/status")).isEqualTo("Failed");
        assertThat(operation.text("/error/code")).isEqualTo("ErrCode_InsufficientVCPUQuota");
        assertThat(world.put(CLUSTER, BODY).status()).isEqualTo(200);
        assertThat(world.untilState(CLUSTER, "Succeeded").text("/properties/identityProfile/kubeletidentity/objectId")).isNotEmpty();
    }

    @Test
    void theSubnetOfAClusterStaysWhileTheClusterDoes() {
        world.put(CLUSTER, BODY);
        assertThat(world.arm("DELETE", VNET + "/subnets/aks", "").code()).isEqualTo("InUseSubnetCannotBeDeleted");
        assertThat(world.put(VNET, "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/8']}}}").code())
                .isEqualTo("InUseSubnetCannotBeDeleted");
        world.untilState(CLUSTER, "Succeeded");
        var deleting = world.arm("DELETE", GROUP, "");
        assertThat(deleting.status()).isEqualTo(202);
        assertThat(deleting.header("Azure-AsyncOperation")).isEmpty();
        assertThat(world.get(deleting.header("Location")).status()).isEqualTo(202);
        assertThat(world.put(GROUP, "{'location':'eastus'}").code()).isEqualTo("ResourceGroupBeingDeleted");
        assertThat(world.until(GROUP, response -> response.status() == 404).code()).isEqualTo("ResourceGroupNotFound");
        assertThat(world.get(deleting.header("Location")).status()).isEqualTo(200);
        assertThat(world.get(ArmId.groupId("MC_my-vn-aks_myvncluster_eastus")).status()).isEqualTo(404);
        org.awaitility.Awaitility.await().until(() -> world.host.calls.contains("delete myvncluster"));
    }

    @Test
    void whatTheRegionOffersCanBeLookedUp() {
        var versions = world.get(ArmId.SUBSCRIPTION + "/providers/Microsoft.ContainerService/locations/eastus/kubernetesVersions");
        assertThat(versions.body().path("values").valueStream().map(one -> one.path("version").stringValue(""))).containsExactly("1.36",
                "1.35",
                "1.34", "1.33", "1.32", "1.31", "1.30");
        assertThat(versions.body().at("/values/0/isPreview").asBoolean()).isTrue();
        assertThat(versions.body().at("/values/6/capabilities/supportPlan")).hasToString("[\"AKSLongTermSupport\"]");
        assertThat(versions.body().at("/values/2/patchVersions/1.34.8/upgrades/0").stringValue("")).isEqualTo("1.34.9");
        world.put(CLUSTER, BODY);
        var compute = world.get(ArmId.SUBSCRIPTION + "/providers/Microsoft.Compute/locations/eastus/usages");
        assertThat(compute.body().at("/value/0/currentValue").asInt()).isEqualTo(8);
        assertThat(world.get(ArmId.SUBSCRIPTION + "/providers/Microsoft.ContainerInstance/locations/eastus/usages")
                .text("/value/2/name/value"))
                .isEqualTo("ConfidentialCores");
    }
}

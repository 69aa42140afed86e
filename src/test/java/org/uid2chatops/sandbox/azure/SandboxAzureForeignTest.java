package org.uid2chatops.sandbox.azure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.sandbox.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;

/** What others made is put into the world by speaking ARM. */
class SandboxAzureForeignTest {

    private static final String OTHER = ArmId.groupId("network-team");
    private static final String VNET = OTHER + "/providers/Microsoft.Network/virtualNetworks/shared";
    private static final String GATEWAY = OTHER + "/providers/Microsoft.Network/natGateways/shared-nat";
    private static final String ADDRESS = OTHER + "/providers/Microsoft.Network/publicIPAddresses/shared-ip";
    private static final String IDENTITY = OTHER + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/cluster-id";
    private static final String CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/theirs";
    private static final String BODY = "{'location':'eastus','identity':{'type':'UserAssigned','userAssignedIdentities':{'" + IDENTITY
            + "':{}}},'properties':{'dnsPrefix':'my','agentPoolProfiles':[{'name':'pool','vmSize':'Standard_D8ds_v5','count':1,'vnetSubnetID':'"
            + VNET
            + "/subnets/nodes'}],'networkProfile':{'networkPlugin':'azure','serviceCidr':'10.4.0.0/16','dnsServiceIP':'10.4.0.10'}}}";

    private AzureUnderTest world;

    @BeforeEach
    void start() {
        world = new AzureUnderTest(600, AzureUnderTest.atOnce());
        world.put(GROUP, "{'location':'eastus'}");
        world.put(OTHER, "{'location':'eastus','tags':{'owner':'network'}}");
        world.put(ADDRESS, "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static'}}");
        world.put(GATEWAY, "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIpAddresses':[{'id':'" + ADDRESS + "'}]}}");
        world.put(VNET, "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/8','192.168.0.0/16']},'subnets':["
                + "{'name':'nodes','properties':{'addressPrefix':'10.1.0.0/16'}},{'name':'web','properties':{'addressPrefix':'192.168.1.0/24',"
                + "'delegations':[{'name':'w','properties':{'serviceName':'Microsoft.Web/serverFarms'}}]}},"
                + "{'name':'cg','properties':{'addressPrefix':'10.2.0.0/16','natGateway':{'id':'" + GATEWAY + "'}}}]}}");
        world.put(IDENTITY, "{'location':'eastus'}");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void networksOfOthersAreThereWithWhatIsInThem() {
        var network = world.get(VNET);
        assertThat(network.body().at("/properties/subnets").valueStream().map(subnet -> Json.text(subnet, "/name")))
                .containsExactly("nodes", "web", "cg");
        assertThat(network.text("/properties/subnets/1/properties/delegations/0/properties/serviceName"))
                .isEqualTo("Microsoft.Web/serverFarms");
        assertThat(world.get(GATEWAY).text("/properties/subnets/0/id")).isEqualTo(VNET + "/subnets/cg");
        assertThat(world.get(ADDRESS).text("/properties/natGateway/id")).isEqualTo(GATEWAY);
    }

    @Test
    void aClusterMayHaveAnIdentityThatWasThereBefore() {
        String principal = world.get(IDENTITY).text("/properties/principalId");
        assertThat(world.put(CLUSTER, BODY).status()).isEqualTo(201);
        var cluster = world.untilState(CLUSTER, "Succeeded");
        assertThat(cluster.text("/identity/type")).isEqualTo("UserAssigned");
        assertThat(cluster.body().at("/identity/principalId").isMissingNode()).isTrue();
        assertThat(cluster.body().at("/identity/userAssignedIdentities").path(IDENTITY).path("principalId").stringValue(""))
                .isEqualTo(principal);
        assertThat(cluster.text("/properties/identityProfile/kubeletidentity/objectId")).isNotEmpty().isNotEqualTo(principal);
        org.awaitility.Awaitility.await().until(() -> !world.host.specs.isEmpty());
        assertThat(world.host.specs.getFirst().principalId()).isEqualTo(principal);
        assertThat(world.put(CLUSTER.replace("theirs", "none"), BODY.replace("cluster-id", "nobody")).code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void aVaultInAnotherGroupHoldsItsName() {
        String vault = "/providers/Microsoft.KeyVault/vaults/my-vn-aks-vault";
        String body = "{'location':'eastus','properties':{'tenantId':'" + Place.TENANT
                + "','sku':{'family':'A','name':'standard'},'accessPolicies':[]}}";
        assertThat(world.put(OTHER + vault, body).status()).isEqualTo(200);
        assertThat(world.get(GROUP + vault).code()).isEqualTo("ResourceNotFound");
        assertThat(world.put(GROUP + vault, body).code()).isEqualTo("VaultAlreadyExists");
        assertThat(world.arm("POST", ArmId.SUBSCRIPTION + "/providers/Microsoft.KeyVault/checkNameAvailability",
                "{'name':'my-vn-aks-vault','type':'Microsoft.KeyVault/vaults'}").text("/reason")).isEqualTo("AlreadyExists");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"network-team|NodeResourceGroupAlreadyExists|already exists, please provide a new one",
            "MY-VN-AKS|NodeResourceGroupSameAsResourceGroup|is the same as ResourceGroup",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|InvalidParameter|The maximum length is 80 and"
                    + " the length of the value provided is 81"})
    void aNodeResourceGroupThatCannotBeIsRefused(String name, String code, String message) {
        var refused = world.put(CLUSTER, BODY.replace("'dnsPrefix'", "'nodeResourceGroup':'" + name + "','dnsPrefix'"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("/error/message")).contains(message);
    }

    @Test
    void aNodeResourceGroupOfItsOwnNameIsMade() {
        world.put(CLUSTER, BODY.replace("'dnsPrefix'", "'nodeResourceGroup':'their-nodes','dnsPrefix'"));
        assertThat(world.untilState(CLUSTER, "Succeeded").text("/properties/nodeResourceGroup")).isEqualTo("their-nodes");
        assertThat(world.get(ArmId.groupId("their-nodes")).text("/managedBy")).isEqualToIgnoringCase(CLUSTER);
    }
}

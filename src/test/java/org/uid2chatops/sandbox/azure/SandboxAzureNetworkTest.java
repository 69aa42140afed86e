package org.uid2chatops.sandbox.azure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.uid2chatops.sandbox.azure.Latencies.Range;
import org.uid2chatops.sandbox.azure.Latencies.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.NETWORKS;

class SandboxAzureNetworkTest {

    private static final String ADDRESS = GROUP + "/providers/Microsoft.Network/publicIPAddresses/my-public-ip";
    private static final String GATEWAY = GROUP + "/providers/Microsoft.Network/natGateways/my-nat-gateway";
    private static final String VNET = NETWORKS + "my-vnet";
    private static final String SUBNETS = "{'location':'East US','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/8']},'subnets':["
            + "{'name':'default','properties':{'addressPrefix':'10.0.0.0/24'}},{'name':'aks','properties':{'addressPrefix':'10.1.0.0/16'}},"
            + "{'name':'cg','properties':{'addressPrefix':'10.2.0.0/16','natGateway':{'id':'" + GATEWAY
            + "'},'delegations':[{'name':'aci','properties':{'serviceName':'Microsoft.ContainerInstance/containerGroups'}}]}}]}}";

    private AzureUnderTest world;

    @BeforeEach
    void start() {
        // A slow clock: simulated time moves when the test moves it
        world = new AzureUnderTest(600, AzureUnderTest.atOnce().with(Service.PUBLIC_IP, Range.of(5, 5))
                .with(Service.NAT_GATEWAY, Range.of(8, 8)).with(Service.NETWORK, Range.of(60, 60))
                .with(Service.NETWORK_DELETE, Range.of(9, 9)));
        assertThat(world.put(GROUP, "{'location':'eastus'}").status()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void addressAndGateway() {
        assertThat(world.put(ADDRESS, "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static'}}")
                .status())
                .isEqualTo(201);
        assertThat(world.put(GATEWAY, "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIpAddresses':[{'id':'" + ADDRESS
                + "'}],'idleTimeoutInMinutes':4}}").status()).isEqualTo(201);
    }

    @Test
    void aPublicAddressIsWaitedForByItsOperationAndHasItsAddressThen() {
        var created = world.put(ADDRESS,
                "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static'}}");
        assertThat(created.text("/properties/provisioningState")).isEqualTo("Updating");
        assertThat(created.body().at("/properties/ipAddress").isMissingNode()).isTrue();
        assertThat(created.header("Azure-AsyncNotification")).isEqualTo("Enabled");
        assertThat(created.header("Retry-After")).isEqualTo("10");
        assertThat(created.header("retry-after-ms")).isEqualTo("10000");
        String operation = created.header("Azure-AsyncOperation");
        assertThat(operation).contains("&t=", "&c=", "&s=", "&h=");
        assertThat(world.get(operation).body()).hasToString("{\"status\":\"InProgress\"}");
        assertThat(world.until(operation, response -> response.text("/status").equals("Succeeded")).body())
                .hasToString("{\"status\":\"Succeeded\"}");
        var there = world.get(ADDRESS);
        assertThat(there.text("/properties/ipAddress")).startsWith("198.");
        assertThat(there.header("ETag")).isEqualTo(there.text("/etag")).isNotEqualTo(created.text("/etag"));
    }

    @Test
    void aNetworkHasItsSubnetsWithDelegationAndGateway() {
        addressAndGateway();
        assertThat(world.put(VNET, SUBNETS).status()).isEqualTo(201);
        var there = world.untilState(VNET, "Succeeded");
        assertThat(there.text("/location")).isEqualTo("eastus");
        assertThat(there.text("/properties/subnets/2/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(there.text("/properties/subnets/2/properties/delegations/0/properties/actions/0"))
                .isEqualTo("Microsoft.Network/virtualNetworks/subnets/action");
        assertThat(there.text("/properties/subnets/2/etag")).isEqualTo(there.text("/etag"));
        assertThat(world.get(VNET.toUpperCase(java.util.Locale.ROOT) + "/subnets/CG").text("/properties/natGateway/id")).isEqualTo(GATEWAY);
        assertThat(world.get(GATEWAY).text("/properties/subnets/0/id")).isEqualTo(VNET + "/subnets/cg");
        assertThat(world.get(ADDRESS).text("/properties/natGateway/id")).isEqualTo(GATEWAY);
        assertThat(world.arm("DELETE", ADDRESS, "").code()).isEqualTo("PublicIPAddressCannotBeDeleted");
        assertThat(world.arm("DELETE", GATEWAY, "").code()).isEqualTo("InUseNatGatewayCannotBeDeleted");
        assertThat(world.azure.resource(VNET + "/SUBNETS/cg").orElseThrow().path("name").stringValue("")).isEqualTo("cg");
    }

    @Test
    void twoWritersOfOneNetworkDoNotMix() {
        addressAndGateway();
        world.put(VNET, SUBNETS);
        var second = world.put(VNET + "/subnets/more", "{'properties':{'addressPrefix':'10.3.0.0/24'}}");
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.code()).isEqualTo("AnotherOperationInProgress");
        assertThat(second.header("Retry-After")).isEmpty();
        world.untilState(VNET, "Succeeded");
        assertThat(world.put(VNET + "/subnets/more", "{'properties':{'addressPrefix':'10.3.0.0/24'}}").status()).isEqualTo(201);
        assertThat(world.untilState(VNET + "/subnets/more", "Succeeded").status()).isEqualTo(200);
    }

    @Test
    void aNetworkPutDeletesTheSubnetsItDoesNotList() {
        addressAndGateway();
        world.put(VNET, SUBNETS);
        world.untilState(VNET, "Succeeded");
        world.put(VNET, "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/8']}}}");
        assertThat(world.untilState(VNET, "Succeeded").body().at("/properties/subnets").isEmpty()).isTrue();
    }

    @Test
    void aSubnetThatSomebodyElseChangedIsNotOverwritten() {
        addressAndGateway();
        world.put(VNET, SUBNETS);
        world.untilState(VNET, "Succeeded");
        String body = "{'properties':{'addressPrefix':'10.0.0.0/25'}}";
        var stale = world.arm("PUT", VNET + "/subnets/default", body, "If-Match", "W/\"old\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("PreconditionFailed");
        String etag = world.get(VNET + "/subnets/default").header("ETag");
        assertThat(world.arm("PUT", VNET + "/subnets/default", body, "If-Match", etag).status()).isEqualTo(200);
    }

    @Test
    void aGatewayWithoutItsAddressIsRefusedWithTheNameInCapitals() {
        var refused = world.put(GATEWAY,
                "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIpAddresses':[{'id':'" + ADDRESS + "'}]}}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text("/error/message")).endsWith("publicIPAddresses/MY-PUBLIC-IP not found.");
    }

    @Test
    void aDeletedNetworkIsGone() {
        addressAndGateway();
        world.put(VNET, SUBNETS);
        world.untilState(VNET, "Succeeded");
        var deleting = world.arm("DELETE", VNET, "");
        assertThat(deleting.status()).isEqualTo(202);
        assertThat(deleting.header("Location")).contains("/operationResults/");
        assertThat(world.put(VNET, SUBNETS).code()).isEqualTo("AnotherOperationInProgress");
        assertThat(world.until(VNET, response -> response.status() == 404).code()).isEqualTo("ResourceNotFound");
        assertThat(world.get(deleting.header("Location")).status()).isEqualTo(200);
        assertThat(world.arm("DELETE", VNET, "").status()).isEqualTo(204);
    }
}

package org.uid2chatops.sandbox.azure;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.AgentPoolMode;
import com.azure.resourcemanager.containerservice.models.ContainerServiceNetworkProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterIdentity;
import com.azure.resourcemanager.containerservice.models.NetworkPlugin;
import com.azure.resourcemanager.containerservice.models.ResourceIdentityType;
import com.azure.resourcemanager.network.fluent.models.PublicIpAddressInner;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;
import com.azure.resourcemanager.network.models.AddressSpace;
import com.azure.resourcemanager.network.models.IpAllocationMethod;
import com.azure.resourcemanager.network.models.PublicIpAddressSku;
import com.azure.resourcemanager.network.models.PublicIpAddressSkuName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.azure.Latencies.Range;
import org.uid2chatops.sandbox.azure.Latencies.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;

@Order(1)
class SandboxAzureArmTest {

    private AzureUnderTest world;

    @BeforeEach
    void start() {
        world = new AzureUnderTest(600, AzureUnderTest.atOnce().with(Service.PROVIDER_REGISTRATION, Range.of(60, 60)));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theRealClientWritesAndReadsWhatTheGuideMakes() {
        var azure = world.client();
        azure.resourceGroups().define("my-vn-aks").withRegion("eastus").create();
        assertThat(azure.resourceGroups().contain("my-vn-aks")).isTrue();
        var networks = azure.networks().manager().serviceClient();
        var asked = new PublicIpAddressInner().withLocation("East US")
                .withSku(new PublicIpAddressSku().withName(PublicIpAddressSkuName.STANDARD))
                .withPublicIpAllocationMethod(IpAllocationMethod.STATIC);
        assertThat(networks.getPublicIpAddresses().createOrUpdateWithResponseAsync("my-vn-aks", "my-public-ip", asked).blockOptional()
                .orElseThrow()
                .getStatusCode()).isEqualTo(201);
        assertThat(networks.getPublicIpAddresses().getByResourceGroup("my-vn-aks", "my-public-ip").ipAddress()).startsWith("198.");
        networks.getVirtualNetworks().createOrUpdateWithResponseAsync("my-vn-aks", "my-vnet",
                new VirtualNetworkInner().withLocation("eastus")
                        .withAddressSpace(new AddressSpace().withAddressPrefixes(List.of("10.0.0.0/8")))
                        .withSubnets(List.of(new SubnetInner().withName("aks").withAddressPrefix("10.1.0.0/16"))))
                .block();
        var subnet = networks.getSubnets().get("my-vn-aks", "my-vnet", "aks");
        var pool = new ManagedClusterAgentPoolProfile().withName("oprnodepool").withMode(AgentPoolMode.SYSTEM).withVmSize("Standard_D4d_v5")
                .withCount(2).withMinCount(2).withMaxCount(5).withEnableAutoScaling(true).withVnetSubnetId(subnet.id());
        var clusters = azure.kubernetesClusters().manager().serviceClient().getManagedClusters();
        clusters.createOrUpdateWithResponseAsync("my-vn-aks", "myvncluster",
                new ManagedClusterInner().withLocation("eastus")
                        .withIdentity(new ManagedClusterIdentity().withType(ResourceIdentityType.SYSTEM_ASSIGNED))
                        .withDnsPrefix("my").withAgentPoolProfiles(List.of(pool)).withNetworkProfile(new ContainerServiceNetworkProfile()
                                .withNetworkPlugin(NetworkPlugin.AZURE).withServiceCidr("10.4.0.0/16").withDnsServiceIp("10.4.0.10")),
                null, null).block();
        var cluster = clusters.getByResourceGroup("my-vn-aks", "myvncluster");
        assertThat(cluster.provisioningState()).isEqualTo("Succeeded");
        assertThat(cluster.identityProfile()).containsKey("kubeletidentity");
        assertThat(clusters.listKubernetesVersions("eastus").values()).hasSize(7);
        assertThat(azure.providers().getByName("Microsoft.ContainerInstance").registrationState()).isEqualTo("NotRegistered");
        assertThat(azure.computeUsages().listByRegion(com.azure.core.management.Region.US_EAST).stream()).isNotEmpty();
        assertThat(azure.accessManagement().roleDefinitions()
                .getByScopeAndRoleName("subscriptions/" + Place.SUBSCRIPTION, "Network Contributor").name())
                .isEqualTo("4d97b98b-1d4f-4787-a291-c67834d212e7");
        assertThat(azure.vaults().checkNameAvailability("my-vn-aks-vault").nameAvailable()).isTrue();
        assertThat(azure.genericResources().listByResourceGroup("my-vn-aks").stream()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/none?api-version=2025-04-01|404|ResourceGroupNotFound",
            "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/none|400|MissingApiVersionParameter",
            "/subscriptions/99999999-0000-4000-8000-000000000009?api-version=2025-04-01|404|SubscriptionNotFound",
            "/subscriptions/mine?api-version=2025-04-01|400|InvalidSubscriptionId",
            "/subscriptions/" + Place.SUBSCRIPTION + "/providers/Microsoft.None?api-version=2025-04-01|404|InvalidResourceNamespace",
            "/subscriptions/" + Place.SUBSCRIPTION + "/providers/Microsoft.Web/sites?api-version=2025-04-01|404|InvalidResourceType"})
    void whatArmItselfRefuses(String path, int status, String code) {
        var refused = world.get(world.azure.resourceManagerUrl() + path);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        var url = URI.create(world.azure.resourceManagerUrl() + "/subscriptions?api-version=2025-04-01");
        var missing = world.send(HttpRequest.newBuilder(url).build());
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.code()).isEqualTo("AuthenticationFailed");
        assertThat(missing.header("WWW-Authenticate"))
                .startsWith("Bearer authorization_uri=\"" + world.azure.authorityHost() + Place.TENANT);
        assertThat(world.send(HttpRequest.newBuilder(url).header("Authorization", "Bearer a.b.c").build()).code())
                .isEqualTo("InvalidAuthenticationToken");
        String vault = world.token("https://vault.azure.net/.default");
        assertThat(world.send(HttpRequest.newBuilder(url).header("Authorization", "Bearer " + vault).build()).code())
                .isEqualTo("InvalidAuthenticationTokenAudience");
        var endpoints = world.send(HttpRequest
                .newBuilder(URI.create(world.azure.resourceManagerUrl() + "/metadata/endpoints?api-version=2022-09-01")).build());
        assertThat(endpoints.text("/authentication/loginEndpoint")).isEqualTo(world.azure.authorityHost());
    }

    @ParameterizedTest
    @CsvSource({"client_id,nobody,400,700016", "client_secret,wrong,401,7000215", "scope,https://unknown/.default,400,500011",
            "grant_type,password,400,70003"})
    void whatEntraRefuses(String field, String value, int status, int code) {
        var form = new java.util.HashMap<>(Map.of("grant_type", "client_credentials", "client_id", Place.CLIENT_ID, "client_secret",
                Place.CLIENT_SECRET, "scope", "https://management.azure.com/.default"));
        form.put(field, value);
        var refused = world.signIn(form);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("/error_description")).startsWith("AADSTS" + code + ": ");
        assertThat(refused.body().at("/error_codes/0").asInt()).isEqualTo(code);
    }

    @Test
    void aGroupIsThereAtOnceAndAgain() {
        assertThat(world.arm("HEAD", GROUP, "").status()).isEqualTo(404);
        var created = world.put(GROUP, "{'location':'East US','tags':{'team':'ads'}}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/location")).isEqualTo("eastus");
        assertThat(created.text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(world.put(GROUP, "{'location':'eastus'}").status()).isEqualTo(200);
        assertThat(world.get(GROUP).text("/tags/team")).isEqualTo("ads");
        assertThat(world.arm("HEAD", GROUP, "").status()).isEqualTo(204);
        assertThat(world.put(GROUP, "{'location':'westus'}").code()).isEqualTo("InvalidResourceGroupLocation");
        assertThat(world.put(ArmId.groupId("x"), "{'location':'mars'}").code()).isEqualTo("LocationNotAvailableForResourceGroup");
        assertThat(world.put(ArmId.groupId("microsoft-rg"), "{'location':'eastus'}").code()).isEqualTo("ReservedResourceName");
        assertThat(world.put(ArmId.groupId("x"), "not json").code()).isEqualTo("InvalidRequestContent");
    }

    @Test
    void aProviderIsRegisteredAfterAWhile() {
        String provider = ArmId.SUBSCRIPTION + "/providers/Microsoft.ContainerInstance";
        assertThat(world.get(provider).text("/registrationState")).isEqualTo("NotRegistered");
        assertThat(world.azure.providerRegistered("microsoft.containerinstance")).isFalse();
        assertThat(world.arm("POST", provider + "/register", "").text("/registrationState")).isEqualTo("Registering");
        assertThat(world.until(provider, response -> response.text("/registrationState").equals("Registered")).status()).isEqualTo(200);
        assertThat(world.azure.providerRegistered("microsoft.containerinstance")).isTrue();
    }

    @Test
    void faultsStrikeWhereTheyAreAimed() {
        world.put(GROUP, "{'location':'eastus'}");
        world.faults.on("azure.throttled", "integ", 1, Optional.empty(), Map.of("retryAfter", 6));
        assertThat(world.get(ArmId.SUBSCRIPTION).status()).isEqualTo(200);
        var throttled = world.get(GROUP);
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.code()).isEqualTo("SubscriptionRequestsThrottled");
        assertThat(throttled.header("Retry-After")).isEqualTo("60");
        assertThat(throttled.header("retry-after-ms")).isEqualTo("60000");
        world.faults.on("azure.error", "", 1, Optional.empty(),
                Map.of("method", "PUT", "path", "RESOURCEGROUPS/my-vn-aks", "status", 403, "code", "RequestDisallowedByPolicy", "message",
                        "no tag 'team'"));
        assertThat(world.get(GROUP).status()).isEqualTo(200);
        var refused = world.put(GROUP, "{'location':'eastus'}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("RequestDisallowedByPolicy");
        world.faults.on("azure.server-error", "integ", 1, Optional.empty(), Map.of());
        assertThat(world.get(GROUP).status()).isEqualTo(503);
        world.faults.on("azure.reset", "integ", 2, Optional.empty(), Map.of());
        assertThatThrownBy(() -> world.get(GROUP)).hasRootCauseInstanceOf(java.io.IOException.class);
        world.faults.allOff();
        world.faults.on("azure.reset", "", 1, Optional.empty(), Map.of("when", "after", "method", "PUT"));
        assertThatThrownBy(() -> world.put(ArmId.groupId("made-all-the-same"), "{'location':'eastus'}"))
                .hasRootCauseInstanceOf(java.io.IOException.class);
        assertThat(world.get(ArmId.groupId("made-all-the-same")).status()).isEqualTo(200);
        assertThat(world.get(GROUP).status()).isEqualTo(200);
        assertThat(world.control("/api/azure/requests")).contains("\"status\":0");
        assertThat(world.control("/api/azure/requests?since=3")).doesNotContain("\"id\":3,").contains("\"id\":4,");
    }
}

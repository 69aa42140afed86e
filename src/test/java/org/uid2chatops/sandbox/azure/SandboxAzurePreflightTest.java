package org.uid2chatops.sandbox.azure;

import java.util.Map;
import java.util.Optional;

import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.models.PermissionInner;
import com.azure.resourcemanager.compute.fluent.models.ResourceSkuInner;
import com.azure.resourcemanager.compute.models.ResourceSkuCapabilities;
import com.azure.resourcemanager.keyvault.models.VaultCheckNameAvailabilityParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.sandbox.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;

/** What a preflight reads before it changes anything. */
class SandboxAzurePreflightTest {

    private static final String PERMISSIONS = "/providers/Microsoft.Authorization/permissions";
    private static final String PROVIDERS = ArmId.SUBSCRIPTION + "/providers/";

    private AzureUnderTest world;

    @BeforeEach
    void start() {
        world = new AzureUnderTest(600, AzureUnderTest.atOnce());
        world.put(GROUP, "{'location':'eastus'}");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theRealClientReadsIt() {
        var azure = world.client();
        var permissions = azure.accessManagement().roleAssignments().manager().roleServiceClient().getPermissions();
        assertThat(permissions.listByResourceGroup("my-vn-aks")).singleElement()
                .satisfies(one -> assertThat(one.actions()).containsExactly("*"));
        String address = GROUP + "/providers/Microsoft.Network/publicIPAddresses/ip";
        world.put(address, "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static'}}");
        assertThat(permissions.listForResource("my-vn-aks", "Microsoft.Network", "", "publicIPAddresses", "ip"))
                .extracting(PermissionInner::notActions).containsExactly(java.util.List.of());

        var compute = azure.virtualMachines().manager().serviceClient();
        var skus = compute.getResourceSkus().list("location eq 'eastus'", null, Context.NONE).stream().toList();
        assertThat(skus).filteredOn(sku -> sku.name().equals("Standard_D4d_v5")).singleElement().satisfies(sku -> {
            assertThat(sku.family()).isEqualTo("standardDDv5Family");
            assertThat(sku.restrictions()).isEmpty();
            assertThat(sku.locations()).containsExactly("eastus");
            assertThat(sku.capabilities()).filteredOn(one -> java.util.Set.of("vCPUs", "MemoryGB").contains(one.name()))
                    .extracting(ResourceSkuCapabilities::value).containsExactly("4", "16");
        });
        assertThat(compute.getResourceSkus().list().stream().map(ResourceSkuInner::name)).hasSizeGreaterThan(skus.size());
        assertThat(compute.getVirtualMachineSizes().list("eastus").stream().filter(size -> size.name().equals("Standard_D4d_v5")))
                .singleElement().satisfies(size -> assertThat(size.numberOfCores()).isEqualTo(4));
        assertThat(compute.getUsages().list("eastus"))
                .anySatisfy(usage -> assertThat(usage.name().value()).isEqualTo("standardDDv5Family"));
        assertThat(azure.networks().manager().serviceClient().getUsages().list("eastus").stream()
                .filter(usage -> usage.name().value().equals("StandardSkuPublicIpAddresses"))).singleElement()
                .satisfies(usage -> assertThat(usage.currentValue()).isEqualTo(1));
        assertThat(azure.containerGroups().manager().serviceClient().getLocations().listUsage("eastus").stream()
                .filter(usage -> usage.name().value().equals("ConfidentialCores"))).singleElement()
                .satisfies(usage -> assertThat(usage.limit()).isGreaterThan(100));
        assertThat(azure.providers().getByName("Microsoft.ContainerInstance").resourceTypes()).anySatisfy(type -> {
            assertThat(type.resourceType()).isEqualTo("containerGroups");
            assertThat(type.locations()).contains("East US");
        });
        var vaults = azure.vaults().manager().serviceClient().getVaults();
        var bad = vaults.checkNameAvailability(new VaultCheckNameAvailabilityParameters().withName("1-no--name"));
        assertThat(bad.nameAvailable()).isFalse();
        assertThat(bad.reason()).hasToString("AccountNameInvalid");
        assertThat(bad.message()).contains("1-no--name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/resourceGroups/none" + PERMISSIONS + "|404|ResourceGroupNotFound",
            "/providers/Microsoft.Compute/locations/mars/vmSizes|400|NoRegisteredProviderFound",
            "/providers/Microsoft.Network/locations/mars/usages|400|NoRegisteredProviderFound"})
    void whatIsNotThereIsSaidToBeMissing(String path, int status, String code) {
        var refused = world.get(ArmId.SUBSCRIPTION + path);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void permissionsAreThoseOfTheRolesThatAreInEffect() {
        assertThat(world.get(ArmId.SUBSCRIPTION + PERMISSIONS).body().path("value").size()).isEqualTo(1);
        world.put(GROUP + "/providers/Microsoft.Authorization/roleAssignments/11111111-0000-4000-8000-000000000009",
                "{'properties':{'roleDefinitionId':'" + RoleDefinitions.READER.id() + "','principalId':'" + Place.OBJECT_ID
                        + "','principalType':'ServicePrincipal'}}");
        assertThat(world.get(ArmId.SUBSCRIPTION + PERMISSIONS).body().path("value").size()).isEqualTo(1);
        assertThat(world.get(GROUP + PERMISSIONS).body().at("/value/1/actions")).hasToString("[\"*/read\"]");
        String owner = world.get(ArmId.SUBSCRIPTION + "/providers/Microsoft.Authorization/roleAssignments?$filter=atScope()")
                .text("/value/0/id");
        assertThat(world.arm("DELETE", owner, "").status()).isEqualTo(200);
        assertThat(world.get(GROUP).status()).isEqualTo(200);
        var refused = world.put(GROUP, "{'location':'eastus'}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("AuthorizationFailed");
        assertThat(refused.header("x-ms-failure-cause")).isEqualTo("gateway");
        assertThat(refused.text("/error/message")).isEqualTo("The client '" + Place.CLIENT_ID + "' with object id '" + Place.OBJECT_ID
                + "' does not have authorization to perform action 'Microsoft.Resources/subscriptions/resourceGroups/write' over scope '"
                + GROUP + "' or the scope is invalid. If access was recently granted, please refresh your credentials.");
    }

    @ParameterizedTest
    @CsvSource({"my-vn-aks-vault,true,''", "is-taken,false,AlreadyExists", "was-deleted,false,AlreadyExists",
            "two--hyphens,false,AccountNameInvalid"})
    void aVaultsNameIsFreeOrNot(String name, boolean free, String reason) {
        world.faults.on("azure.vault-taken", "", 1, Optional.empty(), Map.of("name", "is-taken"));
        world.faults.on("azure.vault-soft-deleted", "", 1, Optional.empty(), Map.of("name", "was-deleted"));
        var answer = world.arm("POST", PROVIDERS + "Microsoft.KeyVault/checkNameAvailability",
                "{'name':'" + name + "','type':'Microsoft.KeyVault/vaults'}");
        assertThat(answer.body().path("nameAvailable").asBoolean()).isEqualTo(free);
        assertThat(answer.text("/reason")).isEqualTo(reason);
        assertThat(answer.body().has("message")).isEqualTo(!free);
    }

    @Test
    void aProviderCanBeUnregistered() {
        String provider = PROVIDERS + "Microsoft.KeyVault";
        assertThat(world.arm("POST", provider + "/unregister", "").text("/registrationState")).isEqualTo("Unregistering");
        assertThat(world.get(provider).text("/registrationState")).isEqualTo("Unregistered");
    }
}

package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.sandbox.AzureFacts.SecretRead;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.azure.AzureUnderTest.Response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.NETWORKS;

/** States of the world that a fault brings about. */
class SandboxAzureWorldFaultsTest {

    private static final String CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/myvncluster";
    private static final String BODY = "{'location':'eastus','identity':{'type':'SystemAssigned'},'properties':{'kubernetesVersion':'1.34.9',"
            + "'dnsPrefix':'my','agentPoolProfiles':[{'name':'oprnodepool','mode':'System','vmSize':'Standard_D4d_v5','count':2,'vnetSubnetID':'"
            + NETWORKS + "my-vnet/subnets/aks'}],'networkProfile':{'networkPlugin':'azure','serviceCidr':'10.4.0.0/16','dnsServiceIP':"
            + "'10.4.0.10'}}}";
    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/my-vn-aks-vault";
    private static final String VAULT_BODY = "{'location':'eastus','properties':{'tenantId':'" + Place.TENANT
            + "','sku':{'family':'A','name':'standard'},'accessPolicies':[],'enableRbacAuthorization':true}}";
    private static final String LOCATIONS = "/locations/eastus/";

    private AzureUnderTest world;

    @BeforeEach
    void start() {
        world = new AzureUnderTest(600, AzureUnderTest.atOnce());
        world.put(GROUP, "{'location':'eastus'}");
        world.put(NETWORKS + "my-vnet", "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/8']},'subnets':["
                + "{'name':'aks','properties':{'addressPrefix':'10.1.0.0/16'}}]}}");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void on(String fault, Map<String, Object> parameters) {
        world.faults.on(fault, "", 1, Optional.empty(), parameters);
    }

    private Response grant(String scope, RoleDefinitions role, String principal, String type) {
        return world.put(scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID(),
                "{'properties':{'roleDefinitionId':'" + role.id() + "','principalId':'" + principal + "'" + type + "}}");
    }

    private Response provider(String namespace, String path) {
        return world.get(ArmId.SUBSCRIPTION + "/providers/" + namespace + path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "standardDDv5Family|6|0|Insufficient vcpu quota requested 8, remaining 6 for family standardDDv5Family for region eastus.",
            "standardDDv5Family|100|93|Insufficient vcpu quota requested 8, remaining 7 for family standardDDv5Family for region eastus.",
            "cores|4|0|Insufficient regional vcpu quota left for location eastus. left regional vcpu quota 4, requested quota 8."})
    void aSmallQuotaOfCoresIsShownAndEnforced(String name, int limit, int used, String message) {
        on("azure.quota", Map.of("name", name, "limit", limit, "used", used));
        assertThat(provider("Microsoft.Compute", LOCATIONS + "usages").body().path("value").valueStream()
                .filter(usage -> Json.text(usage, "/name/value").equals(name))).singleElement().satisfies(usage -> {
                    assertThat(usage.path("limit").asInt()).isEqualTo(limit);
                    assertThat(usage.path("currentValue").asInt()).isEqualTo(used);
                });
        var refused = world.put(CLUSTER, BODY);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("ErrCode_InsufficientVCPUQuota");
        assertThat(refused.text("/error/message")).startsWith(message).contains("Surge nodes would also consume vcpu quota.");
        world.faults.allOff();
        assertThat(world.put(CLUSTER, BODY).status()).isEqualTo(201);
    }

    @Test
    void anUpgradeNeedsCoresForItsSurge() {
        on("azure.quota", Map.of("name", "standardDDv5Family", "limit", 10));
        assertThat(world.put(CLUSTER, BODY).status()).isEqualTo(201);
        world.untilState(CLUSTER, "Succeeded");
        assertThat(world.put(CLUSTER, BODY).status()).isEqualTo(200);
        assertThat(world.put(CLUSTER, BODY.replace("1.34.9", "1.35.7")).text("/error/message"))
                .startsWith("Insufficient vcpu quota requested 4, remaining 2");
    }

    @Test
    void aSmallQuotaOfContainerGroupsHoldsUpThePodsBeyondIt() {
        world.put(CLUSTER, BODY);
        on("azure.quota", Map.of("name", "ConfidentialCores", "limit", 14));
        assertThat(world.azure.startContainerGroup(CLUSTER, "one", "default-one", 6.1)).isEmpty();
        assertThat(world.azure.startContainerGroup(CLUSTER, "two", "default-two", 6.1)).isEmpty();
        assertThat(provider("Microsoft.ContainerInstance", LOCATIONS + "usages").body().at("/value/2/currentValue").asInt()).isEqualTo(13);
        assertThat(world.azure.startContainerGroup(CLUSTER, "three", "default-three", 6.1).orElse("")).contains(
                "\"ContainerGroupQuotaReached\"",
                "container group quota 'ConfidentialCores' exceeded in region 'eastus'. Limit: '14', Usage: '13' Requested: '6'.");
        world.azure.endContainerGroup("one");
        assertThat(world.azure.startContainerGroup(CLUSTER, "three", "default-three", 6.1)).isEmpty();
        on("azure.quota", Map.of("name", "StandardSkuPublicIpAddresses", "limit", 0));
        assertThat(world.put(GROUP + "/providers/Microsoft.Network/publicIPAddresses/ip",
                "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static'}}").code())
                .isEqualTo("PublicIPCountLimitReached");
    }

    @Test
    void aSizeThatTheSubscriptionMayNotUseIsShownAndRefused() {
        on("azure.size-restricted", Map.of("size", "standard_d4d_v5", "location", "East US"));
        var skus = provider("Microsoft.Compute", "/skus?$filter=location%20eq%20'eastus'").body().path("value").valueStream()
                .filter(sku -> Json.text(sku, "/name").equals("Standard_D4d_v5")).toList();
        assertThat(skus).singleElement()
                .satisfies(sku -> assertThat(Json.text(sku, "/restrictions/0/reasonCode")).isEqualTo("NotAvailableForSubscription"));
        assertThat(world.put(CLUSTER, BODY).text("/error/message")).startsWith("The VM size of Standard_D4d_v5 is not allowed")
                .doesNotContain("Standard_D4d_v5,");
    }

    @ParameterizedTest
    @CsvSource({"Microsoft.Authorization/roleAssignments/write,AuthorizationFailed", "Microsoft.Authorization/*/Write,AuthorizationFailed",
            "*,AuthorizationFailed"})
    void aMissingRightIsNotShownAndWhatNeedsItIsRefused(String action, String code) {
        on("azure.missing-right", Map.of("action", action, "scope", "resourcegroups/my-vn-aks"));
        if (!action.equals("*")) {
            var permissions = world.get(GROUP + "/providers/Microsoft.Authorization/permissions");
            assertThat(permissions.text("/value/0/notActions/0")).isEqualTo(action);
            assertThat(world.get(GROUP).status()).isEqualTo(200);
        }
        var refused = grant(GROUP, RoleDefinitions.READER, UUID.randomUUID().toString(), ",'principalType':'ServicePrincipal'");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("/error/message")).contains("'Microsoft.Authorization/roleAssignments/write' over scope '" + GROUP
                + "/providers/Microsoft.Authorization/roleAssignments/");
        assertThat(world.get(ArmId.SUBSCRIPTION + "/providers/Microsoft.Authorization/permissions").body().at("/value/0/notActions"))
                .hasToString("[]");
    }

    @Test
    void aRightThatIsMissingAtWhatIsReferredToIsSaidToBeLinked() {
        on("azure.missing-right", Map.of("action", "Microsoft.Network/virtualNetworks/subnets/join/action"));
        var refused = world.put(CLUSTER, BODY);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("LinkedAuthorizationFailed");
        assertThat(refused.text("/error/message")).contains(
                "has permission to perform action 'Microsoft.ContainerService/managedClusters/write' on scope '" + CLUSTER
                        + "'; however, it does not have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action'"
                        + " on the linked scope(s) '" + NETWORKS + "my-vnet/subnets/aks' or the linked scope(s) are invalid.");
    }

    @Test
    void aRightOnDataIsMissingToo() {
        world.put(VAULT, VAULT_BODY);
        String secret = world.untilState(VAULT, "Succeeded").text("/properties/vaultUri") + "secrets/key?api-version=7.4";
        assertThat(grant(VAULT, RoleDefinitions.KEY_VAULT_SECRETS_OFFICER, Place.OBJECT_ID, "").status()).isEqualTo(201);
        var read = java.net.http.HttpRequest.newBuilder(java.net.URI.create(secret))
                .header("Authorization", "Bearer " + world.token("https://vault.azure.net/.default")).build();
        assertThat(world.send(read).code()).isEqualTo("SecretNotFound");
        on("azure.missing-right", Map.of("action", "Microsoft.KeyVault/vaults/secrets/*"));
        var refused = world.send(read);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/error/innererror/code")).isEqualTo("ForbiddenByRbac");
    }

    @Test
    void aPolicyNamesItselfAndTheFieldItWants() {
        on("azure.policy", Map.of("path", "vaults/", "policy", "Require owner", "assignment", "Ads rules", "tag", "owner"));
        var refused = world.put(VAULT, VAULT_BODY);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("RequestDisallowedByPolicy");
        assertThat(refused.text("/error/target")).isEqualTo("my-vn-aks-vault");
        assertThat(refused.text("/error/message")).startsWith("Resource 'my-vn-aks-vault' was disallowed by policy. Policy identifiers:"
                + " '[{\"policyAssignment\":{\"name\":\"Ads rules\",\"id\":\"");
        assertThat(refused.text("/error/additionalInfo/0/type")).isEqualTo("PolicyViolation");
        assertThat(refused.text("/error/additionalInfo/0/info/evaluationDetails/evaluatedExpressions/0/path")).isEqualTo("tags['owner']");
        assertThat(world.put(VAULT, VAULT_BODY.replace("'properties'", "'tags':{'owner':'ads'},'properties'")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1.34|BadRequest|Managed cluster myvncluster is on version 1.34.9 which is not supported in this region.",
            "1.34.9|K8sVersionNotSupported|Managed cluster myvncluster is on version 1.34.9 which is not supported in this region.",
            "1.34.9|AgentPoolK8sVersionNotSupported|Version 1.34.9 is not supported in this region."})
    void aRetiredVersionIsOfferedNoMoreAndRefused(String version, String code, String message) {
        on("azure.version-retired", Map.of("version", version, "code", code));
        var minors = provider("Microsoft.ContainerService", LOCATIONS + "kubernetesVersions").body().path("values");
        assertThat(minors.valueStream().anyMatch(one -> Json.text(one, "/version").equals("1.34"))).isEqualTo(version.equals("1.34.9"));
        assertThat(minors.toString()).doesNotContain("1.34.9");
        var refused = world.put(CLUSTER, BODY);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("/error/message")).startsWith(message + " Please use [az aks get-versions]");
        world.faults.allOff();
        assertThat(world.put(CLUSTER, BODY).status()).isEqualTo(201);
        world.untilState(CLUSTER, "Succeeded");
        on("azure.version-retired", Map.of("version", version));
        assertThat(world.put(CLUSTER, BODY).status()).as("a cluster may stay where it is").isEqualTo(200);
    }

    @Test
    void aVaultsNameThatIsSomebodyElsesIsRefused() {
        on("azure.vault-taken", Map.of("name", "My-VN-aks-vault"));
        assertThat(world.get(VAULT).code()).isEqualTo("ResourceNotFound");
        assertThat(world.put(VAULT, VAULT_BODY).code()).isEqualTo("VaultAlreadyExists");
        world.faults.allOff();
        assertThat(world.put(VAULT, VAULT_BODY).status()).isEqualTo(200);
    }

    @Test
    void aSoftDeletedVaultIsRecovered() {
        on("azure.vault-soft-deleted", Map.of("name", "my-vn-aks-vault"));
        String deleted = ArmId.SUBSCRIPTION + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/my-vn-aks-vault";
        assertThat(world.get(deleted).text("/properties/vaultId")).isEqualTo(VAULT);
        assertThat(world.get(deleted).body().at("/properties/purgeProtectionEnabled").asBoolean()).isTrue();
        assertThat(provider("Microsoft.KeyVault", "/deletedVaults").body().path("value").size()).isEqualTo(1);
        assertThat(world.arm("POST", deleted + "/purge", "").status()).isEqualTo(405);
        assertThat(world.put(VAULT, VAULT_BODY).code()).isEqualTo("ConflictError");
        assertThat(world.put(VAULT, VAULT_BODY.replace("'accessPolicies'", "'createMode':'recover','accessPolicies'")).status())
                .isEqualTo(200);
        assertThat(world.get(VAULT).text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(world.get(deleted).code()).isEqualTo("DeletedVaultNotFound");
        assertThat(world.faults.on()).isEmpty();
    }

    @Test
    void aSoftDeletedVaultGoesWithItsFaultOrIsPurged() {
        on("azure.vault-soft-deleted", Map.of("name", "my-vn-aks-vault", "purgeProtected", false));
        String deleted = ArmId.SUBSCRIPTION + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/my-vn-aks-vault";
        assertThat(world.get(deleted).status()).isEqualTo(200);
        world.faults.allOff();
        assertThat(world.get(deleted).status()).isEqualTo(404);
        on("azure.vault-soft-deleted", Map.of("name", "my-vn-aks-vault", "purgeProtected", false));
        assertThat(world.arm("POST", deleted + "/purge", "").status()).isEqualTo(202);
        assertThat(world.put(VAULT, VAULT_BODY).status()).isEqualTo(200);
    }

    @Test
    void aProviderIsRegisteredAnew() {
        on("azure.provider-unregistered", Map.of("namespace", "microsoft.keyvault"));
        assertThat(provider("Microsoft.KeyVault", "").text("/registrationState")).isEqualTo("NotRegistered");
        var refused = world.put(VAULT, VAULT_BODY);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/error/details/0/target")).isEqualTo("Microsoft.KeyVault");
        world.arm("POST", ArmId.SUBSCRIPTION + "/providers/Microsoft.KeyVault/register", "");
        assertThat(world.put(VAULT, VAULT_BODY).status()).isEqualTo(200);
    }

    @Test
    void aGroupThatIsBeingDeletedTakesNothing() {
        world.faults.on("azure.group-deleting", "integ", 1, Optional.of(Duration.ofMinutes(10)), Map.of());
        var refused = world.put(VAULT, VAULT_BODY);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/error/message"))
                .isEqualTo("The resource group 'my-vn-aks' is in deprovisioning state and cannot perform this operation.");
        assertThat(world.put(GROUP, "{'location':'eastus'}").code()).isEqualTo("ResourceGroupBeingDeleted");
        assertThat(world.get(GROUP).text("/properties/provisioningState")).isEqualTo("Deleting");
        assertThat(world.put(ArmId.groupId("other"), "{'location':'eastus'}").status()).isEqualTo(201);
        world.clock.advance(Duration.ofMinutes(11));
        assertThat(world.put(VAULT, VAULT_BODY).status()).isEqualTo(200);
    }

    @Test
    void grantsAndPrincipalsLag() {
        on("azure.principal-lag", Map.of("seconds", 100));
        on("azure.rbac-lag", Map.of("seconds", 1000));
        String identity = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";
        String principal = world.put(identity, "{'location':'eastus'}").text("/properties/principalId");
        world.put(VAULT, VAULT_BODY);
        world.untilState(VAULT, "Succeeded");
        assertThat(grant(VAULT, RoleDefinitions.KEY_VAULT_SECRETS_USER, principal, "").code()).isEqualTo("PrincipalNotFound");
        world.clock.advance(Duration.ofSeconds(101));
        assertThat(grant(VAULT, RoleDefinitions.KEY_VAULT_SECRETS_USER, principal, "").status()).isEqualTo(201);
        world.faults.allOff();
        world.clock.advance(Duration.ofSeconds(900));
        assertThat(world.azure.readSecret(identity, "my-vn-aks-vault", "key")).isInstanceOf(SecretRead.Forbidden.class);
        world.clock.advance(Duration.ofSeconds(101));
        assertThat(world.azure.readSecret(identity, "my-vn-aks-vault", "key")).isInstanceOf(SecretRead.NotFound.class);
    }

    @Test
    void whatBeginsTakesAsLongAsItIsTold() {
        on("azure.service-time", Map.of("service", "cluster_create", "seconds", 1200));
        world.put(CLUSTER, BODY);
        world.clock.advance(Duration.ofSeconds(1100));
        assertThat(world.get(CLUSTER).text("/properties/provisioningState")).isEqualTo("Creating");
        world.clock.advance(Duration.ofSeconds(101));
        assertThat(world.get(CLUSTER).text("/properties/provisioningState")).isEqualTo("Succeeded");
    }

    @Test
    void everyFaultSaysWhatItDoes() {
        assertThat(world.faults.available()).allSatisfy(fault -> assertThat(fault.does()).isNotBlank())
                .extracting(org.uid2chatops.sandbox.fault.Faults.Available::fault)
                .contains("azure.slow", "azure.mutate", "azure.quota", "azure.missing-right", "azure.vault-soft-deleted");
    }
}

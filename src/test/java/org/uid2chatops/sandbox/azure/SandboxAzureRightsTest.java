package org.uid2chatops.sandbox.azure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.uid2chatops.sandbox.AzureFacts.SecretRead;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.azure.AzureUnderTest.Response;
import org.uid2chatops.sandbox.azure.Latencies.Range;
import org.uid2chatops.sandbox.azure.Latencies.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;

class SandboxAzureRightsTest {

    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/my-vn-aks-vault";
    private static final String VAULT_BODY = "{'location':'eastus','properties':{'tenantId':'" + Place.TENANT
            + "','sku':{'family':'A','name':'standard'},'accessPolicies':[],'enableRbacAuthorization':true,'enablePurgeProtection':true,"
            + "'softDeleteRetentionInDays':90}}";
    private static final String IDENTITY = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-vn-aks-opr-id";
    private static final String UNKNOWN = "99999999-0000-4000-8000-000000000009";

    private AzureUnderTest world;

    @BeforeEach
    void start() {
        world = new AzureUnderTest(600,
                AzureUnderTest.atOnce().with(Service.VAULT, Range.of(90, 90)).with(Service.ROLE_EFFECT, Range.of(120, 120))
                        .with(Service.PRINCIPAL_REPLICATION, Range.of(20, 20)));
        world.put(GROUP, "{'location':'eastus'}");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Response grant(String scope, String name, RoleDefinitions role, String principal, String type) {
        return world.put(scope + "/providers/Microsoft.Authorization/roleAssignments/" + name,
                "{'properties':{'roleDefinitionId':'" + role.id()
                        + "','principalId':'" + principal + "'" + (type.isEmpty() ? "" : ",'principalType':'" + type + "'") + "}}");
    }

    private SecretClient secrets(String secret) {
        var http = new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(world.trust)).build();
        var credential = new ClientSecretCredentialBuilder().tenantId(Place.TENANT).clientId(Place.CLIENT_ID).clientSecret(secret)
                .authorityHost(world.azure.authorityHost()).disableInstanceDiscovery().httpClient(http).build();
        return new SecretClientBuilder().vaultUrl(world.get(VAULT).text("/properties/vaultUri")).credential(credential).httpClient(http)
                .disableChallengeResourceVerification().retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
                .buildClient();
    }

    @Test
    void aVaultIsWaitedForByGettingItAndNamesItsAddressThen() {
        var created = world.put(VAULT, VAULT_BODY);
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.header("Azure-AsyncOperation")).isEmpty();
        assertThat(created.text("/properties/provisioningState")).isEqualTo("RegisteringDns");
        assertThat(created.text("/properties/vaultUri")).startsWith("https://127.0.0.1:").doesNotEndWith("/");
        var there = world.untilState(VAULT, "Succeeded");
        assertThat(there.text("/properties/vaultUri")).isEqualTo(created.text("/properties/vaultUri") + "/");
        assertThat(there.body().at("/properties/enablePurgeProtection").asBoolean()).isTrue();
        assertThat(there.text("/systemData/createdBy")).isEqualTo(Place.OBJECT_ID);
    }

    @Test
    void theRealClientReadsAndWritesASecretOnceItsRoleIsInEffect() {
        world.put(VAULT, VAULT_BODY);
        world.untilState(VAULT, "Succeeded");
        var client = secrets(Place.CLIENT_SECRET);
        var forbidden = (HttpResponseException) org.assertj.core.api.Assertions
                .catchThrowable(() -> client.setSecret("key", "UID2-O-I-1-secret"));
        assertThat(forbidden.getResponse().getStatusCode()).isEqualTo(403);
        assertThat(forbidden).hasMessageContaining("ForbiddenByRbac").hasMessageContaining("DeniedWithNoValidRBAC");
        assertThat(
                grant(VAULT, UUID.randomUUID().toString(), RoleDefinitions.KEY_VAULT_SECRETS_OFFICER, Place.OBJECT_ID, "ServicePrincipal")
                        .status())
                .isEqualTo(201);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.setSecret("key", "UID2-O-I-1-secret"))
                .hasMessageContaining("ForbiddenByRbac");
        world.clock.advance(Duration.ofSeconds(121));
        assertThat(client.setSecret("key", "UID2-O-I-1-secret").getProperties().getVersion()).hasSize(32);
        client.setSecret("key", "UID2-O-I-2-secret");
        assertThat(client.getSecret("key").getValue()).isEqualTo("UID2-O-I-2-secret");
        assertThat(client.listPropertiesOfSecretVersions("key").stream()).hasSize(2);
        var properties = client.getSecret("key").getProperties().setEnabled(true).setContentType("text/plain");
        assertThat(client.updateSecretProperties(properties).getContentType()).isEqualTo("text/plain");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.getSecret("none")).isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("SecretNotFound");
        assertThat(world.control("/api/azure/requests")).contains("/secrets/key", "my-vn-aks-vault", "\"client_secret\":\"***\"")
                .doesNotContain("UID2-O-I", Place.CLIENT_SECRET, "eyJ");
    }

    @Test
    void aWrongClientSecretIsRefusedAsEntraDoes() {
        world.put(VAULT, VAULT_BODY);
        world.untilState(VAULT, "Succeeded");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> secrets("wrong").getSecret("key"))

                .hasMessageContaining("AADSTS7000215");
    }

    @Test
    void theOperatorsIdentityReadsTheSecretOnlyWithItsOwnRole() {
        world.put(VAULT, VAULT_BODY);
        var identity = world.put(IDENTITY, "{'location':'eastus'}");
        assertThat(identity.status()).isEqualTo(201);
        assertThat(identity.header("Location")).isEqualTo(identity.text("/id")).contains("/resourcegroups/");
        assertThat(world.put(IDENTITY, "{'location':'eastus'}").status()).isEqualTo(200);
        String principal = identity.text("/properties/principalId");
        assertThat(world.azure.readSecret(IDENTITY, "my-vn-aks-vault", "key")).isInstanceOf(SecretRead.NoVault.class);
        world.untilState(VAULT, "Succeeded");
        assertThat(world.azure.readSecret(IDENTITY + "x", "my-vn-aks-vault", "key")).isInstanceOf(SecretRead.NoToken.class);
        assertThat(world.azure.readSecret(IDENTITY, "my-vn-aks-vault", "key"))
                .isInstanceOfSatisfying(SecretRead.Forbidden.class,
                        forbidden -> assertThat(forbidden.body()).contains(principal, "ForbiddenByRbac"));
        grant(GROUP, UUID.randomUUID().toString(), RoleDefinitions.KEY_VAULT_SECRETS_USER, principal, "ServicePrincipal");
        assertThat(world.azure.holdsRole(principal, "Key Vault Secrets User", VAULT)).isFalse();
        world.clock.advance(Duration.ofSeconds(121));
        assertThat(world.azure.holdsRole(principal, "Key Vault Secrets User", VAULT)).isTrue();
        assertThat(world.azure.holdsRole(principal, "Key Vault Secrets User", ArmId.SUBSCRIPTION)).isFalse();
        assertThat(world.azure.holdsRole(principal, "Contributor", VAULT)).isFalse();
        assertThat(world.azure.readSecret(IDENTITY, "my-vn-aks-vault", "key")).isInstanceOf(SecretRead.NotFound.class);
    }

    @Test
    void aFreshPrincipalIsNotFoundUntilItIsReplicatedUnlessItsTypeIsGiven() {
        String principal = world.put(IDENTITY, "{'location':'eastus'}").text("/properties/principalId");
        String name = UUID.randomUUID().toString();
        var early = grant(GROUP, name, RoleDefinitions.CONTRIBUTOR, principal, "");
        assertThat(early.status()).isEqualTo(400);
        assertThat(early.code()).isEqualTo("PrincipalNotFound");
        assertThat(early.text("/error/message")).contains(principal.replace("-", ""));
        world.clock.advance(Duration.ofSeconds(21));
        assertThat(grant(GROUP, name, RoleDefinitions.CONTRIBUTOR, principal, "").status()).isEqualTo(201);
        assertThat(grant(GROUP, UUID.randomUUID().toString(), RoleDefinitions.CONTRIBUTOR, UNKNOWN, "").code())
                .isEqualTo("PrincipalNotFound");
        assertThat(grant(GROUP, UUID.randomUUID().toString(), RoleDefinitions.CONTRIBUTOR, UNKNOWN, "ServicePrincipal").status())
                .isEqualTo(201);
    }

    @Test
    void aGrantIsThereOnce() {
        String name = UUID.randomUUID().toString();
        var made = grant(GROUP, name, RoleDefinitions.READER, UNKNOWN, "ServicePrincipal");
        assertThat(made.body().at("/properties/createdBy").isNull()).isTrue();
        assertThat(grant(GROUP, name, RoleDefinitions.READER, UNKNOWN, "ServicePrincipal").status()).isEqualTo(200);
        assertThat(grant(GROUP, UUID.randomUUID().toString(), RoleDefinitions.READER, UNKNOWN, "ServicePrincipal").code())
                .isEqualTo("RoleAssignmentExists");
        assertThat(grant(GROUP, name, RoleDefinitions.OWNER, UNKNOWN, "ServicePrincipal").code())
                .isEqualTo("RoleAssignmentUpdateNotPermitted");
        assertThat(grant(GROUP, "not-a-guid", RoleDefinitions.READER, UNKNOWN, "ServicePrincipal").code())
                .isEqualTo("InvalidRoleAssignmentId");
        String list = GROUP + "/providers/Microsoft.Authorization/roleAssignments";
        assertThat(world.get(list).body().path("value").size()).isEqualTo(2);
        assertThat(world.get(list + "?$filter=principalId%20eq%20'" + UNKNOWN + "'").body().at("/value/0/name").stringValue(""))
                .isEqualTo(name);
        assertThat(world.get(list + "?$filter=atScope()%20and%20assignedTo('" + UNKNOWN + "')").body().path("value").size()).isEqualTo(1);
        assertThat(world.get(ArmId.SUBSCRIPTION + "/providers/Microsoft.Authorization/roleAssignments?$filter=atScope()").body()
                .path("value").size())
                .isEqualTo(1);
        assertThat(world.arm("DELETE", list + "/" + name, "").status()).isEqualTo(200);
        assertThat(world.arm("DELETE", list + "/" + name, "").status()).isEqualTo(204);
        assertThat(world.get(list + "/" + name).code()).isEqualTo("RoleAssignmentNotFound");
    }

    @Test
    void rolesAreFoundByNameAndTheBotIsOwner() {
        var roles = world.get(GROUP + "/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName%20eq%20'Network%20Contributor'");
        assertThat(roles.text("/value/0/name")).isEqualTo("4d97b98b-1d4f-4787-a291-c67834d212e7");
        assertThat(roles.body().path("value").size()).isEqualTo(1);
        assertThat(world.get(GROUP + "/providers/Microsoft.Authorization/permissions").body().at("/value/0/actions"))
                .hasToString("[\"*\"]");
        assertThat(world.control("/api/azure/resources")).doesNotContain("roleAssignments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1vault", "a-vault--two", "vault-", "va", "a-name-that-is-far-too-long"})
    void aVaultNameThatCannotBeIsRefused(String name) {
        assertThat(world.put(GROUP + "/providers/Microsoft.KeyVault/vaults/" + name, VAULT_BODY).code()).isEqualTo("VaultNameNotValid");
    }

    @Test
    void aDeletedVaultKeepsItsNameAndCanBeRecovered() {
        world.put(VAULT, VAULT_BODY);
        world.untilState(VAULT, "Succeeded");
        world.put(ArmId.groupId("other"), "{'location':'eastus'}");
        assertThat(world.put(VAULT.replace("/my-vn-aks/", "/other/"), VAULT_BODY).code()).isEqualTo("VaultAlreadyExists");
        assertThat(world.arm("DELETE", VAULT, "").status()).isEqualTo(200);
        String deleted = ArmId.SUBSCRIPTION + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/my-vn-aks-vault";
        assertThat(world.get(deleted).text("/properties/vaultId")).isEqualTo(VAULT);
        assertThat(world.arm("POST", deleted + "/purge", "").status()).isEqualTo(405);
        assertThat(world.put(VAULT, VAULT_BODY).code()).isEqualTo("ConflictError");
        assertThat(world.put(VAULT, VAULT_BODY.replace("'accessPolicies'", "'createMode':'recover','accessPolicies'")).status())
                .isEqualTo(200);
        assertThat(world.get(VAULT).text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(world.get(deleted).code()).isEqualTo("DeletedVaultNotFound");
    }

    @Test
    void everyVaultIsServedByItsHostNameOnOnePort() throws Exception {
        world.put(VAULT, VAULT_BODY);
        world.untilState(VAULT, "Succeeded");
        try (var socket = world.trust.getSocketFactory().createSocket("127.0.0.1", world.azure.allVaultsPort())) {
            socket.getOutputStream()
                    .write("GET /secrets/key?api-version=7.4 HTTP/1.1\r\nHost: my-vn-aks-vault.vault.azure.net\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 401")
                    .contains("AKV10000");
        }
    }

    @Test
    void anUnsignedVaultRequestIsChallenged() {
        world.put(VAULT, VAULT_BODY);
        String url = world.untilState(VAULT, "Succeeded").text("/properties/vaultUri") + "secrets/key?api-version=7.4";
        var challenged = world.send(HttpRequest.newBuilder(URI.create(url)).build());
        assertThat(challenged.status()).isEqualTo(401);
        assertThat(challenged.header("WWW-Authenticate")).isEqualTo(
                "Bearer authorization=\"" + world.azure.authorityHost() + Place.TENANT + "\", resource=\"https://vault.azure.net\"");
    }
}

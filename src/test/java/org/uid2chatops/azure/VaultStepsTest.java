package org.uid2chatops.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.AzureFacts.SecretRead;
import org.uid2chatops.sandbox.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.rollout.StepName.KEY_VAULT;
import static org.uid2chatops.rollout.StepName.MANAGED_IDENTITY;
import static org.uid2chatops.rollout.StepName.OPERATOR_KEY;
import static org.uid2chatops.rollout.StepName.PROVIDERS;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;
import static org.uid2chatops.rollout.StepName.VAULT_READER_GRANT;
import static org.uid2chatops.rollout.StepName.VAULT_WRITER_GRANT;

class VaultStepsTest {

    private static final StepName[] BEFORE_KEY = {RESOURCE_GROUP, PROVIDERS, MANAGED_IDENTITY, KEY_VAULT, VAULT_WRITER_GRANT,
            VAULT_READER_GRANT};

    @TempDir
    Path directory;
    private AzureWorld world;

    @BeforeEach
    void start() {
        world = new AzureWorld(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void the_operator_can_read_its_key_from_a_vault_that_is_as_the_guide_wants_it() throws Exception {
        world.deploy(BEFORE_KEY);
        var run = world.run(OPERATOR_KEY);
        run.done();

        assertThat(run.what()).containsExactly("store the operator key as secret my-vn-aks-opr-key-name of key vault my-vn-aks-vault");
        JsonNode vault = world.resource(world.ids().vault()).path("properties");
        assertThat(vault.path("enableRbacAuthorization").asBoolean()).isTrue();
        assertThat(vault.path("enablePurgeProtection").asBoolean()).isTrue();
        assertThat(vault.path("softDeleteRetentionInDays").asInt()).isEqualTo(90);
        assertThat(vault.path("accessPolicies")).isEmpty();
        assertThat(vault.at("/networkAcls/defaultAction").asString("")).isEqualTo("Allow");
        assertThat(vault.at("/networkAcls/bypass").asString("")).isEqualTo("AzureServices");
        assertThat(vault.at("/sku/name").asString("")).isEqualTo("standard");
        assertThat(vault.path("tenantId").asString("")).isEqualTo(Place.TENANT);
        world.clock.advance(java.time.Duration.ofMinutes(20));
        String identity = world.identity.resourceId(world.target).orElseThrow();
        assertThat(world.azure.readSecret(identity, "my-vn-aks-vault", "my-vn-aks-opr-key-name"))
                .isEqualTo(new SecretRead.Value(Integ.KEY));
    }

    @Test
    void a_second_run_changes_nothing() throws Exception {
        world.deploy(BEFORE_KEY);
        world.deploy(OPERATOR_KEY);
        long before = world.lastRequest();
        for (StepName name : BEFORE_KEY) {
            assertThat(world.look(name, world.target)).as(name.title()).isInstanceOf(Decision.Done.class);
        }
        assertThat(world.look(OPERATOR_KEY, world.target)).isInstanceOf(Decision.Done.class);
        assertThat(world.changes(before)).isEmpty();
    }

    @Test
    void a_key_that_differs_becomes_a_new_version_and_is_shown_nowhere() throws IOException {
        world.deploy(BEFORE_KEY);
        world.deploy(OPERATOR_KEY);
        Path other = Files.writeString(directory.resolve("other.key"), "UID2-O-I-124-othersecret");
        var run = world.run(OPERATOR_KEY, world.settings.with("operator-key-file", other).read());
        run.done();
        assertThat(run.what()).containsExactly(
                "store a new version of the operator key as secret my-vn-aks-opr-key-name of key vault my-vn-aks-vault");
        assertThat(run.acts.toString() + run.done()).doesNotContain("othersecret");
    }

    @Test
    void a_key_that_a_person_puts_there_is_waited_for_without_limit_and_the_command_is_said() {
        world.deploy(BEFORE_KEY);
        var inVault = world.settings.without("operator-key-file").read();
        assertThat(world.run(OPERATOR_KEY, inVault).end()).isInstanceOfSatisfying(Decision.Wait.class, wait -> {
            assertThat(wait.limit()).isEmpty();
            assertThat(wait.why()).isEqualTo("the operator key: put it there with `az keyvault secret set --vault-name my-vn-aks-vault"
                    + " --name my-vn-aks-opr-key-name --value \"$(cat FILE)\"`;"
                    + " you need the role Key Vault Secrets Officer on the vault for it");
        });
        world.deploy(OPERATOR_KEY);
        assertThat(world.run(OPERATOR_KEY, inVault).done().detail()).contains("my-vn-aks-opr-key-name");
    }

    @Test
    void a_key_of_the_other_environment_is_never_stored() throws IOException {
        world.deploy(BEFORE_KEY);
        Path prod = Files.writeString(directory.resolve("prod.key"), "UID2-O-P-1-secretsecret");
        long before = world.lastRequest();
        var cause = world.run(OPERATOR_KEY, world.settings.with("operator-key-file", prod).read()).failed();
        assertThat(cause.code()).isEqualTo("OperatorKeyOfOtherEnvironment");
        assertThat(cause.toString()).doesNotContain("secretsecret");
        assertThat(world.changes(before)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"\"UID2-O-I-123-verysecret\n\" | ends in a newline",
            "\" UID2-O-I-123-verysecret\" | begins with white space", "\"UID2-O-I-123-verysecret \" | ends in white space",
            "\" \" | is empty"})
    void a_key_that_a_person_put_there_with_white_space_is_refused(String stored, String wrong) {
        world.deploy(BEFORE_KEY);
        world.deploy(OPERATOR_KEY);
        put(stored);
        var cause = world.run(OPERATOR_KEY, world.settings.without("operator-key-file").read()).failed();
        assertThat(cause.what()).isEqualTo("The operator key in secret my-vn-aks-opr-key-name of key vault my-vn-aks-vault " + wrong + ".");
        assertThat(cause.next()).contains("`az keyvault secret set --vault-name my-vn-aks-vault --name my-vn-aks-opr-key-name"
                + " --value \"$(cat FILE)\"`");
        assertThat(cause.toString()).doesNotContain("verysecret");
    }

    @Test
    void the_other_environments_key_in_a_shared_vault_is_not_overwritten() {
        world.deploy(BEFORE_KEY);
        world.deploy(OPERATOR_KEY);
        put("UID2-O-P-1-verysecret");
        long before = world.lastRequest();
        var cause = world.run(OPERATOR_KEY).failed();
        assertThat(cause.what()).contains("letter P").contains("integ carries I").contains("another target");
        assertThat(cause.toString()).doesNotContain("verysecret");
        assertThat(world.changes(before)).isEmpty();
    }

    private void put(String secret) {
        Arm arm = world.clients.of(world.target);
        String uri = arm.vaults().getByResourceGroup(world.target.names().resourceGroup(), "my-vn-aks-vault").properties().vaultUri();
        arm.secrets().apply(uri).setSecret("my-vn-aks-opr-key-name", secret);
    }

    @Test
    void a_resource_group_of_another_location_will_do() {
        world.put(world.ids().group(), JsonMapper.shared().readTree("{\"location\": \"westus\"}"));
        var run = world.run(RESOURCE_GROUP);
        assertThat(run.done().detail()).endsWith("in westus");
        assertThat(run.acts).allSatisfy(act -> assertThat(act.changes()).allMatch(change -> change.field().startsWith("tag ")));
    }

    @Test
    void a_role_that_does_not_take_effect_ends_the_wait_with_its_name_and_place() {
        world.deploy(RESOURCE_GROUP, PROVIDERS, KEY_VAULT);
        var run = world.run(OPERATOR_KEY);
        assertThat(run.waits).as(run.end().toString()).containsExactly("RBAC to take effect");
        assertThat(run.failed().what()).contains("may still not use the secrets of key vault my-vn-aks-vault after 15 min");
        assertThat(run.failed().next()).contains("Key Vault Secrets Officer on " + world.ids().vault());
    }

    @Test
    void somebody_elses_assignment_of_the_same_role_counts() {
        world.deploy(RESOURCE_GROUP, PROVIDERS, MANAGED_IDENTITY, KEY_VAULT);
        world.put(world.ids().vault() + "/providers/Microsoft.Authorization/roleAssignments/11111111-2222-4333-8444-555555555555",
                JsonMapper.shared().valueToTree(Map.of("properties", Map.of("roleDefinitionId", world.ids().role(Role.SECRETS_OFFICER),
                        "principalId", Place.OBJECT_ID, "principalType", "ServicePrincipal"))));
        assertThat(world.run(VAULT_WRITER_GRANT).acts).isEmpty();
        assertThat(world.run(VAULT_READER_GRANT).acts).hasSize(1);
    }

    @Test
    void grants_name_the_object_id_and_its_kind() {
        world.deploy(BEFORE_KEY);
        List<JsonNode> grants = world.requests(0).stream().filter(one -> one.path("method").asString("").equals("PUT"))
                .filter(one -> one.path("path").asString("").contains("/roleAssignments/")).map(one -> one.at("/request/properties"))
                .toList();
        assertThat(grants).hasSize(2).allSatisfy(
                properties -> assertThat(properties.path("principalType").asString("")).isEqualTo("ServicePrincipal"));
        assertThat(grants.getFirst().path("principalId").asString("")).isEqualTo(Place.OBJECT_ID);
    }

    @Test
    void purge_protection_and_tags_are_put_back_on_a_vault_that_exists() {
        world.deploy(RESOURCE_GROUP, PROVIDERS);
        world.put(world.ids().vault(), JsonMapper.shared().readTree("""
                {"location": "eastus", "properties": {"tenantId": "%s", "sku": {"family": "A", "name": "standard"},
                  "accessPolicies": [], "enableRbacAuthorization": true}}
                """.formatted(Place.TENANT)));
        world.clock.advance(java.time.Duration.ofMinutes(5));
        var run = world.run(KEY_VAULT);
        run.done();
        assertThat(run.acts).singleElement().satisfies(act -> assertThat(act.changes()).containsExactly(
                new Decision.Change("purge protection", "false", "true"), new Decision.Change("tag managed-by", "not set", "uid2-chatops"),
                new Decision.Change("tag team", "not set", "identity")));
    }

    @Test
    void a_vault_with_access_policies_is_for_a_person_to_decide() {
        world.deploy(RESOURCE_GROUP, PROVIDERS, KEY_VAULT);
        world.meddle(world.ids().vault(), body -> ((ObjectNode) body.get("properties")).put("enableRbacAuthorization", false));
        var cause = world.run(KEY_VAULT).failed();
        assertThat(cause.what()).contains("is on access policies");
        assertThat(cause.next()).contains("`az keyvault update --name my-vn-aks-vault --resource-group "
                + world.target.names().resourceGroup() + " --enable-rbac-authorization true`").doesNotContain("delete");
    }

    @Test
    void what_azure_refuses_is_said_in_its_words_and_ours() {
        world.faults.on("azure.error", "integ", 1, Optional.empty(),
                Map.of("method", "PUT", "status", 403, "code", "RequestDisallowedByPolicy",
                        "message", "Resource 'my-vn-aks' was disallowed by policy 'Require cost-center tag'."));
        var cause = world.run(RESOURCE_GROUP).failed();
        assertThat(cause.code()).isEqualTo("RequestDisallowedByPolicy");
        assertThat(cause.what()).isEqualTo("An Azure policy of the subscription forbids this: 'Require cost-center tag'.");
        assertThat(cause.reference()).contains("Require cost-center tag");
    }

    @Test
    void a_wrong_client_secret_is_named() {
        var wrong = world.settings.with("client-secret", "not-the-secret").read();
        var cause = world.run(RESOURCE_GROUP, wrong).failed();
        assertThat(cause.code()).isEqualTo("AADSTS7000215");
        assertThat(cause.toString()).doesNotContain("not-the-secret");
    }

    @Test
    void a_certificate_that_is_not_trusted_is_named() throws IOException {
        try (var untrusting = new AzureWorld(Files.createDirectories(directory.resolve("untrusting")), false)) {
            var cause = untrusting.run(RESOURCE_GROUP).failed();
            assertThat(cause.code()).isEqualTo("TlsFailed");
            assertThat(cause.next()).contains("uid2.azure.trust-file");
        }
    }
}

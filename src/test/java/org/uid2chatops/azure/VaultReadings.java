package org.uid2chatops.azure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.azure.core.util.Context;
import com.azure.resourcemanager.keyvault.fluent.models.DeletedVaultInner;
import com.azure.resourcemanager.keyvault.models.Sku;
import com.azure.resourcemanager.keyvault.models.SkuFamily;
import com.azure.resourcemanager.keyvault.models.SkuName;
import com.azure.resourcemanager.keyvault.models.VaultCreateOrUpdateParameters;
import com.azure.resourcemanager.keyvault.models.VaultProperties;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.testing.Recording;

import static org.assertj.core.api.Assertions.assertThat;

/** What the bot reads out of the recorded answers of Key Vault, its data plane, and managed identities. */
final class VaultReadings {

    private VaultReadings() {
    }

    static List<Reading> vaults() {
        return List.of(new Reading("vault-create", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            bot.azure.answersAll(Recording.named("vault-deleted-get").exchanges().get(4));
            assertThat(bot.act(StepName.KEY_VAULT, protectedVault(bot)).what()).isEqualTo("create key vault cli-test-kv-mgmt-000002");
        }), new Reading("vault-create", 1, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Target target = vault(bot);
            assertThat(bot.accepted(bot.arm(target).vaults().createOrUpdateWithResponseAsync(target.names().resourceGroup(),
                    target.names().keyVault(), new VaultCreateOrUpdateParameters().withLocation("westus").withProperties(
                            new VaultProperties().withTenantId(UUID.randomUUID())
                                    .withSku(new Sku()
                                            .withFamily(SkuFamily.A)
                                            .withName(SkuName.STANDARD))))))
                    .isEmpty();
            bot.azure.shows(exchange);
            assertThat(bot.waits(StepName.KEY_VAULT, target).why()).isEqualTo("key vault java-keyvault-27835 (registeringdns)");
        }), new Reading("vault-create", 2, (bot, exchange) -> {
            bot.azure.answers(exchange);
            // On roles, as wanted; its purge protection is not on, and not shown
            assertThat(bot.act(StepName.KEY_VAULT, vault(bot)).changes())
                    .containsExactly(new Decision.Change("purge protection", "false", "true"));
        }), new Reading("vault-create", 3, (bot, exchange) -> {
            bot.azure.shows(exchange);
            assertThat(bot.fails(StepName.KEY_VAULT, vault(bot)).code()).isEqualTo("VaultOnAccessPolicies");
        }), new Reading("vault-create", 4, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.fails(StepName.KEY_VAULT, protectedVault(bot)).code()).isEqualTo("VaultOnAccessPolicies");
        }), new Reading("vault-deleted-get", 1, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Target target = bot.target("resource-group", "javacsmrg73521", "key-vault", "java-keyvault-43791other", "location", "westus");
            DeletedVaultInner deleted = DeletedVaults.named(bot.arm(target), target).orElseThrow();
            assertThat(DeletedVaults.cause(deleted, target).what())
                    .contains("/resourceGroups/javacsmrg73521/providers/Microsoft.KeyVault/vaults/"
                            + "java-keyvault-43791other");
        }), new Reading("vault-deleted-get", 4, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Target target = bot.target("resource-group", "javacsmrg73521", "key-vault", "java-keyvault-43791other", "location", "westus");
            assertThat(DeletedVaults.named(bot.arm(target), target)).isEmpty();
        }), new Reading("vault-deleted-get", 5, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(DeletedVaults.named(bot.arm(recovered(bot)), recovered(bot))).isPresent();
        }), new Reading("vault-deleted-get", 7, (bot, exchange) -> {
            bot.azure.answers(exchange);
            // Who is let in by roles is not shown, which is: nobody
            Cause cause = bot.fails(StepName.KEY_VAULT, recovered(bot));
            assertThat(cause.code()).isEqualTo("VaultOnAccessPolicies");
        }), new Reading("vault-name-conflict", 0, (bot, exchange) -> {
            bot.azure.answersAll(exchange);
            Cause cause = bot.lasting(() -> bot.arm(vault(bot)).vaults().getByResourceGroup("my-vn-aks", "arcgis-enterprise"));
            assertThat(cause.code()).isEqualTo("VaultAlreadyExists");
            assertThat(cause.what()).startsWith("The key vault's name is taken");
        }));
    }

    static List<Reading> secrets() {
        return List.of(new Reading("secret-challenge", 0, (bot, exchange) -> {
            bot.azure.answers(Recording.named("secret-get").exchanges().getFirst());
            assertThat(secrets(bot).getSecret("secret1").getValue()).isEqualTo("DEF456");
            // The first request carries nothing, the second the token that the challenge asks for
            assertThat(bot.requests()).containsExactly("GET /secrets/secret1/", "GET /secrets/secret1/");
        }), new Reading("secret-get", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            KeyVaultSecret secret = secrets(bot).getSecret("secret1");
            assertThat(secret.getValue()).isEqualTo("DEF456");
            assertThat(secret.getProperties().isEnabled()).isTrue();
        }), new Reading("secret-set", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            var stored = secrets(bot).setSecretWithResponse(new KeyVaultSecret("secret1", "ABC123"), Context.NONE);
            assertThat(stored.getValue().getProperties().getVersion()).isEqualTo("f9557720362042d4954a56ac75da2726");
            assertThat(bot.sending.retryAfter(stored.getHeaders())).isEmpty();
        }), new Reading("secret-forbidden-rbac", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Cause cause = bot.passing(() -> secrets(bot).getSecret("7cXXXXXXXX96"));
            assertThat(cause.code()).isEqualTo("Forbidden");
            assertThat(cause.what()).isEqualTo("The role on the key vault has not taken effect yet.");
        }), new Reading("user-assigned-identity-create", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            // Its Location is the resource itself: nothing to wait at
            assertThat(identity(bot)).isEmpty();
            assertThat(bot.requests()).hasSize(1);
        }), new Reading("user-assigned-identity-create", 1, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(identity(bot)).isEmpty();
        }), new Reading("user-assigned-identity-create", 2, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.guide.identity.resourceId(withIdentity(bot))).hasValueSatisfying(
                    id -> assertThat(id).contains("/resourcegroups/asotest-rg-tpmqcm/").endsWith("/asotest-mi-jfxmjj"));
            assertThat(bot.arm(withIdentity(bot)).identities().getByResourceGroup("asotest-rg-tpmqcm", "asotest-mi-jfxmjj").principalId())
                    .hasToString("7beaa366-1388-41e1-a1c4-50e8dcf9dba6");
            assertThat(bot.done(StepName.MANAGED_IDENTITY, withIdentity(bot)).detail()).isEqualTo("asotest-mi-jfxmjj");
        }));
    }

    private static Optional<Duration> identity(BotOnRecordings bot) {
        Target target = withIdentity(bot);
        return bot.sending.answered(bot.arm(target).identities().createOrUpdateWithResponseAsync(target.names().resourceGroup(),
                target.names().managedIdentity(), new IdentityInner().withLocation("westus3")));
    }

    /** A client of its own, since the one that is kept knows the challenge from before. */
    private static SecretClient secrets(BotOnRecordings bot) {
        return new AzureClients(bot.properties, bot.sending, Clock.systemUTC()).of(bot.target()).secrets().apply(bot.azure.url());
    }

    private static Target vault(BotOnRecordings bot) {
        return bot.target("resource-group", "javacsmrg24053", "key-vault", "java-keyvault-27835", "location", "westus");
    }

    private static Target protectedVault(BotOnRecordings bot) {
        return bot.target("resource-group", "cli_test_keyvault_mgmt000001", "key-vault", "cli-test-kv-mgmt-000002");
    }

    private static Target recovered(BotOnRecordings bot) {
        return bot.target("resource-group", "asotest-rg-gzlxve", "key-vault", "asotest-keyvault1-iiovjw", "location", "westus2");
    }

    private static Target withIdentity(BotOnRecordings bot) {
        return bot.target("resource-group", "asotest-rg-tpmqcm", "managed-identity", "asotest-mi-jfxmjj", "location", "westus3");
    }
}

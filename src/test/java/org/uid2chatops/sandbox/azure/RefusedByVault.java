package org.uid2chatops.sandbox.azure;

import java.util.List;

import org.uid2chatops.sandbox.Place;

import static org.uid2chatops.sandbox.azure.Refused.DELETED;
import static org.uid2chatops.sandbox.azure.Refused.NOBODY;
import static org.uid2chatops.sandbox.azure.Refused.NOT_PROVEN;
import static org.uid2chatops.sandbox.azure.Refused.VAULT;
import static org.uid2chatops.sandbox.azure.Refused.VAULT_BODY;

/** What Key Vault refuses, of vaults and of secrets. */
final class RefusedByVault {

    private RefusedByVault() {
    }

    static List<Refused> vaults() {
        String fresh = VAULT.replace("my-vn-aks-vault", "fresh-vault");
        return List.of(
                new Refused("a vault's name that begins with a digit", "PUT", VAULT.replace("my-vn-aks-vault", "1vault"), VAULT_BODY, 400,
                        "VaultNameNotValid", "must be between 3-24 alphanumeric characters",
                        "OfficeDev/microsoft-teams-apps-newemployeeonboarding#28"),
                new Refused("a vault's name that is too long", "PUT",
                        VAULT.replace("my-vn-aks-vault", "BrusselsNewEmployeeOnBoardingvault"),
                        VAULT_BODY, 400, "VaultNameNotValid", "The vault name 'BrusselsNewEmployeeOnBoardingvault' is invalid.",
                        "OfficeDev/microsoft-teams-apps-newemployeeonboarding#28"),
                new Refused("a vault's name with two hyphens", "PUT", VAULT.replace("my-vn-aks-vault", "my--vault"), VAULT_BODY, 400,
                        "VaultNameNotValid", "not contain consecutive hyphens", "Azure/AI-in-a-Box#104"),
                new Refused("a vault of another group's name", "PUT", VAULT.replace("/my-vn-aks/", "/other/"), VAULT_BODY, 409,
                        "VaultAlreadyExists", "is already in use", "recording vault-name-conflict" + NOT_PROVEN + "the status"),
                new Refused("a vault whose name a deleted one keeps", "PUT", VAULT.replace("my-vn-aks-vault", "gone-vault"), VAULT_BODY,
                        409,
                        "ConflictError", "already exists in deleted state", "the project's reference"),
                new Refused("the purge of a vault that is kept", "POST", DELETED + "gone-vault/purge", "", 405, "MethodNotAllowed",
                        "Operation 'DeletedVaultPurge' is not allowed.", "MicrosoftDocs/azure-docs#55427" + NOT_PROVEN + "the status"),
                new Refused("a deleted vault that there is not", "GET", DELETED + "none-vault", "", 404, "DeletedVaultNotFound",
                        "does not exist. Ensure that the vault was indeed deleted", "recording vault-deleted-get"),
                new Refused("a vault of another tenant", "PUT", fresh, VAULT_BODY.replace(Place.TENANT, NOBODY), 400, "BadRequest",
                        "tenantId",
                        "nobody" + NOT_PROVEN + "code and text"),
                new Refused("a vault of no kind", "PUT", fresh, VAULT_BODY.replace("'sku':{'family':'A','name':'standard'},", ""), 400,
                        "BadRequest", "sku", "nobody" + NOT_PROVEN + "code and text"),
                new Refused("a vault that keeps for a day", "PUT", fresh, VAULT_BODY.replace(":90", ":1"), 400, "BadRequest",
                        "softDeleteRetentionInDays", "range: the SDK's model" + NOT_PROVEN + "code and text"),
                new Refused("a vault that keeps for another time now", "PUT", VAULT, VAULT_BODY.replace(":90", ":30"), 400, "BadRequest",
                        "The property \"softDeleteRetentionInDays\" has been set already and it can't be modified.",
                        "Terraform's provider quotes it"),
                new Refused("a vault without its purge protection", "PUT", VAULT,
                        VAULT_BODY.replace("'enablePurgeProtection':true", "'enablePurgeProtection':false"), 400, "BadRequest",
                        "The property \"enablePurgeProtection\" cannot be set to false.", "Azure/ai-hub#241"));
    }

    static List<Refused> secrets() {
        return List.of(
                new Refused("a secret read without a token", "GET", "{nobody}/secrets/key?api-version=7.4", "", 401, "Unauthorized",
                        "AKV10000: Request is missing a Bearer or PoP token.", "recording secret-challenge"),
                new Refused("a secret read with ARM's token", "GET", "{arm}/secrets/key?api-version=7.4", "", 401, "Unauthorized",
                        "AKV10022: Invalid audience.", "users' reports"),
                new Refused("a secret read without a role", "GET", "{vault}/secrets/key?api-version=7.4", "", 403, "Forbidden",
                        "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'", "recording secret-forbidden-rbac"),
                new Refused("a secret written without a role", "PUT", "{vault}/secrets/key?api-version=7.4", "{'value':'x'}", 403,
                        "Forbidden",
                        "Action: 'Microsoft.KeyVault/vaults/secrets/setSecret/action'", "recording secret-forbidden-rbac"),
                new Refused("a secret that there is not", "GET", "{mine}/secrets/none?api-version=7.4", "", 404, "SecretNotFound",
                        "A secret with (name/id) none was not found in this key vault.", "the Azure SDK's own recordings"),
                new Refused("a secret's name with an underscore", "PUT", "{mine}/secrets/my_key?api-version=7.4", "{'value':'x'}", 400,
                        "BadParameter", "The request URI contains an invalid name: my_key", "the Azure SDK for Rust's tests"),
                new Refused("a secret without a value", "PUT", "{mine}/secrets/key?api-version=7.4", "{}", 400, "BadParameter", "value",
                        "nobody" + NOT_PROVEN + "code and text"),
                new Refused("a secret that is too long", "PUT", "{mine}/secrets/key?api-version=7.4",
                        "{'value':'" + "x".repeat(25_601) + "'}",
                        400, "BadParameter", "longer than", "limit: Key Vault's page \"About secrets\"" + NOT_PROVEN + "code and text"));
    }
}

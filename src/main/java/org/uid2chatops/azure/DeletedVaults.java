package org.uid2chatops.azure;

import java.util.Optional;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.keyvault.fluent.models.DeletedVaultInner;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;

/** Deleted key vaults that Azure still keeps, names and all. */
final class DeletedVaults {

    private DeletedVaults() {
    }

    /** Returns the one of the target's name; empty too where the bot may not look: then the creation itself tells. */
    static Optional<DeletedVaultInner> named(Arm arm, Target target) {
        try {
            return Arm.found(() -> arm.vaults().getDeleted(target.names().keyVault(), target.location()));
        } catch (ManagementException e) {
            if (e.getResponse() != null && e.getResponse().getStatusCode() == 403) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static Cause cause(DeletedVaultInner vault, Target target) {
        return new Cause("VaultSoftDeleted",
                "A key vault named " + target.names().keyVault()
                        + " was deleted and Azure still keeps it, so the name is taken (its id was "
                        + (vault.properties() == null ? "not told" : vault.properties().vaultId()) + ").",
                "Bring it back with `az keyvault recover --name " + target.names().keyVault() + " --location " + target.location()
                        + "`, or set " + target.property("key-vault") + " to another name.");
    }
}

package org.uid2chatops.azure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.azure.core.exception.HttpResponseException;
import com.azure.resourcemanager.keyvault.fluent.models.VaultInner;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.OperatorKeySource;
import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;
import org.uid2chatops.rollout.PreflightFinding.Blocker;
import org.uid2chatops.rollout.PreflightFinding.Warning;

/** Whether the operator key that somebody is to put into the vault is there, and of the right environment. */
@Component
final class StoredKeyCheck implements PreflightCheck {

    private final AzureClients clients;

    StoredKeyCheck(AzureClients clients) {
        this.clients = clients;
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        if (!(target.operatorKey() instanceof OperatorKeySource.InVault)) {
            return List.of();
        }
        Arm arm = clients.of(target);
        Optional<VaultInner> vault = Arm
                .found(() -> arm.vaults().getByResourceGroup(target.groupOf(ResourceKind.KEY_VAULT), target.names().keyVault()));
        if (vault.isEmpty()) {
            return List.of(new Warning(absent(target)));
        }
        try {
            return Arm.found(() -> arm.secrets().apply(vault.get().properties().vaultUri()).getSecret(target.names().keyVaultSecret()))
                    .map(secret -> new OperatorKey(Objects.requireNonNullElse(secret.getValue(), "")))
                    .map(key -> OperatorKeyStep.wrong(target, key).<List<PreflightFinding>>map(cause -> List.of(new Blocker(cause)))
                            .orElseGet(List::of))
                    .orElseGet(() -> List.of(new Warning(absent(target))));
        } catch (HttpResponseException e) {
            if (e.getResponse() != null && e.getResponse().getStatusCode() == 403) {
                // the rollout grants the bot its role on the vault first; until then nobody can tell
                return List.of();
            }
            throw e;
        }
    }

    private static Cause absent(Target target) {
        return new Cause("OperatorKeyNotThere",
                "The operator key is not in secret " + target.names().keyVaultSecret() + " of key vault " + target.names().keyVault()
                        + " yet; the rollout will wait for it there.",
                "Put it there once the vault exists: " + OperatorKeyStep.command(target)
                        + "; you need the role " + Role.SECRETS_OFFICER.title() + " on the vault for it.");
    }
}

package org.uid2chatops.azure;

import java.util.List;
import java.util.Optional;

import com.azure.core.exception.HttpResponseException;
import com.azure.resourcemanager.keyvault.fluent.models.VaultInner;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.OperatorKeySource;
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
        Optional<VaultInner> vault = arm.vault(target);
        if (vault.isEmpty()) {
            return List.of(new Warning(absent(target)));
        }
        try {
            return arm.operatorKey(vault.get(), target)
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

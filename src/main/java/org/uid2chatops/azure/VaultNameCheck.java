package org.uid2chatops.azure;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import com.azure.resourcemanager.keyvault.models.Reason;
import com.azure.resourcemanager.keyvault.models.VaultCheckNameAvailabilityParameters;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;
import org.uid2chatops.rollout.PreflightFinding.Blocker;

/** Whether the key vault's name, which is one in all of Azure, is still to be had. */
@Component
final class VaultNameCheck implements PreflightCheck {

    private static final int LONGEST = 24;

    private final AzureClients clients;

    VaultNameCheck(AzureClients clients) {
        this.clients = clients;
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        if (!target.manages(ResourceKind.KEY_VAULT)) {
            return List.of();
        }
        Arm arm = clients.of(target);
        var names = target.names();
        if (Arm.found(() -> arm.vaults().getByResourceGroup(names.resourceGroup(), names.keyVault())).isPresent()) {
            return List.of();
        }
        Optional<Cause> deleted = DeletedVaults.named(arm, target).map(vault -> DeletedVaults.cause(vault, target));
        if (deleted.isPresent()) {
            return List.of(new Blocker(deleted.get()));
        }
        var answer = arm.vaults().checkNameAvailability(new VaultCheckNameAvailabilityParameters().withName(names.keyVault()));
        return Boolean.FALSE.equals(answer.nameAvailable())
                ? List.of(new Blocker(taken(target, answer.reason(), Objects.toString(answer.message(), ""))))
                : List.of();
    }

    private static Cause taken(Target target, Reason reason, String message) {
        String name = target.names().keyVault();
        return Reason.ACCOUNT_NAME_INVALID.equals(reason)
                ? new Cause("VaultNameInvalid", "Azure does not take " + name + " as a key vault's name: " + message, another(target))
                : new Cause("VaultAlreadyExists",
                        "The key vault name " + name + " is taken, by somebody else or in another resource group of yours.",
                        another(target) + " If the vault is yours, `az keyvault list --query \"[?name=='" + name
                                + "'].id\"` shows it.");
    }

    /** Offers a name that is likely free: the target's own with what no other subscription has. */
    private static String another(Target target) {
        String name = target.names().keyVault();
        String ending = "-" + target.subscriptionId().substring(0, 4).toLowerCase(Locale.ROOT);
        String offered = name.substring(0, Math.min(name.length(), LONGEST - ending.length())).replaceAll("-+$", "") + ending;
        return "Set " + target.property("key-vault") + " to another name, for example " + offered + ".";
    }
}

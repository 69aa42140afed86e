package org.uid2chatops.azure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.azure.core.exception.HttpResponseException;
import com.azure.resourcemanager.keyvault.fluent.models.VaultInner;
import com.azure.resourcemanager.keyvault.models.NetworkRuleAction;
import com.azure.resourcemanager.keyvault.models.NetworkRuleBypassOptions;
import com.azure.resourcemanager.keyvault.models.NetworkRuleSet;
import com.azure.resourcemanager.keyvault.models.Sku;
import com.azure.resourcemanager.keyvault.models.SkuFamily;
import com.azure.resourcemanager.keyvault.models.SkuName;
import com.azure.resourcemanager.keyvault.models.VaultCreateOrUpdateParameters;
import com.azure.resourcemanager.keyvault.models.VaultPatchParameters;
import com.azure.resourcemanager.keyvault.models.VaultPatchProperties;
import com.azure.resourcemanager.keyvault.models.VaultProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.StepName;

/** The guide's {@code az keyvault create}: roles instead of access policies, and purge protection; the rest as the Azure CLI sends it. */
@Component
final class KeyVaultStep extends ArmStep<VaultInner> {

    private static final int RETENTION_DAYS = 90;

    private final Sending sending;

    KeyVaultStep(AzureClients clients, AzureProperties properties, Sending sending) {
        super(StepName.KEY_VAULT, ResourceKind.KEY_VAULT, clients, properties.deadlines().vault());
        this.sending = sending;
    }

    @Override
    VaultInner get(Arm arm, Target target) {
        return arm.vaults().getByResourceGroup(group(target), target.names().keyVault());
    }

    @Override
    @Nullable
    Object state(VaultInner found) {
        return found.properties().provisioningState();
    }

    @Override
    Comparison compare(VaultInner found, Target target) {
        VaultProperties live = found.properties();
        return new Comparison().location(found.location(), target)
                .fixed("authorisation by roles (enableRbacAuthorization)", Boolean.TRUE.equals(live.enableRbacAuthorization()), true)
                .changeable("purge protection", Boolean.TRUE.equals(live.enablePurgeProtection()), true).tags(found.tags(), target);
    }

    @Override
    Fitness fitness(VaultInner found, Target target) {
        boolean roles = Boolean.TRUE.equals(found.properties().enableRbacAuthorization());
        String vault = " --name " + target.names().keyVault() + " --resource-group " + group(target);
        return new Fitness().needs("authorisation (enableRbacAuthorization)", "access policies", "roles, by which the operator is let in",
                roles,
                "See who uses the policies with `az keyvault show" + vault + " --query properties.accessPolicies` and give them roles; "
                        + "then `az keyvault update" + vault + " --enable-rbac-authorization true`. Or name another vault in "
                        + target.property(ResourceKind.KEY_VAULT.useProperty()) + ".");
    }

    /** A vault behind a firewall answers everybody outside the same way, whatever their roles. */
    @Override
    Optional<Decision> beforeUse(Arm arm, VaultInner found, Target target) {
        try {
            Arm.found(() -> arm.secrets().apply(found.properties().vaultUri()).getSecret(target.names().keyVaultSecret()));
            return Optional.empty();
        } catch (HttpResponseException e) {
            AzureError error = AzureError.of(e);
            if (error.has("ForbiddenByFirewall") || error.has("ForbiddenByConnection")) {
                String network = found.properties().publicNetworkAccess();
                return new Fitness().needs("network access", "closed to the bot (publicNetworkAccess " + network + ")",
                        "that the bot and the pods in subnet " + target.network().containerSubnet().name() + " reach it", false,
                        "Let both in: a rule in the vault's firewall (`az keyvault network-rule add --name " + target.names().keyVault()
                                + "`) or a private endpoint.")
                        .cause(ResourceKind.KEY_VAULT, target).map(Fail::new);
            }
            if (error.status() == 403) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    Cause impossible(VaultInner found, Comparison comparison, Target target, String property) {
        if (Boolean.TRUE.equals(found.properties().enableRbacAuthorization()) || comparison.impossibilities() > 1) {
            return super.impossible(found, comparison, target, property);
        }
        String vault = " --name " + target.names().keyVault() + " --resource-group " + group(target);
        return new Cause("VaultOnAccessPolicies",
                "The " + noun(target)
                        + " exists and is on access policies, but the operator is let in by roles; the bot does not switch it, because "
                        + "whoever comes in by a policy would be locked out.",
                "See who uses the policies with `az keyvault show" + vault
                        + " --query properties.accessPolicies` and give them roles; then `az "
                        + "keyvault update" + vault
                        + " --enable-rbac-authorization true` (needs Owner or User Access Administrator). Or set "
                        + target.property(property) + " to another name.");
    }

    @Override
    Optional<Decision> beforeCreation(Arm arm, Target target) {
        return DeletedVaults.named(arm, target).map(vault -> new Fail(DeletedVaults.cause(vault, target)));
    }

    @Override
    Optional<Duration> create(Arm arm, Target target) {
        var properties = new VaultProperties().withTenantId(arm.caller().get().tenantId())
                .withSku(new Sku().withFamily(SkuFamily.A).withName(SkuName.STANDARD)).withAccessPolicies(List.of())
                .withEnableRbacAuthorization(true).withEnablePurgeProtection(true).withEnableSoftDelete(true)
                .withSoftDeleteRetentionInDays(RETENTION_DAYS).withNetworkAcls(new NetworkRuleSet()
                        .withDefaultAction(NetworkRuleAction.ALLOW).withBypass(NetworkRuleBypassOptions.AZURE_SERVICES));
        return sending.accepted(arm.vaults().createOrUpdateWithResponseAsync(group(target), target.names().keyVault(),
                new VaultCreateOrUpdateParameters().withLocation(target.location()).withTags(Comparison.withTags(null, target))
                        .withProperties(properties)));
    }

    @Override
    Optional<Duration> change(Arm arm, Target target, VaultInner found) {
        return sending.answered(arm.vaults().updateWithResponseAsync(group(target), target.names().keyVault(),
                new VaultPatchParameters().withTags(Comparison.withTags(found.tags(), target))
                        .withProperties(new VaultPatchProperties().withEnablePurgeProtection(true))));
    }

    @Override
    Done done(VaultInner found, Target target) {
        boolean guarded = Boolean.TRUE.equals(found.properties().enablePurgeProtection());
        return new Done(target.names().keyVault() + ", authorisation by roles" + (guarded ? ", purge protection" : ""));
    }
}

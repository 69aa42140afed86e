package org.uid2chatops.azure;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import com.azure.core.exception.HttpResponseException;
import com.azure.resourcemanager.authorization.fluent.RoleAssignmentsClient;
import com.azure.resourcemanager.compute.fluent.ComputeManagementClient;
import com.azure.resourcemanager.containerinstance.fluent.LocationsClient;
import com.azure.resourcemanager.containerservice.fluent.ManagedClustersClient;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.keyvault.fluent.VaultsClient;
import com.azure.resourcemanager.keyvault.fluent.models.VaultInner;
import com.azure.resourcemanager.msi.fluent.UserAssignedIdentitiesClient;
import com.azure.resourcemanager.network.fluent.NetworkManagementClient;
import com.azure.resourcemanager.resources.fluent.ResourceManagementClient;
import com.azure.security.keyvault.secrets.SecretClient;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;

/**
 * The clients of one subscription, signed in as the bot. Thread-safe.
 *
 * @param containers what container instances a location has, and how much of them the subscription uses
 * @param registrations of the subscription with the providers of its resources
 * @param caller asks for the bot's own identity
 * @param secrets makes the client of a vault, by its address
 */
record Arm(ResourceManagementClient resources, NetworkManagementClient network, ManagedClustersClient clusters, VaultsClient vaults,
        UserAssignedIdentitiesClient identities, RoleAssignmentsClient roleAssignments, ComputeManagementClient compute,
        LocationsClient containers, Permissions permissions, ProviderRegistrations registrations, Supplier<Caller> caller,
        Function<String, SecretClient> secrets) {

    /** Returns what {@code look} finds, or empty if Azure says there is no such thing. */
    static <R> Optional<R> found(Supplier<R> look) {
        try {
            return Optional.ofNullable(look.get());
        } catch (HttpResponseException e) {
            if (e.getResponse() != null && e.getResponse().getStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Optional<ManagedClusterInner> cluster(Target target) {
        return found(() -> clusters.getByResourceGroup(target.groupOf(ResourceKind.CLUSTER), target.names().cluster()));
    }

    Optional<VaultInner> vault(Target target) {
        return found(() -> vaults.getByResourceGroup(target.groupOf(ResourceKind.KEY_VAULT), target.names().keyVault()));
    }

    /** Returns the operator key that a vault holds for a target. */
    Optional<OperatorKey> operatorKey(VaultInner vault, Target target) {
        return found(() -> secrets.apply(vault.properties().vaultUri()).getSecret(target.names().keyVaultSecret()))
                .map(secret -> new OperatorKey(Objects.requireNonNullElse(secret.getValue(), "")));
    }

    /** Returns a location in its short form: people and Azure write {@code East US} as well as {@code eastus}. */
    static String location(String location) {
        return location.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}

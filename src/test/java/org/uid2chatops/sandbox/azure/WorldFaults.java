package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.uid2chatops.sandbox.azure.Latencies.Service;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.fault.Parameters;

/** The faults that are states of the simulated Azure: whatever asks finds the world so while they are on. */
final class WorldFaults {

    private static final String STANDING = "; a state of the world: times does not count, it lasts until it is switched off or forSeconds"
            + " (simulated) are over";
    private static final String SOFT_DELETED = "azure.vault-soft-deleted";
    private static final String UNREGISTERED = "azure.provider-unregistered";
    private static final String NAME = "name";
    private static final String LOCATION = "location";
    private static final String NAMESPACE = "namespace";
    private static final String SECONDS = "seconds";
    private static final String ALL_REGIONS = "only in this region, e.g. eastus; all if not given";

    private final Faults faults;

    WorldFaults(Faults faults) {
        this.faults = faults;
        declare("azure.quota", "a quota is small: usages say so, and AKS, public addresses and container groups are refused beyond it",
                Map.of(NAME,
                        "as usages name it, every one if not given: standardDDv5Family, cores, ConfidentialCores, ConfidentialContainerGroups,"
                                + " StandardSkuPublicIpAddresses…",
                        "limit", "0 if not given", "used",
                        "what others use of it, beside the world's own;"
                                + " 0 if not given",
                        LOCATION, ALL_REGIONS));
        declare("azure.size-restricted", "the subscription may not use a size of virtual machines: skus say so and AKS refuses it",
                Map.of("size", "e.g. Standard_D4d_v5", "reason", "NotAvailableForSubscription if not given, or QuotaId", LOCATION,
                        ALL_REGIONS));
        declare("azure.missing-right", "the bot lacks a right: permissions do not show it and calls that need it are refused",
                Map.of("action", "with * for any text, e.g. Microsoft.Authorization/roleAssignments/write; actions on data too", "scope",
                        "only at scopes whose id holds this text, in any case"));
        declare("azure.policy", "a policy denies writes: 403 RequestDisallowedByPolicy",
                Map.of("method", "PUT if not given", "path", Parameters.PATH, "policy", "its display name", "assignment",
                        "the assignment's display name", "property", "the field it wants, e.g. tags['team']", "tag",
                        "a tag: resources that carry it are let through"));
        declare("azure.version-retired", "Kubernetes versions are offered no more, and AKS refuses new clusters of them",
                Map.of("version", "1.34 or 1.34.9", "code", "BadRequest if not given, AgentPoolK8sVersionNotSupported or"
                        + " K8sVersionNotSupported"));
        declare("azure.vault-taken", "a vault's name belongs to somebody else", Map.of(NAME, "the vault's"));
        declare(SOFT_DELETED, "a soft-deleted vault of this subscription has the name; recovering or purging it ends the fault",
                Map.of(NAME, "the vault's", "group", "where it was; the group of the target whose vault it is if not given", LOCATION,
                        "eastus if not given", "purgeProtected", "true if not given"));
        declare(UNREGISTERED, "the subscription is not registered for a provider; registering it ends the fault",
                Map.of(NAMESPACE, "e.g. Microsoft.ContainerInstance"));
        declare("azure.group-deleting",
                "a resource group is being deleted: its state is Deleting and writes in it answer 409 ResourceGroupBeingDeleted; it is as"
                        + " before when the fault ends",
                Map.of("group", "its name; the target's if not given"));
        declare("azure.rbac-lag", "grants made while it is on take effect late", Map.of(SECONDS, "simulated, 900 if not given"));
        declare("azure.principal-lag", "principals made while it is on are known late", Map.of(SECONDS, "simulated, 300 if not given"));
        declare("azure.service-time", "what begins while it is on takes this long",
                Map.of("service", "one of " + List.of(Service.values()), SECONDS, "simulated, 900 if not given"));
    }

    private void declare(String fault, String does, Map<String, String> parameters) {
        faults.declare(new Faults.Available(fault, does + STANDING, new java.util.TreeMap<>(parameters)));
    }

    /** Returns the quota of that name as it was set, the newest if there are several. */
    Optional<Parameters> quota(String name, String location) {
        return newest("azure.quota", one -> one.allows(NAME, name) && inRegion(one, location));
    }

    Optional<Parameters> restriction(String size, String location) {
        return newest("azure.size-restricted", one -> one.allows("size", size) && inRegion(one, location));
    }

    /** Returns the patterns of the actions that the bot may not do at a scope. */
    List<String> missingRights(String scope, String target) {
        return faults.standing("azure.missing-right", target).stream().filter(one -> one.within("scope", scope))
                .map(one -> one.text("action", "*")).toList();
    }

    List<Parameters> policies(String target) {
        return faults.standing("azure.policy", target);
    }

    /** Returns the code with which a version is refused that is retired, given in full. */
    Optional<String> retired(String full) {
        return newest("azure.version-retired", one -> full.equals(one.text("version")) || full.startsWith(one.text("version") + "."))
                .map(one -> one.text("code", "BadRequest"));
    }

    boolean vaultTaken(String name) {
        return newest("azure.vault-taken", one -> one.text(NAME).equalsIgnoreCase(name)).isPresent();
    }

    List<Parameters> softDeletedVaults() {
        return faults.standing(SOFT_DELETED).stream().filter(one -> one.has(NAME)).toList();
    }

    void vaultIsBack(String name) {
        faults.over(SOFT_DELETED, one -> one.text(NAME).equalsIgnoreCase(name));
    }

    boolean unregistered(String namespace) {
        return newest(UNREGISTERED, one -> one.text(NAMESPACE).equalsIgnoreCase(namespace)).isPresent();
    }

    void isRegistered(String namespace) {
        faults.over(UNREGISTERED, one -> one.text(NAMESPACE).equalsIgnoreCase(namespace));
    }

    boolean deleting(String group, String target) {
        return faults.standing("azure.group-deleting", target).stream().anyMatch(one -> one.allows("group", group));
    }

    /** Returns how long a service takes that was told to. */
    Optional<Duration> takes(Service service) {
        return switch (service) {
            case ROLE_EFFECT -> newest("azure.rbac-lag", _ -> true).map(one -> seconds(one, 900)).or(() -> told(service));
            case PRINCIPAL_REPLICATION -> newest("azure.principal-lag", _ -> true).map(one -> seconds(one, 300)).or(() -> told(service));
            default -> told(service);
        };
    }

    private Optional<Duration> told(Service service) {
        return newest("azure.service-time", one -> one.text("service").toUpperCase(Locale.ROOT).equals(service.name()))
                .map(one -> seconds(one, 900));
    }

    private static Duration seconds(Parameters parameters, double otherwise) {
        return Duration.ofMillis(Math.round(parameters.decimal(SECONDS, otherwise) * 1000));
    }

    private Optional<Parameters> newest(String fault, Predicate<Parameters> fit) {
        return faults.standing(fault).stream().filter(fit).reduce((_, later) -> later);
    }

    private static boolean inRegion(Parameters parameters, String location) {
        return !parameters.has(LOCATION) || Locations.normalise(parameters.text(LOCATION)).filter(location::equals).isPresent();
    }
}

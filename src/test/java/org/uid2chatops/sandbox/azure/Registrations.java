package org.uid2chatops.sandbox.azure;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.azure.Latencies.Service;

/** Which resource providers the subscription is registered for. Guarded by {@link Cloud}. */
final class Registrations {

    private static final Map<String, List<String>> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("Microsoft.Resources", List.of("resourceGroups", "subscriptions", "locations"));
        TYPES.put("Microsoft.Network", List.of("virtualNetworks", "virtualNetworks/subnets", "publicIPAddresses", "natGateways"));
        TYPES.put("Microsoft.ContainerService", List.of("managedClusters", "locations/kubernetesVersions"));
        TYPES.put("Microsoft.ContainerInstance", List.of("containerGroups", "serviceAssociationLinks", "locations/usages"));
        TYPES.put("Microsoft.KeyVault", List.of("vaults", "vaults/secrets", "deletedVaults"));
        TYPES.put("Microsoft.ManagedIdentity", List.of("userAssignedIdentities"));
        TYPES.put("Microsoft.Authorization", List.of("roleAssignments", "roleDefinitions", "permissions"));
        TYPES.put("Microsoft.Compute", List.of("virtualMachineScaleSets", "locations/usages"));
    }

    /** The providers' own applications and the roles these have. Made up but for their shape: no client looks at them. */
    private static final Map<String, List<String>> APPLICATIONS = Map.of("Microsoft.ContainerInstance",
            List.of("6bb8e274-0000-4000-8000-000000000011", "7715c506-0000-4000-8000-000000000012"));

    private final Cloud cloud;
    private final WorldFaults world;
    private final Map<String, Instant> registeredAt = new LinkedHashMap<>();
    private final Set<String> unregistered = new HashSet<>();

    Registrations(Cloud cloud, WorldFaults world) {
        this.cloud = cloud;
        this.world = world;
        TYPES.keySet().stream().filter(namespace -> !namespace.equals("Microsoft.ContainerInstance"))
                .forEach(namespace -> registeredAt.put(namespace, Instant.MIN));
    }

    void register(Routes routes) {
        String list = "/subscriptions/{subscription}/providers";
        routes.on("GET", list, _ -> Reply.of(200, Json.list(TYPES.keySet().stream().map(this::shown).toList())));
        routes.on("GET", list + "/{namespace}", call -> Reply.of(200, shown(known(call))));
        routes.on("POST", list + "/{namespace}/register", call -> {
            String namespace = known(call);
            if (!registeredAt.containsKey(namespace) || world.unregistered(namespace)) {
                world.isRegistered(namespace);
                Instant end = call.now().plus(cloud.takes(Service.PROVIDER_REGISTRATION, namespace));
                registeredAt.put(namespace, end);
                cloud.timeline().add("", "register " + namespace, ArmId.SUBSCRIPTION + "/providers/" + namespace, call.now(), end);
            }
            return Reply.of(200, shown(namespace));
        });
        routes.on("POST", list + "/{namespace}/unregister", call -> {
            String namespace = known(call);
            registeredAt.remove(namespace);
            unregistered.add(namespace);
            return Reply.of(200, shown(namespace).put("registrationState", "Unregistering"));
        });
    }

    boolean registered(String namespace) {
        return TYPES.keySet().stream().filter(namespace::equalsIgnoreCase).findFirst().map(this::state).orElse("").equals("Registered");
    }

    /** Refuses a resource of a provider that the subscription is not registered for. */
    void want(String namespace) {
        if (!registered(namespace)) {
            throw Refusal.of(409, "MissingSubscriptionRegistration", "The subscription is not registered to use namespace '" + namespace
                    + "'. See https://aka.ms/rps-not-found for how to register subscriptions.").detailed(namespace);
        }
    }

    private static String known(ArmCall call) {
        String asked = call.name("namespace");
        return TYPES.keySet().stream().filter(asked::equalsIgnoreCase).findFirst()
                .orElseThrow(() -> Refusal.of(404, "InvalidResourceNamespace", "The resource namespace '" + asked + "' is invalid."));
    }

    private String state(String namespace) {
        Instant at = registeredAt.get(namespace);
        if (at == null && unregistered.contains(namespace)) {
            return "Unregistered";
        }
        return at == null || world.unregistered(namespace) ? "NotRegistered" : cloud.now().isBefore(at) ? "Registering" : "Registered";
    }

    private ObjectNode shown(String namespace) {
        ObjectNode provider = Json.object().put("id", ArmId.SUBSCRIPTION + "/providers/" + namespace).put("namespace", namespace);
        if (APPLICATIONS.containsKey(namespace)) {
            List<String> application = APPLICATIONS.get(namespace);
            provider.putObject("authorization").put("applicationId", application.getFirst()).put("roleDefinitionId", application.getLast());
        }
        var types = provider.putArray("resourceTypes");
        for (String type : TYPES.getOrDefault(namespace, List.of())) {
            ObjectNode shown = types.addObject().put("resourceType", type);
            Locations.displayNames().values().forEach(shown.putArray("locations")::add);
            shown.putArray("apiVersions").add("2025-09-01").add("2025-05-01").add("2025-04-01").add("2025-03-01").add("2024-11-30")
                    .add("2022-04-01");
            shown.put("capabilities", "None");
        }
        return provider.put("registrationState", state(namespace)).put("registrationPolicy",
                List.of("microsoft.resources", "microsoft.authorization").contains(namespace.toLowerCase(Locale.ROOT))
                        ? "RegistrationFree"
                        : "RegistrationRequired");
    }
}

package org.uid2chatops.azure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The resource providers that the guide's resources come from, and how they stand in a subscription. */
final class ProviderRegistrations {

    static final List<String> NAMESPACES = List.of("Microsoft.ContainerInstance", "Microsoft.ContainerService", "Microsoft.Network",
            "Microsoft.KeyVault", "Microsoft.ManagedIdentity");

    private ProviderRegistrations() {
    }

    /** Returns those that are not registered, each with its state. */
    static Map<String, String> pending(Arm arm) {
        Map<String, String> pending = new LinkedHashMap<>();
        for (String namespace : NAMESPACES) {
            String state = arm.resources().getProviders().get(namespace).registrationState();
            if (!"Registered".equalsIgnoreCase(state)) {
                pending.put(namespace, String.valueOf(state));
            }
        }
        return pending;
    }

    /** Returns those that somebody still has to register: nobody works on it. */
    static List<String> missing(Arm arm) {
        return pending(arm).entrySet().stream().filter(one -> !underWay(one.getValue())).map(Map.Entry::getKey).toList();
    }

    static boolean underWay(String state) {
        return state.equalsIgnoreCase("Registering") || state.equalsIgnoreCase("Unregistering");
    }
}

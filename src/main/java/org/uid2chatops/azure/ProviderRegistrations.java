package org.uid2chatops.azure;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.azure.resourcemanager.resources.fluent.ProvidersClient;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.uid2chatops.time.ClockTicker;

/**
 * The resource providers that the guide's resources come from, and how they stand in a subscription. Azure is asked for each of them: one list
 * of all there are is megabytes. One that is registered stays so while anything of it exists, and is not asked for again at once: where
 * Azure answers a part of the questions only, the next look has fewer. Thread-safe.
 */
final class ProviderRegistrations {

    static final List<String> NAMESPACES = List.of("Microsoft.ContainerInstance", "Microsoft.ContainerService", "Microsoft.Network",
            "Microsoft.KeyVault", "Microsoft.ManagedIdentity");
    /** On the bot's clock. */
    private static final Duration BELIEVED = Duration.ofHours(1);

    private final ProvidersClient providers;
    private final Cache<String, Boolean> registered;

    ProviderRegistrations(ProvidersClient providers, Clock clock) {
        this.providers = providers;
        this.registered = Caffeine.newBuilder().expireAfterWrite(BELIEVED)
                .ticker(ClockTicker.of(clock)).build();
    }

    /** Returns those that are not registered, each with its state. */
    Map<String, String> pending() {
        Map<String, String> pending = new LinkedHashMap<>();
        for (String namespace : NAMESPACES) {
            if (registered.getIfPresent(namespace) != null) {
                continue;
            }
            String state = providers.get(namespace).registrationState();
            if ("Registered".equalsIgnoreCase(state)) {
                registered.put(namespace, true);
            } else {
                pending.put(namespace, String.valueOf(state));
            }
        }
        return pending;
    }

    /** Returns those that somebody still has to register: nobody works on it. */
    List<String> missing() {
        return pending().entrySet().stream().filter(one -> !underWay(one.getValue())).map(Map.Entry::getKey).toList();
    }

    static boolean underWay(String state) {
        return state.equalsIgnoreCase("Registering") || state.equalsIgnoreCase("Unregistering");
    }
}

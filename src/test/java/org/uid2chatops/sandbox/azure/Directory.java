package org.uid2chatops.sandbox.azure;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tenant's service principals, by object id. Not thread-safe: guarded by {@link Cloud}. */
final class Directory {

    private final Map<String, Principal> principals = new LinkedHashMap<>();

    void add(Principal principal) {
        principals.put(key(principal.objectId), principal);
    }

    void remove(String objectId) {
        principals.remove(key(objectId));
    }

    Optional<Principal> find(String objectId) {
        return Optional.ofNullable(principals.get(key(objectId)));
    }

    /** Returns those that everybody sees by then, oldest first. */
    List<Principal> replicated(Instant now) {
        return principals.values().stream().filter(principal -> !now.isBefore(principal.replicatedAt)).toList();
    }

    private static String key(String objectId) {
        return objectId.toLowerCase(Locale.ROOT);
    }

    /**
     * A service principal; those who ask for it before it is replicated may not find it.
     *
     * @param resource the id of the resource whose managed identity it is, or nothing for an app registration's
     */
    record Principal(String objectId, String clientId, String displayName, Optional<String> resource, Instant replicatedAt) {
    }
}

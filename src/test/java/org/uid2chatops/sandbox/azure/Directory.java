package org.uid2chatops.sandbox.azure;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tenant's service principals, by object id. Not thread-safe: guarded by {@link Cloud}. */
final class Directory {

    private final Map<String, Principal> principals = new HashMap<>();

    void add(String objectId, String clientId, Instant replicatedAt) {
        principals.put(objectId.toLowerCase(Locale.ROOT), new Principal(clientId, replicatedAt));
    }

    void remove(String objectId) {
        principals.remove(objectId.toLowerCase(Locale.ROOT));
    }

    Optional<Principal> find(String objectId) {
        return Optional.ofNullable(principals.get(objectId.toLowerCase(Locale.ROOT)));
    }

    /** A service principal; those who ask for it before it is replicated may not find it. */
    record Principal(String clientId, Instant replicatedAt) {
    }
}

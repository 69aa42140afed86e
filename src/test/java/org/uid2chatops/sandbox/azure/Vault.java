package org.uid2chatops.sandbox.azure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A vault with its secrets, deleted or not. Guarded by {@link Cloud}. */
final class Vault {

    private final Resource resource;
    private final String baseUrl;
    private final Map<String, List<ObjectNode>> secrets = new LinkedHashMap<>();
    private @Nullable Instant deleted;

    /** @param baseUrl where its data plane is, without a slash at the end */
    Vault(Resource resource, String baseUrl) {
        this.resource = resource;
        this.baseUrl = baseUrl;
    }

    Resource resource() {
        return resource;
    }

    String name() {
        return resource.name();
    }

    String baseUrl() {
        return baseUrl;
    }

    @Nullable
    Instant deleted() {
        return deleted;
    }

    void delete(Instant at) {
        deleted = at;
    }

    void recover() {
        deleted = null;
    }

    /** Returns whether its host name resolves. */
    boolean reachable() {
        return deleted == null && resource.state().equals("Succeeded");
    }

    boolean purgeProtected() {
        return resource.properties().path("enablePurgeProtection").asBoolean(false);
    }

    int retentionDays() {
        return resource.properties().path("softDeleteRetentionInDays").asInt(90);
    }

    /** Returns the versions of a secret, oldest first. */
    List<ObjectNode> versions(String secret) {
        return secrets.getOrDefault(secret.toLowerCase(Locale.ROOT), List.of());
    }

    List<ObjectNode> newest() {
        return secrets.values().stream().map(List::getLast).toList();
    }

    /** Returns one version, or the newest if none is named. */
    Optional<ObjectNode> secret(String secret, String version) {
        List<ObjectNode> versions = versions(secret);
        return version.isEmpty()
                ? versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast())
                : versions.stream().filter(one -> Json.text(one, "/id").endsWith("/" + version)).findFirst();
    }

    void add(String secret, ObjectNode version) {
        secrets.computeIfAbsent(secret.toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(version);
    }
}

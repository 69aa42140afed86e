package org.uid2chatops.sandbox.azure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every resource there is, oldest first, role assignments and groups included. Not thread-safe: guarded by {@link Cloud}. */
final class ResourceStore {

    private final Map<String, Resource> resources = new LinkedHashMap<>();

    Optional<Resource> find(String id) {
        return Optional.ofNullable(resources.get(ArmId.key(id)));
    }

    Resource put(Resource resource) {
        resources.put(ArmId.key(resource.id()), resource);
        return resource;
    }

    /** Takes away a resource and everything that lies under its id. */
    void remove(String id) {
        resources.values().removeIf(resource -> ArmId.within(resource.id(), id));
    }

    List<Resource> all() {
        return List.copyOf(resources.values());
    }

    List<Resource> ofType(String type) {
        return resources.values().stream().filter(resource -> resource.type().equalsIgnoreCase(type)).toList();
    }

    List<Resource> within(String scope) {
        return resources.values().stream().filter(resource -> ArmId.within(resource.id(), scope)).toList();
    }
}

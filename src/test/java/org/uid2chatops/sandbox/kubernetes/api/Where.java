package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The resource that a request's path names.
 *
 * @param namespace empty for all, and for kinds without namespaces
 * @param name empty for the collection
 */
record Where(ResourceType type, String namespace, String name, String subresource) {

    /** Reads {@code /api/v1/…} and {@code /apis/GROUP/VERSION/…}; empty if there is no such resource. */
    static Optional<Where> of(String path, ResourceTypes types) {
        var segments = new ArrayList<>(List.of(path.substring(1).split("/")));
        boolean core = segments.getFirst().equals("api");
        int head = core ? 2 : 3;
        if (segments.size() <= head || !core && !segments.getFirst().equals("apis")) {
            return Optional.empty();
        }
        String group = core ? "" : segments.get(1);
        String version = segments.get(head - 1);
        List<String> rest = segments.subList(head, segments.size());
        String namespace = "";
        if (rest.size() >= 3 && rest.getFirst().equals("namespaces") && types.find(group, version, rest.get(2)).isPresent()) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        if (rest.size() > 3) {
            return Optional.empty();
        }
        String name = rest.size() > 1 ? rest.get(1) : "";
        String subresource = rest.size() > 2 ? rest.get(2) : "";
        String inNamespace = namespace;
        return types.find(group, version, rest.getFirst()).filter(type -> type.namespaced() || inNamespace.isEmpty())
                .filter(type -> subresource.isEmpty() || type.subresources().contains(subresource))
                .map(type -> new Where(type, inNamespace, name, subresource));
    }
}

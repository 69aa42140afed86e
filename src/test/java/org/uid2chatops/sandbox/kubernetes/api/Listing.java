package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.client.KubernetesClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A kind of object that an API server lists, as its discovery says: in the version that it prefers. */
public record Listing(String groupVersion, String kind, String plural, boolean namespaced) {

    /** Returns every kind whose objects can be listed. */
    public static List<Listing> of(KubernetesClient client) {
        var found = new LinkedHashMap<String, Listing>();
        add(client, "/api/v1", found);
        for (JsonNode group : Json.object(client.raw("/apis")).path("groups")) {
            add(client, "/apis/" + group.path("preferredVersion").path("groupVersion").asString(""), found);
        }
        return List.copyOf(found.values());
    }

    private static void add(KubernetesClient client, String path, Map<String, Listing> found) {
        ObjectNode list = Json.object(client.raw(path));
        for (ObjectNode resource : Json.objects(list, "resources")) {
            boolean listed = resource.path("verbs").valueStream().anyMatch(verb -> verb.asString("").equals("list"));
            if (listed) {
                var one = new Listing(Json.text(list, "groupVersion"), Json.text(resource, "kind"), Json.text(resource, "name"),
                        resource.path("namespaced").asBoolean(false));
                // Kinds such as Event and Ingress are served under two groups; the first is enough to see them
                found.putIfAbsent(one.kind(), one);
            }
        }
    }

    private String root() {
        return (groupVersion.contains("/") ? "/apis/" : "/api/") + groupVersion;
    }

    /** Returns the path of one object. */
    public String path(String namespace, String name) {
        return root() + (namespaced ? "/namespaces/" + namespace + "/" : "/") + plural + "/" + name;
    }

    /** Returns its objects of every namespace, each with its kind and version. */
    List<ObjectNode> items(KubernetesClient client) {
        var items = new ArrayList<ObjectNode>();
        for (ObjectNode item : Json.objects(Json.object(client.raw(root() + "/" + plural)), "items")) {
            items.add(Json.object().put("apiVersion", groupVersion).put("kind", kind).setAll(item));
        }
        return items;
    }
}

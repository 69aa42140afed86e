package org.uid2chatops.sandbox.kubernetes.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How lists and maps of the core types merge, by the name of their field. Source: {@code x-kubernetes-list-map-keys},
 * {@code x-kubernetes-map-type} and {@code x-kubernetes-patch-merge-key} of Kubernetes' OpenAPI document.
 */
sealed interface ListShape {

    /** Replaced as a whole. */
    record Atomic() implements ListShape {
    }

    /** Scalars, each there once. */
    record Values() implements ListShape {
    }

    /** Objects, each known by these fields. */
    record Keyed(List<String> keys) implements ListShape {

        /** Returns the item's key as field ownership writes it: {@code {"name":"skr"}}. */
        ObjectNode keyOf(JsonNode item) {
            var sorted = new TreeMap<String, JsonNode>();
            for (String key : keys) {
                JsonNode value = item.path(key);
                if (value.isMissingNode() && key.equals("protocol")) {
                    value = JsonNodeFactory.instance.stringNode("TCP");
                }
                if (!value.isMissingNode()) {
                    sorted.put(key, value);
                }
            }
            return Json.object().setAll(sorted);
        }

        /** Returns the position of the item with the same key as {@code item}, or -1. */
        int find(ArrayNode list, JsonNode item) {
            ObjectNode key = keyOf(item);
            for (int i = 0; i < list.size(); i++) {
                if (keyOf(list.get(i)).equals(key)) {
                    return i;
                }
            }
            return -1;
        }
    }

    Map<String, Keyed> KEYED = Map.ofEntries(byName("containers"), byName("initContainers"), byName("ephemeralContainers"),
            byName("volumes"), byName("env"), byName("imagePullSecrets"), byName("webhooks"), byName("resourceClaims"),
            byName("schedulingGates"), by("volumeMounts", "mountPath"), by("volumeDevices", "devicePath"), by("hostAliases", "ip"),
            by("conditions", "type"), by("ownerReferences", "uid"), by("topologySpreadConstraints", "topologyKey", "whenUnsatisfiable"),
            by("podIPs", "ip"), by("hostIPs", "ip"), by("addresses", "type"));
    Keyed CONTAINER_PORTS = new Keyed(List.of("containerPort", "protocol"));
    Keyed SERVICE_PORTS = new Keyed(List.of("port", "protocol"));
    Set<String> ATOMIC_MAPS = Set.of("selector", "nodeSelector", "labelSelector", "namespaceSelector", "objectSelector", "fieldRef",
            "resourceFieldRef", "secretKeyRef", "configMapKeyRef", "secretRef", "involvedObject", "targetRef", "roleRef", "claimRef");

    private static Map.Entry<String, Keyed> byName(String field) {
        return by(field, "name");
    }

    private static Map.Entry<String, Keyed> by(String field, String... keys) {
        return Map.entry(field, new Keyed(List.of(keys)));
    }

    /**
     * Returns how the list under that field merges.
     *
     * @param custom whether the object is of a CRD, whose lists are atomic but for those of its metadata
     */
    static ListShape of(String field, JsonNode list, boolean custom) {
        if (field.equals("finalizers")) {
            return new Values();
        }
        if (custom && !field.equals("ownerReferences")) {
            return new Atomic();
        }
        if (field.equals("ports") && !list.isEmpty()) {
            JsonNode first = list.get(0);
            return first.has("containerPort") ? CONTAINER_PORTS : first.has("port") ? SERVICE_PORTS : new Atomic();
        }
        Keyed keyed = KEYED.get(field);
        return keyed == null ? new Atomic() : keyed;
    }

    /** Returns how strategic merge patches treat the list: some that server-side apply takes as atomic are keyed here. */
    static ListShape ofStrategic(String field, JsonNode list, boolean custom) {
        return switch (field) {
            case "taints" -> new Keyed(List.of("key"));
            case "secrets" -> new Keyed(List.of("name"));
            case "topologySpreadConstraints" -> new Keyed(List.of("topologyKey"));
            case "ports" -> {
                boolean container = !list.isEmpty() && list.get(0).has("containerPort");
                boolean service = !list.isEmpty() && list.get(0).has("port");
                yield container ? new Keyed(List.of("containerPort")) : service ? new Keyed(List.of("port")) : new Atomic();
            }
            default -> of(field, list, custom);
        };
    }

    static boolean atomicMap(String field, boolean custom) {
        return !custom && ATOMIC_MAPS.contains(field);
    }
}

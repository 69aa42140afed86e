package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server has: versions, groups, kinds, and as much of an OpenAPI v3 document as Helm asks for. */
final class Discovery {

    private final ResourceTypes types;
    private final String version;

    /** @param version of Kubernetes, e.g. {@code 1.34.9} */
    Discovery(ResourceTypes types, String version) {
        this.types = types;
        this.version = version;
    }

    /** Returns the answer to a path that is not a resource's. */
    Optional<ObjectNode> answer(String path) {
        return switch (path) {
            case "/version", "/version/" -> Optional.of(version());
            case "/api", "/api/" -> Optional.of(core());
            case "/apis", "/apis/" -> Optional.of(groups());
            case "/openapi/v3", "/openapi/v3/" -> Optional.of(openApiPaths());
            default -> path.startsWith("/openapi/v3/") ? openApi(path.substring("/openapi/v3/".length())) : kinds(path);
        };
    }

    private ObjectNode version() {
        String[] parts = version.split("\\.");
        return Json.object().put("major", parts[0]).put("minor", parts.length > 1 ? parts[1] : "0").put("gitVersion", "v" + version)
                .put("gitCommit", "sandbox").put("gitTreeState", "clean").put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "go1.24").put("compiler", "gc").put("platform", "linux/amd64");
    }

    private static ObjectNode core() {
        var core = Json.object().put("kind", "APIVersions");
        core.putArray("versions").add("v1");
        core.putArray("serverAddressByClientCIDRs").addObject().put("clientCIDR", "0.0.0.0/0").put("serverAddress", "127.0.0.1");
        return core;
    }

    private ObjectNode groups() {
        var list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        var groups = list.putArray("groups");
        byGroup().forEach((group, versions) -> fill(groups.addObject(), group, versions));
        return list;
    }

    private TreeMap<String, List<String>> byGroup() {
        var groups = new TreeMap<String, List<String>>();
        for (ResourceType type : types.all()) {
            if (!type.group().isEmpty()) {
                var versions = groups.computeIfAbsent(type.group(), _ -> new ArrayList<>());
                if (!versions.contains(type.version())) {
                    versions.add(type.version());
                }
            }
        }
        return groups;
    }

    private static void fill(ObjectNode node, String group, Collection<String> versions) {
        node.put("name", group);
        ArrayNode list = node.putArray("versions");
        versions.forEach(one -> list.addObject().put("groupVersion", group + "/" + one).put("version", one));
        node.set("preferredVersion", list.get(0).deepCopy());
    }

    private Optional<ObjectNode> kinds(String path) {
        String[] segments = path.split("/");
        if (segments.length == 3 && segments[1].equals("apis") && byGroup().containsKey(segments[2])) {
            var group = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
            fill(group, segments[2], byGroup().getOrDefault(segments[2], List.of()));
            return Optional.of(group);
        }
        boolean core = segments.length == 3 && segments[1].equals("api");
        boolean other = segments.length == 4 && segments[1].equals("apis");
        if (!core && !other) {
            return Optional.empty();
        }
        String groupVersion = core ? segments[2] : segments[2] + "/" + segments[3];
        var found = types.all().stream().filter(type -> type.groupVersion().equals(groupVersion)).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1").put("groupVersion", groupVersion);
        var resources = list.putArray("resources");
        found.forEach(type -> fill(resources, type));
        return Optional.of(list);
    }

    private static void fill(ArrayNode resources, ResourceType type) {
        var resource = resources.addObject().put("name", type.plural()).put("singularName", type.singular())
                .put("namespaced", type.namespaced()).put("kind", type.kind());
        var verbs = resource.putArray("verbs");
        List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch").forEach(verbs::add);
        if (!type.shortNames().isEmpty()) {
            var names = resource.putArray("shortNames");
            type.shortNames().forEach(names::add);
        }
        for (String subresource : type.subresources()) {
            var sub = resources.addObject().put("name", type.plural() + "/" + subresource).put("singularName", "").put("namespaced",
                    type.namespaced());
            boolean scale = subresource.equals("scale");
            sub.put("kind", scale ? "Scale" : type.kind());
            if (scale) {
                sub.put("group", "autoscaling").put("version", "v1");
            }
            var subVerbs = sub.putArray("verbs");
            (switch (subresource) {
                case "log" -> List.of("get");
                case "binding", "eviction" -> List.of("create");
                default -> List.of("get", "patch", "update");
            }).forEach(subVerbs::add);
        }
    }

    private ObjectNode openApiPaths() {
        var document = Json.object();
        var paths = document.putObject("paths");
        types.all().forEach(type -> {
            String key = type.group().isEmpty() ? "api/" + type.version() : "apis/" + type.groupVersion();
            paths.putObject(key).put("serverRelativeURL", "/openapi/v3/" + key);
        });
        return document;
    }

    /** Says of each kind that its PATCH takes {@code fieldValidation}: Helm asks this before it leaves validation to the server. */
    private Optional<ObjectNode> openApi(String key) {
        var found = types.all().stream()
                .filter(type -> key.equals(type.group().isEmpty() ? "api/" + type.version() : "apis/" + type.groupVersion())).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v" + version);
        var paths = document.putObject("paths");
        for (ResourceType type : found) {
            String path = "/" + key + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural() + "/{name}";
            var patch = paths.putObject(path).putObject("patch").put("operationId", "patch" + type.kind());
            var parameters = patch.putArray("parameters");
            for (String parameter : List.of("dryRun", "fieldManager", "fieldValidation")) {
                parameters.addObject().put("name", parameter).put("in", "query").putObject("schema").put("type", "string");
            }
            patch.putObject("responses").putObject("200").put("description", "OK");
            patch.putObject("x-kubernetes-group-version-kind").put("group", type.group()).put("version", type.version()).put("kind",
                    type.kind());
        }
        document.putObject("components").putObject("schemas");
        return Optional.of(document);
    }
}

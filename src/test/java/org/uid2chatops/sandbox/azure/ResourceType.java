package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A type of resource that lives in a resource group: what ARM itself checks before the provider sees a request, and the lists. */
abstract class ResourceType {

    private static final List<String> RESERVED = List.of("azure", "access", "authorization", "office", "microsoft", "windows", "xbox");

    private final Cloud cloud;
    private final ResourceGroups groups;
    private final String namespace;
    private final String kind;

    /** @param kind the type after the namespace: {@code virtualNetworks} */
    ResourceType(Cloud cloud, ResourceGroups groups, String namespace, String kind) {
        this.cloud = cloud;
        this.groups = groups;
        this.namespace = namespace;
        this.kind = kind;
    }

    void register(Routes routes) {
        String list = "/providers/" + namespace + "/" + kind;
        String path = groupTemplate() + list + "/{name}";
        routes.on("PUT", path, this::put);
        routes.on("GET", path, call -> shown(existing(call)));
        routes.on("DELETE", path, call -> find(call).map(resource -> delete(call, resource)).orElseGet(() -> Reply.empty(204)));
        routes.on("GET", groupTemplate() + list, call -> {
            groups.existing(call.name("group"));
            return listed(ArmId.groupId(call.name("group")));
        });
        routes.on("GET", "/subscriptions/{subscription}" + list, _ -> listed(ArmId.SUBSCRIPTION));
    }

    static String groupTemplate() {
        return "/subscriptions/{subscription}/resourceGroups/{group}";
    }

    final String type() {
        return namespace + "/" + kind;
    }

    final String namespace() {
        return namespace;
    }

    final Cloud cloud() {
        return cloud;
    }

    String idOf(String group, String name) {
        return ArmId.groupId(group) + "/providers/" + type() + "/" + name;
    }

    final Optional<Resource> find(ArmCall call) {
        groups.existing(call.name("group"));
        return cloud.store().find(idOf(call.name("group"), call.name("name")));
    }

    final Resource existing(ArmCall call) {
        return find(call).orElseThrow(() -> Refusal.resourceNotFound(type(), call.name("name"), call.name("group")));
    }

    /** Creates or replaces, after what ARM checks. */
    abstract Reply put(Put put);

    abstract Reply delete(ArmCall call, Resource resource);

    Reply shown(Resource resource) {
        return Reply.of(200, resource.body());
    }

    private Reply put(ArmCall call) {
        ObjectNode body = call.body();
        String name = call.name("name");
        Resource group = groups.usable(call.name("group"));
        groups.wantRegistered(namespace);
        refuseReserved(name);
        Tags.check(body);
        String given = body.path("location").stringValue("");
        if (given.isEmpty()) {
            throw Refusal.of(400, "LocationRequired", "The location property is required for this definition.");
        }
        String location = Locations.normalise(given)
                .orElseThrow(() -> Refusal.of(400, "LocationNotAvailableForResourceType", "The provided location '" + given
                        + "' is not available for resource type '" + type() + "'. List of available regions for the resource type is '"
                        + Locations.all() + "'."));
        Resource before = cloud.store().find(idOf(group.name(), name)).orElse(null);
        if (before != null && !before.body().path("location").stringValue(location).equals(location)) {
            throw Refusal.of(409, "InvalidResourceLocation", "The resource '" + name + "' already exists in location '"
                    + before.body().path("location").stringValue("") + "' in resource group '" + group.name()
                    + "'. A resource with the same name cannot be created in location '" + location
                    + "'. Please select a new resource name.");
        }
        return put(new Put(call, idOf(group.name(), before == null ? name : before.name()), before == null ? name : before.name(),
                group.name(),
                location, body, before));
    }

    static void refuseReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower) || lower.contains("microsoft") || lower.contains("windows") || lower.startsWith("login")
                || lower.startsWith("xbox")) {
            throw Refusal.of(400, "ReservedResourceName",
                    "The resource name '" + name + "' or a part of the name is a trademarked or reserved word.");
        }
    }

    private Reply listed(String scope) {
        return Reply.of(200, Json.list(cloud.store().ofType(type()).stream().filter(resource -> ArmId.within(resource.id(), scope))
                .map(Resource::body).toList()));
    }

    /**
     * A PUT that ARM let through to the provider.
     *
     * @param location in its short form
     * @param before what is there already
     */
    record Put(ArmCall call, String id, String name, String group, String location, ObjectNode body, @Nullable Resource before) {

        String apiVersion() {
            return call.parameter("api-version");
        }

        /** Returns the beginning of an answer's body: tags only if there are any. */
        ObjectNode tagged(ObjectNode answer) {
            if (body.path("tags") instanceof ObjectNode tags && !tags.isEmpty()) {
                answer.set("tags", tags);
            }
            return answer;
        }
    }
}

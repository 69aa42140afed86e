package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.azure.Latencies.Service;

/** Resource groups: created at once, deleted with all that is in them. */
final class ResourceGroups {

    static final String TYPE = "Microsoft.Resources/resourceGroups";
    private static final Pattern NAME = Pattern.compile("[-\\w._()]{0,89}[-\\w_()]");

    private final Cloud cloud;
    private final LongRunning operations;
    private final Registrations registrations;
    private final WorldFaults world;
    private final List<Consumer<Resource>> beforeRemoval = new ArrayList<>();

    ResourceGroups(Cloud cloud, LongRunning operations, Registrations registrations, WorldFaults world) {
        this.cloud = cloud;
        this.operations = operations;
        this.registrations = registrations;
        this.world = world;
    }

    void register(Routes routes) {
        String path = ResourceType.groupTemplate();
        routes.on("PUT", path, this::put);
        routes.on("GET", path, call -> Reply.of(200, shown(existing(call.name("group")))));
        routes.on("HEAD", path, call -> Reply.empty(find(call.name("group")).isPresent() ? 204 : 404));
        routes.on("DELETE", path, this::delete);
        routes.on("GET", "/subscriptions/{subscription}/resourceGroups",
                _ -> Reply.of(200, Json.list(cloud.store().ofType(TYPE).stream().map(Resource::body).toList())));
    }

    /** Adds something that must be done for every resource that goes away with its group. */
    void beforeRemoval(Consumer<Resource> what) {
        beforeRemoval.add(what);
    }

    Optional<Resource> find(String name) {
        return cloud.store().find(ArmId.groupId(name));
    }

    Resource existing(String name) {
        return find(name).orElseThrow(() -> Refusal.of(404, "ResourceGroupNotFound", "Resource group '" + name + "' could not be found.")
                .with("X-Ms-Failure-Cause", "gateway"));
    }

    /** Returns a group that resources may be put into. */
    Resource usable(String name) {
        Resource group = existing(name);
        if (group.state().equals("Deleting")) {
            throw beingDeleted(name);
        }
        return group;
    }

    private ObjectNode shown(Resource group) {
        ObjectNode body = group.body().deepCopy();
        if (world.deleting(group.name(), cloud.target(group.id()))) {
            body.withObjectProperty("properties").put("provisioningState", "Deleting");
        }
        return body;
    }

    static Refusal beingDeleted(String name) {
        return Refusal.of(409, "ResourceGroupBeingDeleted",
                "The resource group '" + name + "' is in deprovisioning state and cannot perform this operation.");
    }

    void wantRegistered(String namespace) {
        registrations.want(namespace);
    }

    /** Makes a group that a service keeps its own things in. */
    Resource makeManaged(String name, String location, String managedBy, Map<String, String> tags) {
        return find(name).orElseGet(() -> {
            ObjectNode body = body(name, location);
            body.put("managedBy", managedBy);
            ObjectNode shown = body.putObject("tags");
            tags.forEach(shown::put);
            return cloud.store().put(new Resource(ArmId.groupId(name), TYPE, cloud.now(), body));
        });
    }

    /** Takes a group away at once, with everything in it. */
    void remove(String name) {
        String id = ArmId.groupId(name);
        for (Resource resource : cloud.store().within(id)) {
            beforeRemoval.forEach(what -> what.accept(resource));
        }
        cloud.store().remove(id);
    }

    private Reply put(ArmCall call) {
        String name = call.name("group");
        ObjectNode body = call.body();
        wantName(name);
        ResourceType.refuseReserved(name);
        Tags.check(body);
        String given = body.path("location").stringValue("");
        if (given.isEmpty()) {
            throw Refusal.of(400, "LocationRequired", "The location property is required for this definition.");
        }
        String location = Locations.normalise(given)
                .orElseThrow(() -> Refusal.of(400, "LocationNotAvailableForResourceGroup", "The provided location '" + given
                        + "' is not available for resource group. List of available regions is '" + Locations.all() + "'."));
        Resource before = find(name).isPresent() ? usable(name) : null;
        if (before != null) {
            if (!before.body().path("location").stringValue("").equals(location)) {
                throw Refusal.of(409, "InvalidResourceGroupLocation", "Invalid resource group location '" + location
                        + "'. The Resource group already exists in location '" + before.body().path("location").stringValue("") + "'.");
            }
            if (body.has("tags")) {
                before.body().set("tags", body.get("tags"));
            }
            return Reply.of(200, before.body());
        }
        ObjectNode made = body(name, location);
        if (body.has("tags")) {
            made.set("tags", body.get("tags"));
        }
        Resource group = cloud.store().put(new Resource(ArmId.groupId(name), TYPE, cloud.now(), made));
        Instant end = call.now().plus(cloud.takes(Service.GROUP, group.id()));
        cloud.timeline().add(name, "create resource group", group.id(), call.now(), end);
        return Reply.of(201, made).notBefore(end);
    }

    private static void wantName(String name) {
        String wrong = name.replaceAll("[-\\w._()]", "");
        if (!wrong.isEmpty()) {
            throw Refusal.of(400, "InvalidResourceGroup", "The provided resource group name '" + name + "' has these invalid characters: '"
                    + wrong + "'. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.");
        }
        if (!NAME.matcher(name).matches()) {
            throw Refusal.of(400, "InvalidResourceGroup", "The provided resource group name '" + name
                    + "' is longer than 90 characters or ends with a period.");
        }
    }

    private static ObjectNode body(String name, String location) {
        ObjectNode body = Json.object().put("id", ArmId.groupId(name)).put("name", name).put("type", TYPE).put("location", location);
        body.putObject("properties").put("provisioningState", "Succeeded");
        return body;
    }

    private Reply delete(ArmCall call) {
        Resource group = existing(call.name("group"));
        Operation running = group.operation();
        if (running == null) {
            boolean cluster = cloud.store().within(group.id()).stream().anyMatch(inside -> inside.type().equals(ManagedClusters.TYPE));
            Duration takes = cloud.takes(Service.GROUP_DELETE, group.id())
                    .plus(cluster ? cloud.takes(Service.CLUSTER_DELETE, group.id()) : Duration.ZERO);
            group.state("Deleting");
            running = operations.begin(group, "Microsoft.Resources", "delete resource group", takes, Optional.empty(),
                    _ -> remove(group.name()));
        }
        return operations.groupLocation(Reply.empty(202), running, call.parameter("api-version"));
    }
}

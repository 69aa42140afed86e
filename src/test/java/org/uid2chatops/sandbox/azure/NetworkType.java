package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.azure.Latencies.Service;

/** A type of Microsoft.Network: etags, and PUT and DELETE with Azure-AsyncOperation. */
abstract class NetworkType extends ResourceType {

    static final String NAMESPACE = "Microsoft.Network";
    private static final Pattern NAME = Pattern.compile("\\w|\\w[-\\w.]{0,78}\\w");
    private final Services services;

    NetworkType(Services services, String kind) {
        super(services.cloud(), services.groups(), NAMESPACE, kind);
        this.services = services;
    }

    @Override
    void register(Routes routes) {
        super.register(routes);
        routes.on("PATCH", groupTemplate() + "/providers/" + type() + "/{name}", this::retag);
    }

    /** Network resources take a PATCH of their tags and of nothing else. */
    private Reply retag(ArmCall call) {
        Resource resource = existing(call);
        wantIdle(resource, call);
        resource.body().set("tags", call.body().path("tags"));
        resource.body().put("etag", cloud().guids().etag(resource.id()));
        return shown(resource);
    }

    final Services services() {
        return services;
    }

    @Override
    Reply shown(Resource resource) {
        return Reply.of(200, resource.body()).with("ETag", resource.body().path("etag").stringValue(""));
    }

    /** Refuses a name that no resource of the provider can have. */
    static void wantName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.network(400, "InvalidResourceName", "Resource name " + name
                    + " is invalid. The name can be up to 80 characters long. It must begin with a word character, and it must end with a word"
                    + " character or with '_'. The name may contain word characters or '.', '-', '_'.");
        }
    }

    @Override
    final Reply put(Put put) {
        wantName(put.name());
        return write(put);
    }

    /** Creates or replaces a resource whose name will do. */
    abstract Reply write(Put put);

    /** Returns the first fields of a network resource's body. */
    ObjectNode head(Put put) {
        ObjectNode head = Json.object().put("name", put.name()).put("id", put.id()).put("etag", cloud().guids().etag(put.id()))
                .put("type", type()).put("location", put.location());
        // Empty tags come back if they were sent: recorded
        if (put.body().path("tags") instanceof ObjectNode tags) {
            head.set("tags", tags);
        }
        return head;
    }

    String guid(Put put) {
        return put.before() == null
                ? cloud().guids().next("resource " + put.id())
                : Json.text(put.before().body(), "/properties/resourceGuid");
    }

    /** Accepts a new or changed resource, whose body has its properties but no state yet. */
    Reply accept(Put put, ObjectNode body, Service service, double retryAfter, Runnable atEnd) {
        Resource resource = put.before() == null
                ? cloud().store().put(new Resource(put.id(), type(), put.call().now(), body))
                : put.before();
        resource.replace(body);
        resource.state("Updating");
        Operation operation = begin(put.call(), resource, (put.before() == null ? "create " : "update ") + type(), service, () -> {
            resource.state("Succeeded");
            resource.body().put("etag", cloud().guids().etag(resource.id()));
            atEnd.run();
        });
        NetworkLinks.refresh(cloud().store());
        Reply reply = Reply.of(put.before() == null ? 201 : 200, resource.body());
        return accepted(reply, operation, put.apiVersion(), retryAfter);
    }

    /** Accepts a PUT that changes nothing but tags: it is done at once, and still has an operation. Source: the recorded gateway. */
    Reply retagged(Put put, ObjectNode body) {
        Resource resource = Objects.requireNonNull(put.before());
        resource.replace(body);
        resource.state("Succeeded");
        Operation operation = services.operations().begin(resource, NAMESPACE, "update " + type(), Duration.ZERO, Optional.empty(), _ -> {
        });
        NetworkLinks.refresh(cloud().store());
        return accepted(Reply.of(200, resource.body()), operation, put.apiVersion());
    }

    Operation begin(ArmCall call, Resource resource, String what, Service service, Runnable atEnd) {
        Optional<ObjectNode> error = services.faults().provisioningError(call.call(), cloud().target(resource.id()), false);
        return services.operations().begin(resource, NAMESPACE, what, cloud().takes(service, resource.id()), error, _ -> {
            atEnd.run();
            NetworkLinks.refresh(cloud().store());
        });
    }

    Reply accepted(Reply reply, Operation operation, String apiVersion, double retryAfter) {
        return services.pacing().retryAfter(accepted(reply, operation, apiVersion), retryAfter);
    }

    /** As {@link #accepted(Reply, Operation, String, double)} without a word on how long to wait. */
    Reply accepted(Reply reply, Operation operation, String apiVersion) {
        return services.operations().asyncOperation(reply.with("Azure-AsyncNotification", "Enabled"), operation, apiVersion);
    }

    /** Accepts a deletion. */
    Reply acceptDelete(ArmCall call, Resource resource) {
        resource.state("Deleting");
        Operation operation = services.operations().begin(resource, NAMESPACE, "delete " + type(),
                cloud().takes(Service.NETWORK_DELETE, resource.id()), Optional.empty(), _ -> {
                    cloud().store().remove(resource.id());
                    NetworkLinks.refresh(cloud().store());
                });
        String apiVersion = call.parameter("api-version");
        return services.operations().location(accepted(Reply.empty(202), operation, apiVersion), operation, apiVersion);
    }

    /** Refuses a write while another one is under way on the same resource. */
    void wantIdle(Resource resource, ArmCall call) {
        Operation running = resource.operation();
        if (running != null && running.running(call.now())) {
            throw Refusal.network(429, "AnotherOperationInProgress",
                    "Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: "
                            + services.operations().plainUrl(running) + "?api-version=" + call.parameter("api-version") + ".");
        }
    }

    /** Refuses a change of something that somebody else has changed since. */
    static void wantEtag(ArmCall call, String id, String etag) {
        call.call().header("if-match").filter(wanted -> !wanted.equals("*") && !wanted.equals(etag)).ifPresent(wanted -> {
            throw Refusal.network(412, "PreconditionFailed", "Etag provided in if-match header " + wanted + " does not match etag " + etag
                    + " of resource " + id + " in NRP data store.");
        });
    }
}

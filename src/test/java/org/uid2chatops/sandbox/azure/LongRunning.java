package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;

/** Accepts what takes long, and answers those who wait for it by its operation's address. Guarded by {@link Cloud}. */
final class LongRunning {

    private static final double POLL_SECONDS = 10;
    private static final double GROUP_POLL_SECONDS = 15;
    /** Key Vault writes times with a blank: recorded. */
    private static final DateTimeFormatter VAULT_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Cloud cloud;
    private final Pacing pacing;
    private final String self;
    private final Map<String, Operation> operations = new HashMap<>();

    LongRunning(Cloud cloud, Pacing pacing, String self) {
        this.cloud = cloud;
        this.pacing = pacing;
        this.self = self;
    }

    void register(Routes routes) {
        String location = "/subscriptions/{subscription}/providers/{namespace}/locations/{location}";
        routes.on("GET", location + "/operations/{id}", call -> status(find(call), call.now()));
        routes.on("GET", location + "/operationResults/{id}", this::result);
        routes.on("GET", "/subscriptions/{subscription}/operationresults/{id}", this::result);
    }

    /** Begins an operation on a resource; what it does at its end is dropped if the resource is gone or has begun another one by then. */
    Operation begin(Resource resource, String namespace, String what, Duration takes, Optional<ObjectNode> error, Consumer<Instant> done) {
        Instant start = cloud.now();
        var operation = new Operation(id(resource), namespace,
                resource.body().path("location").stringValue(Place.LOCATION), resource.id(), what, start, start.plus(takes), error);
        operations.put(operation.id(), operation);
        resource.operation(operation);
        cloud.timeline().add(ArmId.group(resource.id()).orElse(""), what, resource.id(), start, operation.end());
        cloud.agenda().at(operation.end(), when -> {
            if (resource.operation() == operation && cloud.store().find(resource.id()).orElse(null) == resource) {
                if (error.isPresent()) {
                    resource.state("Failed");
                } else {
                    done.accept(when);
                }
            }
        });
        return operation;
    }

    /** Groups are deleted by jobs, whose name and place their ids are made of: recorded. */
    private String id(Resource resource) {
        if (!resource.type().equals(ResourceGroups.TYPE)) {
            return cloud.guids().next("operation " + resource.id());
        }
        String location = resource.body().path("location").stringValue("");
        String job = ("RESOURCEGROUPDELETIONJOB-" + resource.name().replace("-", ":2D") + "-" + location).toUpperCase(Locale.ROOT);
        String text = Json.object().put("jobId", job).put("jobLocation", location).toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Returns the target of the resource that an operation's address stands for. */
    String target(String path) {
        Operation operation = operations.get(ArmId.name(path));
        return operation == null ? "" : cloud.target(operation.resourceId());
    }

    Reply asyncOperation(Reply reply, Operation operation, String apiVersion) {
        return reply.with("Azure-AsyncOperation", url(operation, "operations", apiVersion));
    }

    Reply location(Reply reply, Operation operation, String apiVersion) {
        return reply.with("Location", url(operation, "operationResults", apiVersion));
    }

    /** As the deletion of a group and the purge of a vault answer: only Location. */
    Reply groupLocation(Reply reply, Operation operation, String apiVersion) {
        return pacing.retryAfter(
                reply.with("Location", signed(self + ArmId.SUBSCRIPTION + "/operationresults/" + operation.id(), operation, apiVersion)),
                GROUP_POLL_SECONDS);
    }

    private Reply status(Operation operation, Instant now) {
        ObjectNode body = Json.object();
        boolean network = operation.namespace().equals("Microsoft.Network");
        if (!network) {
            body.put("name", operation.id());
        }
        body.put("status", operation.status(now));
        if (!network) {
            body.put("startTime", operation.start().toString());
            if (!operation.running(now)) {
                body.put("endTime", operation.end().toString());
            }
        }
        if (!operation.running(now)) {
            operation.error().ifPresent(error -> body.set("error", error));
        }
        Reply reply = operation.namespace().equals("Microsoft.ContainerService") ? Reply.of(200, body).plain() : Reply.of(200, body);
        return network && operation.running(now) ? pacing.retryAfter(reply, POLL_SECONDS) : reply;
    }

    private Reply result(ArmCall call) {
        Operation operation = find(call);
        if (!operation.running(call.now())) {
            return operation.namespace().equals("Microsoft.KeyVault")
                    ? Reply.of(200,
                            Json.object().put("createdDateTime", VAULT_TIME.format(operation.start()))
                                    .put("lastActionDateTime", VAULT_TIME.format(operation.end())).put("status", "Succeeded"))
                    : Reply.empty(200);
        }
        return call.call().path().toLowerCase(Locale.ROOT).contains("/providers/")
                ? pacing.retryAfter(location(Reply.empty(202), operation, call.parameter("api-version")), POLL_SECONDS)
                : groupLocation(Reply.empty(202), operation, call.parameter("api-version"));
    }

    private Operation find(ArmCall call) {
        Operation operation = operations.get(call.name("id"));
        if (operation == null) {
            throw Refusal.of(404, "OperationNotFound", "The operation '" + call.name("id") + "' was not found.");
        }
        return operation;
    }

    /** Returns where an operation can be looked at, without the signature: as messages name it. */
    String plainUrl(Operation operation) {
        return self + ArmId.SUBSCRIPTION + "/providers/" + operation.namespace() + "/locations/" + operation.location() + "/operations/"
                + operation.id();
    }

    private String url(Operation operation, String kind, String apiVersion) {
        return signed(self + ArmId.SUBSCRIPTION + "/providers/" + operation.namespace() + "/locations/" + operation.location() + "/" + kind
                + "/" + operation.id(), operation, operation.namespace().equals("Microsoft.ContainerService") ? "2025-03-01" : apiVersion);
    }

    private String signed(String url, Operation operation, String apiVersion) {
        // .NET ticks, a certificate, a signature and a hash: opaque to clients, and long
        long ticks = 621_355_968_000_000_000L + cloud.now().toEpochMilli() * 10_000;
        var encoder = Base64.getUrlEncoder().withoutPadding();
        String certificate = encoder
                .encodeToString((operation.id() + operation.resourceId()).repeat(16).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return url + "?api-version=" + apiVersion + "&t=" + ticks + "&c=" + certificate + "&s=" + certificate.substring(0, 342) + "&h="
                + certificate.substring(0, 43);
    }
}

package org.uid2chatops.sandbox.azure;

import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.azure.Latencies.Service;

/** User-assigned identities: there at once, known everywhere a little later. */
final class ManagedIdentities extends ResourceType {

    static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

    ManagedIdentities(Services services) {
        super(services.cloud(), services.groups(), "Microsoft.ManagedIdentity", "userAssignedIdentities");
        services.groups().beforeRemoval(this::forget);
    }

    /** Ids of identities come with {@code resourcegroups} in small letters: recorded. */
    @Override
    String idOf(String group, String name) {
        return ArmId.SUBSCRIPTION + "/resourcegroups/" + group + "/providers/" + TYPE + "/" + name;
    }

    @Override
    Reply put(Put put) {
        Resource before = put.before();
        if (before != null) {
            before.body().set("tags", tags(put.body()));
            return Reply.of(200, before.body());
        }
        Resource identity = make(put.group(), put.name(), put.location(), tags(put.body()), cloud().guids().next("principal " + put.id()));
        var end = put.call().now().plus(cloud().takes(Service.IDENTITY, put.id()));
        cloud().timeline().add(put.group(), "create " + TYPE, put.id(), put.call().now(), end);
        return Reply.of(201, identity.body()).with("Location", identity.id()).notBefore(end);
    }

    /** Makes an identity whose object id is given. */
    Resource make(String group, String name, String location, ObjectNode tags, String principalId) {
        String id = idOf(group, name);
        String clientId = cloud().guids().next("client " + id);
        ObjectNode body = Json.object().put("location", location);
        body.set("tags", tags);
        body.put("id", id).put("name", name).put("type", TYPE);
        body.putObject("properties").put("tenantId", Place.TENANT).put("principalId", principalId).put("clientId", clientId);
        cloud().directory().add(new Directory.Principal(principalId, clientId, name, Optional.of(id),
                cloud().now().plus(cloud().takes(Service.PRINCIPAL_REPLICATION, id))));
        return cloud().store().put(new Resource(id, TYPE, cloud().now(), body));
    }

    private static ObjectNode tags(ObjectNode body) {
        return Optional.of(body.path("tags")).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast).orElseGet(Json::object);
    }

    private void forget(Resource resource) {
        if (resource.type().equals(TYPE)) {
            cloud().directory().remove(Json.text(resource.body(), "/properties/principalId"));
        }
    }

    @Override
    Reply delete(ArmCall call, Resource identity) {
        forget(identity);
        cloud().store().remove(identity.id());
        return Reply.empty(200);
    }
}

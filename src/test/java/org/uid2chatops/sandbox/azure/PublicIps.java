package org.uid2chatops.sandbox.azure;

import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.azure.Latencies.Service;

/** Public addresses; a Standard one has its address once it is there. */
final class PublicIps extends NetworkType {

    static final String TYPE = NAMESPACE + "/publicIPAddresses";

    PublicIps(Services services) {
        super(services, "publicIPAddresses");
    }

    @Override
    Reply write(Put put) {
        String sku = Json.text(put.body(), "/sku/name");
        if (!sku.equalsIgnoreCase("Standard")) {
            throw Refusal.network(400, "IPv4BasicSkuPublicIpCountLimitReached",
                    "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in this region.");
        }
        if (!Json.text(put.body(), "/properties/publicIPAllocationMethod").equalsIgnoreCase("Static")) {
            throw Refusal.network(400, "StandardSkuPublicIPAddressesMustBeStatic",
                    "Standard sku publicIp " + put.id() + " must have AllocationMethod set to Static.");
        }
        int left = services().usages().of("StandardSkuPublicIpAddresses", put.location()).left();
        if (put.before() == null && left < 1) {
            throw Refusal.network(400, "PublicIPCountLimitReached", "Cannot create more than "
                    + services().usages().of("StandardSkuPublicIpAddresses", put.location()).limit()
                    + " public IP addresses for this subscription in this region.");
        }
        ObjectNode body = head(put);
        ObjectNode properties = body.putObject("properties").put("provisioningState", "Updating").put("resourceGuid", guid(put));
        if (put.before() != null && put.before().properties().has("ipAddress")) {
            properties.put("ipAddress", Json.text(put.before().body(), "/properties/ipAddress"));
        }
        fill(properties, put.body().at("/properties/idleTimeoutInMinutes").asInt(4));
        body.set("sku", standard());
        if (put.body().has("zones")) {
            body.set("zones", put.body().get("zones"));
        }
        return accept(put, body, Service.PUBLIC_IP, 1,
                () -> cloud().store().find(put.id()).filter(address -> !address.properties().has("ipAddress"))
                        .ifPresent(address -> address.properties().put("ipAddress", cloud().freshAddress(put.id()))));
    }

    /** Makes an address for a service of Azure's own; it is there at once. */
    Resource make(String group, String name, String location, Map<String, String> tags) {
        String id = idOf(group, name);
        return cloud().store().find(id).orElseGet(() -> {
            ObjectNode body = Json.object().put("name", name).put("id", id).put("etag", cloud().guids().etag(id)).put("type", TYPE)
                    .put("location", location);
            ObjectNode shown = body.putObject("tags");
            tags.forEach(shown::put);
            fill(body.putObject("properties").put("provisioningState", "Succeeded")
                    .put("resourceGuid", cloud().guids().next("resource " + id)).put("ipAddress", cloud().freshAddress(id)), 4);
            body.set("sku", standard());
            return cloud().store().put(new Resource(id, TYPE, cloud().now(), body));
        });
    }

    private static void fill(ObjectNode properties, int idleTimeout) {
        properties.put("publicIPAddressVersion", "IPv4").put("publicIPAllocationMethod", "Static").put("idleTimeoutInMinutes", idleTimeout);
        properties.putArray("ipTags");
        properties.putObject("ddosSettings").put("protectionMode", "VirtualNetworkInherited");
    }

    static ObjectNode standard() {
        return Json.object().put("name", "Standard").put("tier", "Regional");
    }

    @Override
    Reply delete(ArmCall call, Resource address) {
        NetworkLinks.gatewayWith(cloud().store(), address.id()).ifPresent(user -> {
            throw Refusal.network(400, "PublicIPAddressCannotBeDeleted", "Public IP address " + address.id()
                    + " can not be deleted since it is still allocated to resource " + user + ". In order to delete the public IP,"
                    + " disassociate/detach the Public IP address from the resource.  To learn how to do this, see aka.ms/deletepublicip.");
        });
        return acceptDelete(call, address);
    }
}

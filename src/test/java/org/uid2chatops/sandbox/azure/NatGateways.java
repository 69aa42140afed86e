package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.azure.Latencies.Service;

/** NAT gateways. */
final class NatGateways extends NetworkType {

    static final String TYPE = NAMESPACE + "/natGateways";

    NatGateways(Services services) {
        super(services, "natGateways");
    }

    @Override
    Reply write(Put put) {
        if (!Json.text(put.body(), "/sku/name").equalsIgnoreCase("Standard")) {
            throw Refusal.network(400, "InvalidParameter",
                    "The value of parameter sku.name of NAT gateway " + put.id() + " must be Standard.");
        }
        int idle = put.body().at("/properties/idleTimeoutInMinutes").asInt(4);
        if (idle < 4 || idle > 120) {
            throw Refusal.network(400, "InvalidIdleTimeout", "The idle timeout of " + idle + " minutes of NAT gateway " + put.id()
                    + " is not within the range of 4 to 120.");
        }
        ObjectNode body = head(put);
        ObjectNode properties = body.putObject("properties").put("provisioningState", "Updating").put("resourceGuid", guid(put))
                .put("idleTimeoutInMinutes", idle).put("scope", "Public");
        properties.putArray("privateIPAddresses");
        properties.putArray("privateIPAddressesV6");
        var addresses = properties.putArray("publicIpAddresses");
        for (JsonNode address : put.body().at("/properties/publicIpAddresses").values()) {
            addresses.addObject().put("id", address(put, Json.text(address, "/id")));
        }
        body.set("sku", PublicIps.standard());
        if (put.before() != null && sameProperties(put.before(), properties)) {
            return retagged(put, body);
        }
        return accept(put, body, Service.NAT_GATEWAY, 10, () -> {
        });
    }

    private static boolean sameProperties(Resource before, ObjectNode now) {
        ObjectNode was = before.properties().deepCopy();
        was.remove("subnets");
        return was.equals(now.deepCopy().put("provisioningState", "Succeeded"));
    }

    private String address(Put put, String id) {
        // The name comes back in capitals: recorded
        Resource address = cloud().store().find(id).orElseThrow(() -> Refusal.network(404, "NotFound", "Resource "
                + id.replaceFirst("(?i)/resourceGroups/.*", "") + "/resourceGroups/" + ArmId.group(id).orElse("").toUpperCase(Locale.ROOT)
                + "/providers/" + PublicIps.TYPE + "/" + ArmId.name(id).toUpperCase(Locale.ROOT) + " not found."));
        NetworkLinks.gatewayWith(cloud().store(), id).filter(user -> !ArmId.same(user, put.id())).ifPresent(user -> {
            throw Refusal.network(400, "PublicIPAddressInUse", "Resource " + put.id() + " is referencing public IP address " + id
                    + " that is already allocated to resource " + user + ".");
        });
        return address.id();
    }

    @Override
    Reply delete(ArmCall call, Resource gateway) {
        List<String> subnets = NetworkLinks.subnetsWith(cloud().store(), gateway.id());
        if (!subnets.isEmpty()) {
            throw Refusal.network(400, "InUseNatGatewayCannotBeDeleted", "NatGateway " + gateway.id()
                    + " cannot be deleted because it is in use by the following subnets: " + String.join(", ", subnets) + ".");
        }
        return acceptDelete(call, gateway);
    }
}

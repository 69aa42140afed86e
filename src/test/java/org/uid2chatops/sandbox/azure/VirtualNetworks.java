package org.uid2chatops.sandbox.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.azure.Latencies.Service;

/** Virtual networks with their subnets, which live in the network's body. One writer at a time. */
final class VirtualNetworks extends NetworkType {

    static final String TYPE = NAMESPACE + "/virtualNetworks";
    private final SubnetRules rules;

    VirtualNetworks(Services services) {
        super(services, "virtualNetworks");
        this.rules = new SubnetRules(services.cloud());
    }

    @Override
    void register(Routes routes) {
        super.register(routes);
        new Subnets(this, rules).register(routes);
    }

    /** Returns a subnet as {@code GET} answers it. */
    static Optional<ObjectNode> subnet(ResourceStore store, String subnetId) {
        int cut = ArmId.key(subnetId).lastIndexOf("/subnets/");
        return cut < 0
                ? Optional.empty()
                : store.find(subnetId.substring(0, cut)).flatMap(network -> subnets(network).stream()
                        .filter(subnet -> ArmId.same(Json.text(subnet, "/id"), subnetId)).findFirst());
    }

    static List<ObjectNode> subnets(Resource network) {
        var subnets = new ArrayList<ObjectNode>();
        for (JsonNode subnet : network.properties().path("subnets").values()) {
            subnets.add((ObjectNode) subnet);
        }
        return subnets;
    }

    static List<Cidr> addressSpace(Resource network) {
        return network.properties().at("/addressSpace/addressPrefixes").valueStream()
                .flatMap(prefix -> Cidr.parse(prefix.stringValue("")).stream()).toList();
    }

    @Override
    Reply write(Put put) {
        Resource before = put.before();
        if (before != null) {
            wantIdle(before, put.call());
            wantEtag(put.call(), before.id(), before.body().path("etag").stringValue(""));
        }
        ObjectNode body = head(put);
        String etag = body.path("etag").stringValue("");
        ObjectNode properties = body.putObject("properties").put("provisioningState", "Updating").put("resourceGuid", guid(put));
        List<Cidr> space = rules.space(put);
        ArrayNode prefixes = properties.putObject("addressSpace").putArray("addressPrefixes");
        space.forEach(prefix -> prefixes.add(prefix.toString()));
        if (put.body().at("/properties/dhcpOptions") instanceof ObjectNode dhcp) {
            properties.set("dhcpOptions", dhcp);
        }
        properties.put("privateEndpointVNetPolicies", "Disabled");
        var made = new ArrayList<ObjectNode>();
        for (JsonNode asked : put.body().at("/properties/subnets").values()) {
            String name = Json.text(asked, "/name");
            wantName(name);
            if (made.stream().anyMatch(one -> Json.text(one, "/name").equalsIgnoreCase(name))) {
                throw Refusal.network(400, "InvalidRequestFormat", "Cannot parse the request.").detail("DuplicateResourceName",
                        "Resource " + put.id() + " has two child resources with the same name (" + name + ").");
            }
            Optional<ObjectNode> old = before == null ? Optional.empty() : named(before, name);
            made.add(rules.subnet(put.name(), put.id() + "/subnets/" + name, name, (ObjectNode) asked, etag, space, made, old));
        }
        if (before != null) {
            subnets(before).stream().filter(old -> made.stream().noneMatch(now -> ArmId.same(Json.text(now, "/id"), Json.text(old, "/id"))))
                    .forEach(rules::wantUnused);
        }
        properties.putArray("subnets").addAll(made);
        properties.putArray("virtualNetworkPeerings");
        properties.put("enableDdosProtection", false);
        return accept(put, body, Service.NETWORK, 3, () -> cloud().store().find(put.id()).ifPresent(VirtualNetworks::settle));
    }

    static Optional<ObjectNode> named(Resource network, String name) {
        return subnets(network).stream().filter(subnet -> Json.text(subnet, "/name").equalsIgnoreCase(name)).findFirst();
    }

    /** Every subnet is there and carries the network's etag. */
    private static void settle(Resource network) {
        String etag = network.body().path("etag").stringValue("");
        subnets(network).forEach(subnet -> SubnetRules.stamp(subnet, "Succeeded", etag));
    }

    @Override
    Reply delete(ArmCall call, Resource network) {
        wantIdle(network, call);
        subnets(network).forEach(rules::wantUnused);
        return acceptDelete(call, network);
    }
}

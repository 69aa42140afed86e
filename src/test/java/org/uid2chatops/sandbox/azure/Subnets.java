package org.uid2chatops.sandbox.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.azure.Latencies.Service;

/** Subnets by their own requests; each write is a write of their network. */
final class Subnets {

    private final VirtualNetworks networks;
    private final SubnetRules rules;

    Subnets(VirtualNetworks networks, SubnetRules rules) {
        this.networks = networks;
        this.rules = rules;
    }

    void register(Routes routes) {
        String list = ResourceType.groupTemplate() + "/providers/Microsoft.Network/virtualNetworks/{name}/subnets";
        routes.on("GET", list, call -> Reply.of(200, Json.list(VirtualNetworks.subnets(network(call)))));
        routes.on("GET", list + "/{subnet}", call -> {
            ObjectNode subnet = existing(call);
            return Reply.of(200, subnet).with("ETag", Json.text(subnet, "/etag"));
        });
        routes.on("PUT", list + "/{subnet}", this::put);
        routes.on("DELETE", list + "/{subnet}", this::delete);
    }

    private Resource network(ArmCall call) {
        return networks.find(call).orElseThrow(() -> Refusal.network(404, "ParentResourceNotFound",
                "Failed to perform '" + (call.call().method().equals("GET") ? "read" : "write") + "' on resource(s) of type"
                        + " 'virtualNetworks/subnets', because the parent resource '" + networks.idOf(call.name("group"), call.name("name"))
                        + "' could not be found."));
    }

    private ObjectNode existing(ArmCall call) {
        return VirtualNetworks.named(network(call), call.name("subnet")).orElseThrow(() -> Refusal.network(404, "NotFound",
                "Resource " + networks.idOf(call.name("group"), call.name("name")) + "/subnets/" + call.name("subnet") + " not found."));
    }

    private Reply put(ArmCall call) {
        ObjectNode asked = call.body();
        Resource network = network(call);
        networks.services().groups().usable(call.name("group"));
        networks.wantIdle(network, call);
        NetworkType.wantName(call.name("subnet"));
        Optional<ObjectNode> old = VirtualNetworks.named(network, call.name("subnet"));
        old.ifPresent(before -> NetworkType.wantEtag(call, Json.text(before, "/id"), Json.text(before, "/etag")));
        String name = old.map(before -> Json.text(before, "/name")).orElse(call.name("subnet"));
        String id = network.id() + "/subnets/" + name;
        List<ObjectNode> others = VirtualNetworks.subnets(network);
        ObjectNode subnet = rules.subnet(network.name(), id, name, asked, networks.cloud().guids().etag(id),
                VirtualNetworks.addressSpace(network), others, old);
        var now = new ArrayList<ObjectNode>(others);
        int at = old.map(now::indexOf).orElse(-1);
        if (at < 0) {
            now.add(subnet);
        } else {
            now.set(at, subnet);
        }
        write(network, now);
        Operation operation = networks.begin(call, network, (at < 0 ? "create" : "update") + " subnet " + name, Service.NETWORK, () -> {
            SubnetRules.stamp(subnet, "Succeeded", networks.cloud().guids().etag(id));
            network.body().put("etag", networks.cloud().guids().etag(network.id()));
        });
        NetworkLinks.refresh(networks.cloud().store());
        return networks.accepted(Reply.of(at < 0 ? 201 : 200, subnet), operation, call.parameter("api-version"), 3);
    }

    private Reply delete(ArmCall call) {
        Resource network = network(call);
        Optional<ObjectNode> subnet = VirtualNetworks.named(network, call.name("subnet"));
        if (subnet.isEmpty()) {
            return Reply.empty(204);
        }
        networks.wantIdle(network, call);
        rules.wantUnused(subnet.get());
        subnet.get().withObjectProperty("properties").put("provisioningState", "Deleting");
        Operation operation = networks.begin(call, network, "delete subnet " + call.name("subnet"), Service.NETWORK_DELETE,
                () -> write(network, VirtualNetworks.subnets(network).stream().filter(one -> one != subnet.get()).toList()));
        String apiVersion = call.parameter("api-version");
        return networks.services().operations().location(networks.accepted(Reply.empty(202), operation, apiVersion), operation,
                apiVersion);
    }

    private void write(Resource network, List<ObjectNode> subnets) {
        network.properties().putArray("subnets").addAll(subnets);
        network.body().put("etag", networks.cloud().guids().etag(network.id()));
    }
}

package org.uid2chatops.sandbox.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Microsoft.Network checks of subnets, and what it adds to them. */
final class SubnetRules {

    private static final Map<String, List<String>> DELEGATION_ACTIONS = Map.of("Microsoft.ContainerInstance/containerGroups",
            List.of("Microsoft.Network/virtualNetworks/subnets/action"), "Microsoft.Web/serverFarms",
            List.of("Microsoft.Network/virtualNetworks/subnets/action"), "Microsoft.Sql/managedInstances",
            List.of("Microsoft.Network/virtualNetworks/subnets/join/action",
                    "Microsoft.Network/virtualNetworks/subnets/prepareNetworkPolicies/action",
                    "Microsoft.Network/virtualNetworks/subnets/unprepareNetworkPolicies/action"));

    /** Azure keeps five addresses of every subnet. Source: Azure Virtual Network, frequently asked questions. */
    private static final int SMALLEST = 29;

    private final Cloud cloud;

    SubnetRules(Cloud cloud) {
        this.cloud = cloud;
    }

    List<Cidr> space(ResourceType.Put put) {
        var space = new ArrayList<Cidr>();
        for (JsonNode prefix : put.body().at("/properties/addressSpace/addressPrefixes").values()) {
            space.add(prefix(prefix.stringValue(""), put.id()));
        }
        if (space.isEmpty()) {
            throw Refusal.network(400, "InvalidRequestFormat",
                    "Cannot parse the request: the address space of " + put.id() + " is missing.");
        }
        return space;
    }

    /** Makes the subnet that was asked for. */
    ObjectNode subnet(String network, String id, String name, ObjectNode asked, String etag, List<Cidr> space, List<ObjectNode> others,
            Optional<ObjectNode> old) {
        String text = Json.text(asked, "/properties/addressPrefix");
        if (text.isEmpty()) {
            text = asked.at("/properties/addressPrefixes/0").stringValue("");
        }
        Cidr range = prefix(text, id);
        if (range.bits() > SMALLEST) {
            throw Refusal.network(400, "NetcfgInvalidSubnet", "Subnet '" + name + "' is not valid in virtual network '" + network + "'.");
        }
        if (space.stream().noneMatch(prefix -> prefix.contains(range))) {
            throw Refusal.network(400, "NetcfgSubnetRangeOutsideVnet", "Subnet '" + name
                    + "' is not valid because its IP address range is outside the IP address range of virtual network '" + network + "'.");
        }
        boolean overlaps = others.stream().filter(other -> !ArmId.same(Json.text(other, "/id"), id))
                .anyMatch(other -> Cidr.parse(Json.text(other, "/properties/addressPrefix")).filter(range::overlaps).isPresent());
        if (overlaps) {
            throw Refusal.network(400, "NetcfgSubnetRangesOverlap", "Subnet '" + name
                    + "' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '" + network
                    + "'.");
        }
        ObjectNode subnet = Json.object().put("name", name).put("id", id).put("etag", etag);
        ObjectNode properties = subnet.putObject("properties").put("provisioningState", "Updating").put("addressPrefix", range.toString());
        if (asked.at("/properties/natGateway/id").isString()) {
            properties.putObject("natGateway").put("id", gateway(id, Json.text(asked, "/properties/natGateway/id")));
        }
        var delegations = properties.putArray("delegations");
        asked.at("/properties/delegations").values().forEach(one -> delegations.add(delegation(id, one, etag)));
        properties
                .put("privateEndpointNetworkPolicies", asked.at("/properties/privateEndpointNetworkPolicies").stringValue("Disabled"))
                .put("privateLinkServiceNetworkPolicies", asked.at("/properties/privateLinkServiceNetworkPolicies").stringValue("Enabled"));
        subnet.put("type", "Microsoft.Network/virtualNetworks/subnets");
        old.ifPresent(before -> wantChangeable(before, subnet));
        return subnet;
    }

    void wantUnused(ObjectNode subnet) {
        String id = Json.text(subnet, "/id");
        NetworkLinks.userOf(cloud.store(), id).ifPresent(user -> {
            throw Refusal.network(400, "InUseSubnetCannotBeDeleted", "Subnet " + ArmId.name(id) + " is in use by " + user
                    + " and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.");
        });
    }

    /** Writes a subnet's state and etag, its delegations' etags included. */
    static void stamp(ObjectNode subnet, String state, String etag) {
        subnet.put("etag", etag);
        subnet.withObjectProperty("properties").put("provisioningState", state);
        subnet.at("/properties/delegations").values().forEach(delegation -> ((ObjectNode) delegation).put("etag", etag));
    }

    private void wantChangeable(ObjectNode before, ObjectNode now) {
        String id = Json.text(before, "/id");
        Optional<String> user = NetworkLinks.userOf(cloud.store(), id);
        if (user.isPresent() && !services(before).equals(services(now))) {
            throw Refusal.network(400, "SubnetDelegationsCannotChangeWhenSubnetUsedByResource", "Delegations of subnet " + id
                    + " cannot be changed from " + services(before) + " to " + services(now) + " because it is being used by the resource "
                    + user.get() + ".");
        }
        if (user.isPresent() && !Json.text(before, "/properties/addressPrefix").equals(Json.text(now, "/properties/addressPrefix"))) {
            throw Refusal.network(400, "InUsePrefixCannotBeDeleted",
                    "IpPrefix " + Json.text(before, "/properties/addressPrefix") + " on Subnet "
                            + ArmId.name(id) + " has active allocations and cannot be deleted.");
        }
    }

    private static List<String> services(ObjectNode subnet) {
        return subnet.at("/properties/delegations").valueStream().map(one -> Json.text(one, "/properties/serviceName")).toList();
    }

    private String gateway(String subnet, String id) {
        return cloud.store().find(id).map(Resource::id)
                .orElseThrow(() -> Refusal.network(400, "InvalidResourceReference", "Resource " + id + " referenced by resource " + subnet
                        + " was not found. Please make sure that the referenced resource exists, and that both resources are in the same region."));
    }

    private static ObjectNode delegation(String subnet, JsonNode asked, String etag) {
        String name = asked.path("name").stringValue("0");
        String service = Json.text(asked, "/properties/serviceName");
        ObjectNode delegation = Json.object().put("name", name).put("id", subnet + "/delegations/" + name).put("etag", etag);
        var actions = delegation.putObject("properties").put("provisioningState", "Succeeded").put("serviceName", service)
                .putArray("actions");
        List<String> known = DELEGATION_ACTIONS.get(service);
        if (known == null) {
            throw Refusal.network(400, "InvalidServiceNameOnDelegation",
                    "Delegation " + name + " of subnet " + subnet + " names the service '" + service + "', which cannot be delegated to.");
        }
        known.forEach(actions::add);
        return delegation.put("type", "Microsoft.Network/virtualNetworks/subnets/delegations");
    }

    private static Cidr prefix(String text, String id) {
        Cidr range = Cidr.parse(text).orElseThrow(() -> Refusal.network(400, "InvalidAddressPrefixFormat", "Address prefix " + text
                + " of resource " + id + " is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24."));
        if (!range.aligned().equals(range)) {
            throw Refusal.network(400, "InvalidCIDRNotation", "The address prefix " + text + " in resource " + id
                    + " has an invalid CIDR notation. For the given prefix length, the address prefix should be " + range.aligned() + ".");
        }
        return range;
    }
}

package org.uid2chatops.azure;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.rollout.StepName.NAT_GATEWAY;
import static org.uid2chatops.rollout.StepName.PROVIDERS;
import static org.uid2chatops.rollout.StepName.PUBLIC_IP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;
import static org.uid2chatops.rollout.StepName.SUBNETS;
import static org.uid2chatops.rollout.StepName.SUBNET_NAT;
import static org.uid2chatops.rollout.StepName.VIRTUAL_NETWORK;

/** Network resources of others, in a group of their own: looked at, refused when they do not fit, never changed. */
class UsedNetworkTest {

    private static final String GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/hub";
    private static final String NETWORK = GROUP + "/providers/Microsoft.Network/virtualNetworks/hub-net";
    private static final String ADDRESS = GROUP + "/providers/Microsoft.Network/publicIPAddresses/hub-ip";
    private static final String GATEWAY = GROUP + "/providers/Microsoft.Network/natGateways/hub-nat";
    private static final String PLAIN = "{\"name\": \"theirs\", \"properties\": {\"addressPrefix\": \"10.9.0.0/24\"}}";
    private static final String CG = "{\"name\": \"cg\", \"properties\": {\"addressPrefix\": \"10.2.0.0/16\"%s}}";
    private static final String DELEGATED = ", \"delegations\": [{\"name\": \"0\", \"properties\": {\"serviceName\":"
            + " \"Microsoft.ContainerInstance/containerGroups\"}}]";
    private static final String WITH_NAT = ", \"natGateway\": {\"id\": \"" + GATEWAY + "\"}";

    @TempDir
    Path directory;
    private AzureWorld world;
    private TestTarget using;

    @BeforeEach
    void start() {
        world = new AzureWorld(directory);
        world.deploy(RESOURCE_GROUP, PROVIDERS);
        seed(GROUP, "{\"location\": \"eastus\"}");
        using = world.settings.with("use.virtual-network", NETWORK);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_used_network_gets_the_two_subnets_that_are_needed_and_everything_else_stays() {
        network("10.0.0.0/8", PLAIN);
        JsonNode before = world.resource(NETWORK + "/subnets/theirs");
        long since = world.lastRequest();
        assertThat(world.run(VIRTUAL_NETWORK, using.read()).done().detail()).isEqualTo("hub-net, 10.0.0.0/8, used as it is");
        world.deploy(PUBLIC_IP, NAT_GATEWAY);
        assertThat(world.run(SUBNETS, using.read()).what()).containsExactly("create subnet aks of hub-net", "create subnet cg of hub-net");
        world.run(SUBNET_NAT, using.read()).done();

        assertThat(world.changes(since)).filteredOn(change -> change.contains("/virtualNetworks/"))
                .containsExactly("PUT " + NETWORK + "/subnets/aks", "PUT " + NETWORK + "/subnets/cg");
        assertThat(world.resource(NETWORK + "/subnets/theirs")).isEqualTo(before);
        assertThat(world.resource(NETWORK).has("tags")).isFalse();
        assertThat(world.resource(NETWORK + "/subnets/cg").at("/properties/natGateway/id").asString(""))
                .isEqualToIgnoringCase(world.ids().natGateway());
    }

    @Test
    void a_used_network_that_is_not_there_is_named_and_not_made() {
        long since = world.lastRequest();
        Cause cause = world.run(VIRTUAL_NETWORK, using.read()).failed();
        assertThat(cause.code()).isEqualTo("UsedResourceMissing");
        assertThat(cause.what())
                .isEqualTo("There is no virtual network " + NETWORK + ", which uid2.targets.integ.use.virtual-network names.");
        assertThat(cause.next()).endsWith("uid2.targets.integ.use.virtual-network, or remove that setting and the bot makes one.");
        assertThat(world.changes(since)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "10.0.0.0/15|10.1.200.0/24|address space is 10.0.0.0/15, needed is one that holds 10.2.0.0/16 for subnet cg|uid2.targets.integ.subnets.cg",
            "10.0.0.0/8|10.1.2.0/24|range of subnet theirs is 10.1.2.0/24, needed is one beside 10.1.0.0/16 of subnet aks|uid2.targets.integ.subnets.aks",
            "10.0.0.0/8|10.4.1.0/24|range of subnet theirs is 10.4.1.0/24, needed is one beside the cluster's service range 10.4.0.0/16|uid2.targets.integ.service-cidr"})
    void a_network_without_room_is_refused_before_anything_is_written(String space, String theirs, String what, String property) {
        network(space, PLAIN.replace("10.9.0.0/24", theirs));
        Cause cause = world.run(VIRTUAL_NETWORK, using.read()).failed();
        assertThat(cause.what()).startsWith("The virtual network " + NETWORK + " is not as the operator needs it: ").contains(what);
        assertThat(cause.next()).contains(property).contains("The bot does not change what it only uses");
    }

    @Test
    void a_subnet_of_others_with_one_of_the_names_is_not_bent_into_shape() {
        network("10.0.0.0/8", "{\"name\": \"aks\", \"properties\": {\"addressPrefix\": \"10.7.0.0/24\"}}");
        world.deploy(PUBLIC_IP, NAT_GATEWAY);
        long since = world.lastRequest();
        Cause cause = world.run(SUBNETS, using.read()).failed();
        assertThat(cause.what()).contains(NETWORK + "/subnets/aks", "address prefix is 10.7.0.0/24, needed is 10.1.0.0/16");
        assertThat(cause.next()).contains("uid2.targets.integ.subnets.aks=10.7.0.0/24", "uid2.targets.integ.use.subnet-aks=" + NETWORK);
        assertThat(world.changes(since)).isEmpty();
    }

    @Test
    void a_nat_gateway_of_others_on_the_subnet_is_not_replaced() {
        gateway();
        network("10.0.0.0/8", CG.formatted(DELEGATED + WITH_NAT));
        Cause cause = world.run(SUBNET_NAT, using.read()).failed();
        assertThat(cause.what()).contains("NAT gateway is " + GATEWAY);
        assertThat(cause.next()).contains("uid2.targets.integ.use.nat-gateway=" + GATEWAY);
    }

    @Test
    void a_used_cg_brings_its_nat_so_that_neither_address_nor_gateway_is_made() {
        gateway();
        network("10.0.0.0/8", CG.formatted(DELEGATED + WITH_NAT));
        var target = using.with("use.subnet-cg", NETWORK + "/subnets/cg").read();
        long since = world.lastRequest();
        assertThat(world.run(PUBLIC_IP, target).done().detail()).startsWith("not needed: subnet cg of hub-net is used as it is");
        assertThat(world.run(NAT_GATEWAY, target).done().detail()).startsWith("not needed: subnet cg of hub-net is used as it is");
        world.run(VIRTUAL_NETWORK, target).done();
        assertThat(world.run(SUBNETS, target).what()).containsExactly("create subnet aks of hub-net");
        assertThat(world.run(SUBNET_NAT, target).done().detail()).isEqualTo("hub-nat on subnet cg, used as it is");
        assertThat(world.changes(since)).containsExactly("PUT " + NETWORK + "/subnets/aks");
    }

    @Test
    void a_used_cg_without_delegation_or_nat_is_refused_with_the_commands() {
        network("10.0.0.0/8", CG.formatted(""));
        Cause cause = world.run(SUBNETS, using.with("use.subnet-cg", NETWORK + "/subnets/cg").read()).failed();
        assertThat(cause.what()).contains("delegation is none, needed is Microsoft.ContainerInstance/containerGroups",
                "NAT gateway is none, needed is one");
        assertThat(cause.next()).contains("--delegations Microsoft.ContainerInstance/containerGroups", "--nat-gateway GATEWAY");
    }

    @Test
    void a_used_subnet_for_nodes_must_have_room_and_no_delegation() {
        network("10.0.0.0/8", CG.replace("\"cg\"", "\"nodes\"").replace("/16", "/26").formatted(DELEGATED));
        Cause cause = world.run(SUBNETS, using.with("use.subnet-aks", NETWORK + "/subnets/nodes").read()).failed();
        assertThat(cause.what()).contains("delegation is Microsoft.ContainerInstance/containerGroups, needed is none",
                "range is 10.2.0.0/26, needed is one with room for 186 addresses");
        assertThat(cause.next()).contains("uid2.targets.integ.node-count-max", "uid2.targets.integ.use.subnet-aks");
    }

    @Test
    void a_used_gateway_is_attached_to_our_subnet_and_needs_no_address_of_ours() {
        gateway();
        var target = world.settings.with("use.nat-gateway", GATEWAY).read();
        JsonNode before = world.resource(GATEWAY);
        assertThat(world.run(PUBLIC_IP, target).done().detail())
                .isEqualTo("not needed: NAT gateway hub-nat is used as it is, with the address it has");
        assertThat(world.run(NAT_GATEWAY, target).done().detail()).isEqualTo("hub-nat, Standard, used as it is");
        world.run(VIRTUAL_NETWORK, target).done();
        world.run(SUBNET_NAT, target).done();
        var after = (ObjectNode) world.resource(GATEWAY);
        // Azure shows on the gateway which subnets it serves
        ((ObjectNode) after.get("properties")).remove("subnets");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void a_used_gateway_without_an_address_or_elsewhere_is_refused() {
        seed(GATEWAY, "{\"location\": \"westus\", \"sku\": {\"name\": \"Standard\"}, \"properties\": {}}");
        Cause cause = world.run(NAT_GATEWAY, world.settings.with("use.nat-gateway", GATEWAY).read()).failed();
        assertThat(cause.what()).contains("location is westus, needed is eastus", "public address is not set, needed is at least one");
    }

    @Test
    void a_used_address_serves_our_gateway_and_one_attached_elsewhere_is_refused() {
        gateway();
        var target = world.settings.with("use.public-ip", ADDRESS).read();
        assertThat(world.run(PUBLIC_IP, target).failed().what()).contains("what it is attached to is " + GATEWAY,
                "needed is nothing, or NAT gateway my-nat-gateway");
        String free = ADDRESS.replace("hub-ip", "free-ip");
        seed(free,
                "{\"location\": \"eastus\", \"sku\": {\"name\": \"Standard\"}, \"properties\": {\"publicIPAllocationMethod\": \"Static\"}}");
        var fit = world.settings.with("use.public-ip", free).read();
        assertThat(world.run(PUBLIC_IP, fit).done().detail()).endsWith("Standard, Static, used as it is");
        world.run(NAT_GATEWAY, fit).done();
        assertThat(world.resource(world.ids().natGateway()).at("/properties/publicIpAddresses/0/id").asString(""))
                .isEqualToIgnoringCase(free);
        assertThat(world.run(PUBLIC_IP, fit).done().detail()).endsWith("used as it is");
    }

    @Test
    void a_group_that_is_not_to_be_created_must_exist_and_is_not_tagged() {
        var missing = world.settings.with("resource-group", "nowhere").with("resource-group.create", "false").read();
        long since = world.lastRequest();
        Cause cause = world.run(RESOURCE_GROUP, missing).failed();
        assertThat(cause.what()).isEqualTo(
                "There is no resource group nowhere, and uid2.targets.integ.resource-group.create=false forbids the bot to make it.");
        assertThat(cause.next()).contains("`az group create --subscription " + Place.SUBSCRIPTION + " --name nowhere --location eastus`");
        var there = world.settings.with("resource-group", "hub").with("resource-group.create", "false").read();
        assertThat(world.run(RESOURCE_GROUP, there).done().detail()).isEqualTo("hub in eastus, used as it is");
        assertThat(world.changes(since)).isEmpty();
    }

    private void network(String space, String subnets) {
        seed(NETWORK, "{\"location\": \"eastus\", \"properties\": {\"addressSpace\": {\"addressPrefixes\": [\"" + space
                + "\"]}, \"subnets\": [" + subnets + "]}}");
    }

    private void gateway() {
        seed(ADDRESS,
                "{\"location\": \"eastus\", \"sku\": {\"name\": \"Standard\"}, \"properties\": {\"publicIPAllocationMethod\": \"Static\"}}");
        seed(GATEWAY, "{\"location\": \"eastus\", \"sku\": {\"name\": \"Standard\"}, \"properties\": {\"publicIpAddresses\": [{\"id\": \""
                + ADDRESS + "\"}]}}");
    }

    private void seed(String id, String body) {
        world.put(id, JsonMapper.shared().readTree(body));
    }
}

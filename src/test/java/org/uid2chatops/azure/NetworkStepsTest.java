package org.uid2chatops.azure;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.StepName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.rollout.StepName.NAT_GATEWAY;
import static org.uid2chatops.rollout.StepName.PUBLIC_IP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;
import static org.uid2chatops.rollout.StepName.SUBNETS;
import static org.uid2chatops.rollout.StepName.SUBNET_NAT;
import static org.uid2chatops.rollout.StepName.VIRTUAL_NETWORK;

class NetworkStepsTest {

    private static final StepName[] ALL = {RESOURCE_GROUP, StepName.PROVIDERS, PUBLIC_IP, NAT_GATEWAY, VIRTUAL_NETWORK, SUBNETS,
            SUBNET_NAT};

    @TempDir
    Path directory;
    private AzureWorld world;

    @BeforeEach
    void start() {
        world = new AzureWorld(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_new_network_is_written_with_its_subnets_delegation_and_nat_in_one_request() {
        world.deploy(ALL);

        assertThat(world.changes(0)).filteredOn(change -> change.contains("/virtualNetworks/")).hasSize(1);
        JsonNode cg = world.resource(world.ids().subnet(world.target.network().containerSubnet()));
        assertThat(cg.at("/properties/natGateway/id").asString("")).isEqualToIgnoringCase(world.ids().natGateway());
        assertThat(cg.at("/properties/delegations/0/properties/serviceName").asString(""))
                .isEqualTo("Microsoft.ContainerInstance/containerGroups");
        assertThat(cg.at("/properties/privateEndpointNetworkPolicies").asString("")).isEqualTo("Disabled");
        JsonNode nat = world.resource(world.ids().natGateway());
        assertThat(nat.at("/sku/name").asString("")).isEqualTo("Standard");
        assertThat(nat.at("/properties/idleTimeoutInMinutes").asInt()).isEqualTo(4);
        JsonNode address = world.resource(world.ids().publicIp());
        assertThat(address.at("/sku/name").asString("")).isEqualTo("Standard");
        assertThat(address.at("/properties/publicIPAllocationMethod").asString("")).isEqualTo("Static");
        assertThat(address.at("/tags/team").asString("")).isEqualTo("identity");
    }

    @Test
    void a_second_run_changes_nothing() throws Exception {
        world.deploy(ALL);
        long before = world.lastRequest();
        for (StepName name : ALL) {
            assertThat(world.look(name, world.target)).as(name.title()).isInstanceOf(Decision.Done.class);
        }
        assertThat(world.changes(before)).isEmpty();
    }

    @Test
    void a_tag_that_somebody_changed_is_put_back_and_theirs_are_kept() {
        world.deploy(ALL);
        for (String id : new String[]{world.ids().group(), world.ids().publicIp(), world.ids().natGateway()}) {
            world.meddle(id, body -> ((ObjectNode) body.get("tags")).put("team", "other").put("theirs", "kept"));
        }
        for (StepName name : new StepName[]{RESOURCE_GROUP, PUBLIC_IP, NAT_GATEWAY}) {
            var run = world.run(name);
            run.done();
            assertThat(run.acts).as(name.title()).singleElement()
                    .satisfies(act -> assertThat(act.changes()).containsExactly(new Decision.Change("tag team", "other", "identity")));
        }
        assertThat(world.resource(world.ids().natGateway()).at("/tags/theirs").asString("")).isEqualTo("kept");
        assertThat(world.resource(world.ids().natGateway()).at("/tags/team").asString("")).isEqualTo("identity");
    }

    @Test
    void the_nat_gateways_timeout_is_put_back() {
        world.deploy(ALL);
        world.meddle(world.ids().natGateway(), body -> ((ObjectNode) body.get("properties")).put("idleTimeoutInMinutes", 10));
        assertThat(world.run(NAT_GATEWAY).acts).singleElement().satisfies(act -> assertThat(act.changes())
                .containsExactly(new Decision.Change("idle timeout (minutes)", "10", "4")));
        assertThat(world.resource(world.ids().natGateway()).at("/properties/idleTimeoutInMinutes").asInt()).isEqualTo(4);
    }

    @Test
    void a_missing_nat_on_cg_is_attached_and_its_delegation_and_range_stay() {
        world.deploy(ALL);
        String cg = world.ids().subnet(world.target.network().containerSubnet());
        world.meddle(cg, body -> ((ObjectNode) body.get("properties")).remove("natGateway"));
        var run = world.run(SUBNET_NAT);
        run.done();
        assertThat(run.acts).singleElement().satisfies(
                act -> assertThat(act.changes())
                        .containsExactly(new Decision.Change("NAT gateway of subnet cg", "none", "my-nat-gateway")));
        JsonNode now = world.resource(cg);
        assertThat(now.at("/properties/natGateway/id").asString("")).isEqualToIgnoringCase(world.ids().natGateway());
        assertThat(now.at("/properties/delegations/0/properties/serviceName").asString("")).contains("ContainerInstance");
        assertThat(now.at("/properties/addressPrefix").asString("")).isEqualTo("10.2.0.0/16");
    }

    @Test
    void subnets_missing_in_a_network_that_exists_are_added_and_foreign_ones_are_kept() {
        world.deploy(RESOURCE_GROUP, StepName.PROVIDERS, PUBLIC_IP, NAT_GATEWAY);
        String network = world.ids().group() + "/providers/Microsoft.Network/virtualNetworks/my-vnet";
        world.put(network, JsonMapper.shared().readTree("""
                {"location": "eastus", "tags": {"team": "identity", "managed-by": "uid2-chatops"},
                 "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/8"]},
                   "subnets": [{"name": "theirs", "properties": {"addressPrefix": "10.9.0.0/24"}},
                               {"name": "aks", "properties": {"addressPrefix": "10.1.0.0/16"}}]}}
                """));
        world.deploy(VIRTUAL_NETWORK);
        var run = world.run(SUBNETS);
        run.done();
        world.deploy(SUBNET_NAT);
        assertThat(run.what()).containsExactly("create subnet default of my-vnet", "create subnet cg of my-vnet");
        assertThat(world.resource(network).at("/properties/subnets")).extracting(subnet -> subnet.path("name").asString(""))
                .containsExactlyInAnyOrder("theirs", "aks", "default", "cg");
    }

    @Test
    void an_unused_subnet_with_another_range_or_no_delegation_is_corrected() {
        world.deploy(ALL);
        String cg = world.ids().subnet(world.target.network().containerSubnet());
        world.meddle(cg, body -> {
            var properties = (ObjectNode) body.get("properties");
            properties.remove("delegations");
            properties.put("addressPrefix", "10.3.0.0/16");
        });
        assertThat(world.run(SUBNETS).acts).singleElement().satisfies(act -> assertThat(act.changes()).containsExactly(
                new Decision.Change("address prefix", "10.3.0.0/16", "10.2.0.0/16"),
                new Decision.Change("delegation", "not set", "Microsoft.ContainerInstance/containerGroups")));
        assertThat(world.resource(cg).at("/properties/natGateway/id").asString("")).isEqualToIgnoringCase(world.ids().natGateway());
    }

    @Test
    void what_azure_cannot_change_is_named_with_the_property_that_keeps_it() {
        world.deploy(ALL);
        Target elsewhere = world.settings.with("location", "westus2").read();
        long before = world.lastRequest();
        var cause = world.run(PUBLIC_IP, elsewhere).failed();
        assertThat(cause.what()).isEqualTo("The public IP address my-public-ip exists, but Azure cannot change it into what is wanted:"
                + " location is eastus, wanted westus2.");
        assertThat(cause.next()).startsWith("Set uid2.targets.integ.location=eastus to keep what is there; or set"
                + " uid2.targets.integ.public-ip to another name");
        assertThat(world.changes(before)).isEmpty();
    }

    @Test
    void a_network_with_new_tags_is_not_written_whole() {
        world.deploy(ALL);
        long before = world.lastRequest();
        var run = world.run(VIRTUAL_NETWORK, world.settings.with("tags.team", "ads").read());
        run.done();
        assertThat(world.changes(before)).singleElement().asString().startsWith("PATCH ");
    }

    @Test
    void throttling_resets_and_server_errors_are_borne_visibly() {
        world.faults.on("azure.throttled", "integ", 1, java.util.Optional.empty(), Map.of("method", "PUT", "retryAfter", 20));
        world.faults.on("azure.server-error", "integ", 1, java.util.Optional.empty(), Map.of("method", "PUT"));
        world.faults.on("azure.reset", "integ", 1, java.util.Optional.empty(), Map.of("method", "PUT"));
        var run = world.run(RESOURCE_GROUP);
        run.done();
        assertThat(run.retried).extracting(one -> one.cause().code()).containsExactlyInAnyOrder("SubscriptionRequestsThrottled",
                "ServerUnavailable", "ConnectionBroken");
        assertThat(run.retried).filteredOn(one -> one.cause().code().equals("SubscriptionRequestsThrottled")).singleElement()
                .satisfies(one -> assertThat(one.retryAfter().orElseThrow()).isBetween(java.time.Duration.ofSeconds(19),
                        java.time.Duration.ofSeconds(21)));
    }
}

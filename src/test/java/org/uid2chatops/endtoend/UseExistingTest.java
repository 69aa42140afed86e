package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.Owner;

import static org.assertj.core.api.Assertions.assertThat;

/** Four targets that use what others have made, deployed side by side. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class UseExistingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final String GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/hub";
    private static final String NETWORKS = GROUP + "/providers/Microsoft.Network/virtualNetworks/";
    private static final String IN_NETWORK = NETWORKS + "uid2-site-001-vnet";
    private static final String CLUSTER_NETWORK = NETWORKS + "uid2-site-002-vnet";
    private static final String CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/uid2-site-002-aks";
    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/uid2-site-002-vault";
    private static final Pattern COMMAND = Pattern.compile("az role assignment create --assignee-object-id (\\S+)"
            + " --assignee-principal-type (\\S+) --role \"([^\"]+)\" --scope ([^\\s`]+)`");

    @TempDir
    static Path dir;
    static RunningSandbox sandbox;
    static Control control;
    static Owner owner;
    static final Map<String, JsonNode> BEFORE = new HashMap<>();
    static long since;

    @BeforeAll
    static void others_make_theirs_and_all_are_deployed() {
        sandbox = new RunningSandbox(dir, 4,
                Map.of("uid2.targets.site-001.use.virtual-network", IN_NETWORK, "uid2.targets.site-002.use.virtual-network",
                        CLUSTER_NETWORK, "uid2.targets.site-002.use.cluster", CLUSTER, "uid2.targets.site-002.use.key-vault", VAULT,
                        "uid2.targets.site-003.resource-group.create", "false", "uid2.targets.site-004.grants", "verify"));
        control = sandbox.control();
        owner = sandbox.owner();
        owner.register("Microsoft.Network", "Microsoft.ContainerService", "Microsoft.KeyVault");
        owner.make(GROUP, "{\"location\": \"eastus\"}");
        owner.make(IN_NETWORK,
                """
                        {"location": "eastus", "tags": {"owner": "network-team"}, "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/8"]},
                          "subnets": [{"name": "web", "properties": {"addressPrefix": "10.20.0.0/24", "privateEndpointNetworkPolicies": "Enabled"}},
                                      {"name": "jobs", "properties": {"addressPrefix": "10.21.0.0/24", "delegations": [
                                        {"name": "web", "properties": {"serviceName": "Microsoft.Web/serverFarms"}}]}}]}}""");
        owner.make(CLUSTER_NETWORK, """
                {"location": "eastus", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/8"]},
                  "subnets": [{"name": "nodes", "properties": {"addressPrefix": "10.8.0.0/16"}}]}}""");
        owner.make(CLUSTER, """
                {"location": "eastus", "tags": {"owner": "platform"}, "identity": {"type": "SystemAssigned"}, "properties": {
                  "dnsPrefix": "platform", "kubernetesVersion": "1.34.9",
                  "networkProfile": {"networkPlugin": "azure", "serviceCidr": "10.5.0.0/16", "dnsServiceIP": "10.5.0.10"},
                  "agentPoolProfiles": [{"name": "pool", "mode": "System", "count": 3, "vmSize": "Standard_D8d_v5",
                    "vnetSubnetID": "%s/subnets/nodes"}]}}""".formatted(CLUSTER_NETWORK));
        owner.make(VAULT, """
                {"location": "westus", "properties": {"tenantId": "%s", "sku": {"family": "A", "name": "standard"},
                  "accessPolicies": [], "enableRbacAuthorization": true}}""".formatted(Place.TENANT));
        List.of(IN_NETWORK, CLUSTER_NETWORK, CLUSTER, VAULT).forEach(id -> BEFORE.put(id, resource(id)));
        since = control.last("api/azure/requests");
        for (int site = 1; site <= 4; site++) {
            control.type("alex", "deploy site-00" + site);
        }
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @Test
    void a_used_network_keeps_its_own_subnets_byte_for_byte_and_gets_two_more() {
        deployed("site-001");
        JsonNode before = before(IN_NETWORK);
        JsonNode after = resource(IN_NETWORK);
        for (int subnet = 0; subnet < 2; subnet++) {
            assertThat(after.at("/properties/subnets/" + subnet)).isEqualTo(before.at("/properties/subnets/" + subnet));
        }
        assertThat(after.at("/properties/subnets")).extracting(subnet -> subnet.path("name").asString()).containsExactly("web", "jobs",
                "aks",
                "cg");
        assertThat(after.path("tags")).isEqualTo(before.path("tags"));
        assertThat(changesOf(IN_NETWORK)).isEmpty();
    }

    @Test
    void a_used_cluster_and_a_used_vault_carry_an_operator_and_are_not_touched() {
        deployed("site-002");
        for (String id : List.of(CLUSTER, VAULT)) {
            assertThat(resource(id)).isEqualTo(before(id));
            assertThat(changesOf(id)).isEmpty();
        }
        assertThat(resource(CLUSTER_NETWORK).at("/properties/subnets/0"))
                .isEqualTo(before(CLUSTER_NETWORK).at("/properties/subnets/0"));
        assertThat(control.list("api/azure/resources")).noneMatch(
                one -> one.path("id").asString("").matches("(?i).*/uid2-site-002/.*/(managedClusters|vaults|virtualNetworks)/.*"));
    }

    @Test
    void a_group_that_is_not_to_be_made_and_is_missing_is_answered_with_what_to_do() {
        String outcome = control.await("to `site-003` failed", PATIENCE);
        assertThat(outcome).contains("There is no resource group uid2-site-003",
                "uid2.targets.site-003.resource-group.create=false", "az group create --subscription " + Place.SUBSCRIPTION
                        + " --name uid2-site-003 --location eastus");
        assertThat(control.changesInAzure(since)).noneMatch(change -> change.contains("/uid2-site-003"));
    }

    @Test
    void grants_that_an_owner_makes_are_asked_for_with_their_command_and_it_goes_on_by_itself() {
        Set<String> names = new HashSet<>();
        Set<String> granted = new HashSet<>();
        Awaitility.await("site-004, granted by its owner").atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            var commands = COMMAND.matcher(String.join("\n", control.channel()));
            while (commands.find()) {
                if (granted.add(commands.group())) {
                    names.add(owner.grant(commands.group(1), commands.group(2), commands.group(3), commands.group(4)));
                }
            }
            return ended("site-004");
        });
        assertThat(granted).hasSize(5);
        assertThat(control.changesInAzure(since)).filteredOn(change -> change.matches("(?i).*uid2-site-004.*/roleAssignments/.*"))
                .hasSize(5).allMatch(change -> names.stream().anyMatch(change::contains));
    }

    private static void deployed(String target) {
        Awaitility.await(target + " is deployed").atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .until(() -> ended(target));
        assertThat(String.join("\n", control.channel())).doesNotContain("null", "Exception", "org.uid2chatops");
    }

    /** A failure ends the test with what the channel reads, not with its patience. */
    private static boolean ended(String target) {
        List<String> messages = control.channel();
        assertThat(messages).noneMatch(message -> message.contains("to `" + target + "` failed"));
        return messages.stream().anyMatch(message -> outcome(message, target));
    }

    private static boolean outcome(String message, String target) {
        return message.contains("`" + target + "` is deployed") && message.contains("Health check: 200 OK");
    }

    private static JsonNode before(String id) {
        return java.util.Objects.requireNonNull(BEFORE.get(id));
    }

    private static JsonNode resource(String id) {
        return control.list("api/azure/resources").stream().filter(one -> one.path("id").asString("").equalsIgnoreCase(id)).findFirst()
                .orElseThrow();
    }

    /** Returns the changing requests to that very id. */
    private static List<String> changesOf(String id) {
        return control.changesInAzure(since).stream().filter(change -> change.matches("(?i)\\S+ " + Pattern.quote(id) + "(\\?.*)?"))
                .toList();
    }
}

package org.uid2chatops.azure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.rollout.StepName.CLUSTER;
import static org.uid2chatops.rollout.StepName.CLUSTER_READY;
import static org.uid2chatops.rollout.StepName.CLUSTER_SUBNET_GRANT;
import static org.uid2chatops.rollout.StepName.KEY_VAULT;
import static org.uid2chatops.rollout.StepName.MANAGED_IDENTITY;
import static org.uid2chatops.rollout.StepName.NODE_GROUP_GRANT;
import static org.uid2chatops.rollout.StepName.OPERATOR_KEY;
import static org.uid2chatops.rollout.StepName.PROVIDERS;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP_GRANT;
import static org.uid2chatops.rollout.StepName.VAULT_READER_GRANT;
import static org.uid2chatops.rollout.StepName.VAULT_WRITER_GRANT;
import static org.uid2chatops.rollout.StepName.VIRTUAL_NETWORK;

/** A cluster, an identity and a vault of others, and grants that only an owner makes. */
class UsedClusterTest {

    private static final String GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/hub";
    private static final String NETWORK = GROUP + "/providers/Microsoft.Network/virtualNetworks/hub-net";
    private static final String CLUSTER_ID = GROUP + "/providers/Microsoft.ContainerService/managedClusters/hub-aks";
    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/hub-vault";
    private static final String IDENTITY = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/hub-id";

    @TempDir
    Path directory;
    private AzureWorld world;

    @BeforeEach
    void start() {
        world = new AzureWorld(directory);
        world.deploy(RESOURCE_GROUP, PROVIDERS);
        seed(GROUP, "{\"location\": \"eastus\"}");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_used_cluster_is_granted_what_it_needs_where_it_is_and_is_never_written() throws Exception {
        cluster("azure", "", "Standard_D4d_v5", "nodes");
        Target target = using();
        JsonNode before = world.resource(CLUSTER_ID);
        long since = world.lastRequest();
        assertThat(world.run(CLUSTER, target).done().detail())
                .isEqualTo("hub-aks, Kubernetes 1.34.9, nodes in subnet nodes, used as it is");
        for (var step : new StepName[]{CLUSTER_SUBNET_GRANT, CLUSTER_READY, NODE_GROUP_GRANT,
                RESOURCE_GROUP_GRANT}) {
            world.run(step, target).done();
        }
        assertThat(world.changes(since)).hasSize(3).allMatch(change -> change.contains("/roleAssignments/"));
        assertThat(world.resource(CLUSTER_ID)).isEqualTo(before);
        world.clock.advance(Duration.ofMinutes(20));
        String kubelet = before.at("/properties/identityProfile/kubeletidentity/objectId").asString("");
        assertThat(world.azure.holdsRole(kubelet, "Contributor", GROUP)).isTrue();
        assertThat(world.azure.holdsRole(kubelet, "Contributor", world.ids().group())).isFalse();
        assertThat(
                world.azure.holdsRole(before.at("/identity/principalId").asString(""), "Network Contributor", NETWORK + "/subnets/nodes"))
                .isTrue();
        assertThat(world.credentials.kubeconfig(target)).contains("kind: Config");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"kubenet||Standard_D4d_v5|network plugin is kubenet, needed is azure",
            "azure|overlay|Standard_D4d_v5|network plugin is azure, overlay, needed is azure",
            "azure||Standard_DS2_v2|node pools is pool of Standard_DS2_v2 in GROUP, needed is one of Linux nodes with at least 4 vCPU and 16 GB"})
    void a_cluster_that_cannot_carry_virtual_nodes_is_refused(String plugin, String mode, String size, String what) {
        cluster(plugin, mode == null ? "" : mode, size, "nodes");
        long since = world.lastRequest();
        Cause cause = world.run(CLUSTER, using()).failed();
        assertThat(cause.what()).startsWith("The AKS cluster " + CLUSTER_ID + " is not as the operator needs it: ")
                .contains(what.replace("GROUP", NETWORK + "/subnets/nodes"));
        assertThat(cause.next()).endsWith(" The bot does not change what it only uses (uid2.targets.integ.use.cluster).");
        assertThat(world.changes(since)).isEmpty();
    }

    @Test
    void a_cluster_in_another_network_is_refused() {
        cluster("azure", "", "Standard_D4d_v5", "nodes");
        Cause cause = world.run(CLUSTER, world.settings.with("use.cluster", CLUSTER_ID).read()).failed();
        assertThat(cause.what()).contains("in a subnet of " + world.ids().virtualNetwork());
    }

    @Test
    void the_node_resource_group_is_given_at_creation_and_stays_what_it_is() {
        Target named = world.settings.with("node-resource-group", "my-nodes").read();
        world.deploy(StepName.PUBLIC_IP, StepName.NAT_GATEWAY, VIRTUAL_NETWORK);
        world.run(CLUSTER, named).done();
        assertThat(world.run(CLUSTER_READY, named).done().detail()).endsWith("node resource group my-nodes");
        Cause cause = world.run(CLUSTER, world.settings.with("node-resource-group", "others").read()).failed();
        assertThat(cause.what()).contains("node resource group is my-nodes, wanted others");
        assertThat(cause.next()).contains("uid2.targets.integ.node-resource-group=my-nodes");
    }

    @Test
    void a_used_vault_and_identity_serve_the_operator_and_only_the_secret_is_written() throws Exception {
        vault(true);
        seed(IDENTITY, "{\"location\": \"westus\"}");
        Target target = world.settings.with("use.key-vault", VAULT).with("use.managed-identity", IDENTITY).read();
        JsonNode before = world.resource(VAULT);
        long since = world.lastRequest();
        assertThat(world.run(MANAGED_IDENTITY, target).done().detail()).isEqualTo("hub-id, used as it is");
        assertThat(world.run(KEY_VAULT, target).done().detail()).isEqualTo("hub-vault, authorisation by roles, used as it is");
        for (var step : new StepName[]{VAULT_WRITER_GRANT, VAULT_READER_GRANT, OPERATOR_KEY}) {
            world.run(step, target).done();
        }
        assertThat(world.resource(VAULT)).isEqualTo(before);
        assertThat(world.changes(since)).hasSize(3)
                .allMatch(change -> change.contains("/roleAssignments/") || change.contains("/secrets/"));
        assertThat(world.identity.resourceId(target)).hasValueSatisfying(id -> assertThat(id).isEqualToIgnoringCase(IDENTITY));
    }

    @Test
    void a_used_vault_on_access_policies_is_for_its_owner_to_switch() {
        vault(false);
        Cause cause = world.run(KEY_VAULT, world.settings.with("use.key-vault", VAULT).read()).failed();
        assertThat(cause.what()).contains(VAULT, "access policies, needed is roles");
        assertThat(cause.next()).contains("`az keyvault update --name hub-vault --resource-group hub --enable-rbac-authorization true`",
                "uid2.targets.integ.use.key-vault");
    }

    @Test
    void with_verify_a_grant_is_waited_for_with_its_command_and_an_owners_counts_even_from_above() {
        world.deploy(MANAGED_IDENTITY, KEY_VAULT);
        Target verify = world.settings.with("grants", "verify").read();
        long since = world.lastRequest();
        String principal = world.resource(world.ids().of(ResourceKind.MANAGED_IDENTITY))
                .at("/properties/principalId")
                .asString("");
        assertThat(world.run(VAULT_READER_GRANT, verify).end()).isInstanceOfSatisfying(Decision.Wait.class, wait -> {
            assertThat(wait.limit()).isEmpty();
            assertThat(wait.why()).isEqualTo("an owner to grant Key Vault Secrets User for managed identity my-vn-aks-opr-id on key vault "
                    + "my-vn-aks-vault: `az role assignment create --assignee-object-id " + principal
                    + " --assignee-principal-type ServicePrincipal --role \"Key Vault Secrets User\" --scope " + world.ids().vault() + "`");
        });
        assertThat(world.changes(since)).isEmpty();
        world.put(world.ids().group() + "/providers/Microsoft.Authorization/roleAssignments/11111111-2222-4333-8444-555555555555",
                JsonMapper.shared().valueToTree(Map.of("properties", Map.of("roleDefinitionId", world.ids().role(Role.SECRETS_USER),
                        "principalId", principal, "principalType", "ServicePrincipal"))));
        assertThat(world.run(VAULT_READER_GRANT, verify).done().detail()).endsWith("granted by an owner");
    }

    private Target using() {
        return world.settings.with("use.cluster", CLUSTER_ID).with("use.virtual-network", NETWORK).read();
    }

    private void vault(boolean roles) {
        seed(VAULT, """
                {"location": "westus", "properties": {"tenantId": "%s", "sku": {"family": "A", "name": "standard"},
                  "accessPolicies": [], "enableRbacAuthorization": %s}}
                """.formatted(Place.TENANT, roles));
        world.clock.advance(Duration.ofMinutes(5));
    }

    private void cluster(String plugin, String mode, String size, String subnet) {
        seed(NETWORK, """
                {"location": "eastus", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/8"]},
                  "subnets": [{"name": "%s", "properties": {"addressPrefix": "10.8.0.0/16"}}]}}
                """.formatted(subnet));
        seed(CLUSTER_ID, """
                {"location": "eastus", "tags": {"theirs": "yes"}, "identity": {"type": "SystemAssigned"}, "properties": {
                  "dnsPrefix": "hub", "kubernetesVersion": "1.34.9",
                  "networkProfile": {"networkPlugin": "%s", %s "serviceCidr": "10.5.0.0/16", "dnsServiceIP": "10.5.0.10"},
                  "agentPoolProfiles": [{"name": "pool", "mode": "System", "count": 1, "vmSize": "%s", "vnetSubnetID": "%s/subnets/%s"}]}}
                """.formatted(plugin, mode.isEmpty() ? "" : "\"networkPluginMode\": \"" + mode + "\",", size, NETWORK, subnet));
        world.clock.advance(Duration.ofMinutes(30));
    }

    private void seed(String id, String body) {
        world.put(id, JsonMapper.shared().readTree(body));
    }
}

package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.rollout.Section;
import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/** One world: a deploy, what then stands, and the same deploy again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(RunningSandbox.ONE_AT_A_TIME)
@SuppressWarnings("NullAway.Init")
class DeployTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String VAULT = "/vaults/my-vn-aks-vault";
    @TempDir
    static Path dir;
    static RunningSandbox sandbox;
    static Control control;

    @BeforeAll
    static void deploy() {
        sandbox = new RunningSandbox(dir);
        control = sandbox.control();
        control.type("alex", "deploy integ");
        control.await("Health check: 200 OK", PATIENCE);
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @Test
    @Order(1)
    void the_live_message_shows_every_section_of_the_guide() {
        String live = control.channel().getFirst();
        assertThat(live).contains(List.of(Section.values()).stream().map(Section::title).toList());
    }

    @Test
    @Order(1)
    void the_outcome_names_the_health_check_and_the_address() {
        assertThat(String.join("\n", control.channel())).contains("Health check: 200 OK")
                .containsPattern("http://\\d+\\.\\d+\\.\\d+\\.\\d+/ops/healthcheck");
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource(delimiter = '|', value = {"resourceGroups/my-vn-aks$|/location|eastus",
            "virtualNetworks/my-vnet$|/properties/addressSpace/addressPrefixes/0|10.0.0.0/8",
            "virtualNetworks/my-vnet$|/properties/subnets/0/name|default",
            "virtualNetworks/my-vnet$|/properties/subnets/0/properties/addressPrefix|10.0.0.0/24",
            "virtualNetworks/my-vnet$|/properties/subnets/1/name|aks",
            "virtualNetworks/my-vnet$|/properties/subnets/1/properties/addressPrefix|10.1.0.0/16",
            "virtualNetworks/my-vnet$|/properties/subnets/2/name|cg",
            "virtualNetworks/my-vnet$|/properties/subnets/2/properties/addressPrefix|10.2.0.0/16",
            "virtualNetworks/my-vnet$|/properties/subnets/2/properties/delegations/0/properties/serviceName|Microsoft.ContainerInstance/containerGroups",
            "virtualNetworks/my-vnet$|/properties/subnets/2/properties/privateEndpointNetworkPolicies|Disabled",
            "virtualNetworks/my-vnet$|/properties/subnets/2/properties/privateLinkServiceNetworkPolicies|Enabled",
            "publicIPAddresses/my-public-ip$|/sku/name|Standard",
            "publicIPAddresses/my-public-ip$|/properties/publicIPAllocationMethod|Static",
            "natGateways/my-nat-gateway$|/sku/name|Standard", "natGateways/my-nat-gateway$|/properties/idleTimeoutInMinutes|4",
            "managedClusters/myvncluster$|/location|eastus", "managedClusters/myvncluster$|/identity/type|SystemAssigned",
            "managedClusters/myvncluster$|/properties/dnsPrefix|myvncluste-my-vn-aks-5ab5c2",
            "managedClusters/myvncluster$|/properties/enableRBAC|true",
            "managedClusters/myvncluster$|/properties/disableLocalAccounts|false",
            "managedClusters/myvncluster$|/properties/networkProfile/networkPlugin|azure",
            "managedClusters/myvncluster$|/properties/networkProfile/networkPolicy|calico",
            "managedClusters/myvncluster$|/properties/networkProfile/serviceCidr|10.4.0.0/16",
            "managedClusters/myvncluster$|/properties/networkProfile/dnsServiceIP|10.4.0.10",
            "managedClusters/myvncluster$|/properties/networkProfile/outboundType|loadBalancer",
            "managedClusters/myvncluster$|/properties/networkProfile/loadBalancerSku|standard",
            "managedClusters/myvncluster$|/properties/autoUpgradeProfile/upgradeChannel|patch",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/name|oprnodepool",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/mode|System",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/vmSize|Standard_D4d_v5",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/count|2",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/minCount|2",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/maxCount|5",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/enableAutoScaling|true",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/osSKU|Ubuntu",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/osType|Linux",
            "managedClusters/myvncluster$|/properties/agentPoolProfiles/0/type|VirtualMachineScaleSets",
            "userAssignedIdentities/my-vn-aks-opr-id$|/location|eastus", "vaults/my-vn-aks-vault$|/properties/enableRbacAuthorization|true",
            "vaults/my-vn-aks-vault$|/properties/enablePurgeProtection|true",
            "vaults/my-vn-aks-vault$|/properties/softDeleteRetentionInDays|90",
            "vaults/my-vn-aks-vault$|/properties/sku/name|standard", "vaults/my-vn-aks-vault$|/properties/networkAcls/bypass|AzureServices",
            "vaults/my-vn-aks-vault$|/properties/networkAcls/defaultAction|Allow"})
    void azure_holds_the_guides_values(String id, String pointer, String value) {
        assertThat(resource(id).at(pointer).asString()).isEqualTo(value);
    }

    @Test
    @Order(2)
    void the_references_lead_where_the_guide_says() {
        assertThat(resource("natGateways/my-nat-gateway$").at("/properties/publicIpAddresses/0/id").asString()).endsWith("/my-public-ip");
        assertThat(resource("virtualNetworks/my-vnet$").at("/properties/subnets/2/properties/natGateway/id").asString())
                .endsWith("/my-nat-gateway");
        assertThat(resource("managedClusters/myvncluster$").at("/properties/agentPoolProfiles/0/vnetSubnetID").asString())
                .endsWith("/subnets/aks");
    }

    @Test
    @Order(2)
    void azure_holds_the_guides_grants_and_those_that_az_makes_silently() {
        String cluster = resource("managedClusters/myvncluster$").at("/identity/principalId").asString();
        String kubelet = resource("managedClusters/myvncluster$").at("/properties/identityProfile/kubeletidentity/objectId").asString();
        String operator = resource("userAssignedIdentities/my-vn-aks-opr-id$").at("/properties/principalId").asString();
        assertThat(grants()).containsExactlyInAnyOrder(
                kubelet + " b24988ac-6180-42a0-ab88-20f7382dd24c /resourcegroups/mc_my-vn-aks_myvncluster_eastus",
                kubelet + " b24988ac-6180-42a0-ab88-20f7382dd24c /resourcegroups/my-vn-aks",
                cluster + " 4d97b98b-1d4f-4787-a291-c67834d212e7 /virtualnetworks/my-vnet/subnets/aks",
                operator + " 4633458b-17de-408a-b874-0445c86b69e6 " + VAULT,
                "b07b07b0-0000-4000-8000-000000000004 b86a8fe4-44ce-4948-aee5-eccb2c155cd7 " + VAULT);
    }

    @Test
    @Order(2)
    void azure_holds_nothing_beside() {
        var types = control.list("api/azure/resources").stream()
                .filter(resource -> !resource.path("type").asString().equalsIgnoreCase("Microsoft.Authorization/roleAssignments"))
                .map(resource -> resource.path("id").asString().toLowerCase(Locale.ROOT).replaceFirst(".*?/resourcegroups/", "")
                        .replaceFirst("kubernetes-.*", "kubernetes-…"))
                .collect(Collectors.toSet());
        assertThat(types).contains("my-vn-aks", "my-vn-aks/providers/microsoft.network/virtualnetworks/my-vnet",
                "my-vn-aks/providers/microsoft.network/publicipaddresses/my-public-ip",
                "my-vn-aks/providers/microsoft.network/natgateways/my-nat-gateway",
                "my-vn-aks/providers/microsoft.containerservice/managedclusters/myvncluster",
                "my-vn-aks/providers/microsoft.managedidentity/userassignedidentities/my-vn-aks-opr-id",
                "my-vn-aks/providers/microsoft.keyvault/vaults/my-vn-aks-vault");
        assertThat(types).filteredOn(id -> id.startsWith("my-vn-aks")).hasSize(7);
        assertThat(types).filteredOn(id -> !id.startsWith("my-vn-aks")).allSatisfy(id -> assertThat(id).startsWith("mc_"));
    }

    @Test
    @Order(2)
    void the_cluster_holds_the_operator_at_the_releases_replica_count_all_on_the_virtual_node() {
        var pods = control.list("api/kubernetes/objects?kind=Pod&target=integ").stream()
                .filter(pod -> pod.at("/metadata/labels/app.kubernetes.io~1name").asString().equals("operator")).toList();
        assertThat(pods).hasSize(3).allSatisfy(pod -> assertThat(pod.at("/spec/nodeName").asString()).isEqualTo("virtualnode-0"));
        var deployment = control.list("api/kubernetes/objects?kind=Deployment&target=integ").stream()
                .filter(object -> object.at("/metadata/name").asString().equals("operator-deployment")).findFirst().orElseThrow();
        assertThat(deployment.at("/status/readyReplicas").asInt()).isEqualTo(3);
    }

    @Test
    @Order(2)
    void no_secret_is_in_anything_that_the_channel_or_the_log_of_requests_shows() {
        String everything = String.join("\n", control.channel()) + control.list("api/azure/requests") + control.list("api/slack/calls")
                + control.list("api/kubernetes/requests");
        assertThat(everything).doesNotContain("UID2-O-I-").doesNotContain("sandbox-client-secret");
    }

    @Test
    @Order(2)
    void status_tells_where_it_stands() {
        assertThat(control.answer("alex", "status integ")).contains("integ").doesNotContain("null");
    }

    @Test
    @Order(3)
    void said_twice_it_changes_nothing() {
        long azure = control.last("api/azure/requests");
        long kubernetes = control.last("api/kubernetes/requests");
        control.type("alex", "deploy integ");
        control.await("Nothing to change", PATIENCE);
        assertThat(control.changesInAzure(azure)).isEmpty();
        assertThat(control.changesInKubernetes(kubernetes)).isEmpty();
    }

    private static JsonNode resource(String idPattern) {
        return control.list("api/azure/resources").stream()
                .filter(resource -> resource.path("id").asString().matches("(?i).*/" + idPattern)).findFirst().orElseThrow();
    }

    /** Returns each role assignment as principal, role and the end of its scope. */
    private static List<String> grants() {
        return control.list("api/azure/resources").stream()
                .filter(resource -> resource.path("type").asString().equalsIgnoreCase("Microsoft.Authorization/roleAssignments"))
                .map(grant -> {
                    String scope = grant.at("/properties/scope").asString().toLowerCase(Locale.ROOT);
                    return grant.at("/properties/principalId").asString() + " "
                            + grant.at("/properties/roleDefinitionId").asString().replaceFirst(".*/", "") + " "
                            + scope.replaceFirst(".*(/virtualnetworks/.*|/vaults/.*)", "$1").replaceFirst(".*(/resourcegroups/[^/]*)$",
                                    "$1");
                }).filter(grant -> !grant.contains("/subscriptions/")).toList();
    }
}

package org.uid2chatops.config;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

import org.uid2chatops.config.ConfigurationCheck.Problem;
import org.uid2chatops.config.TargetsConfiguration.TargetsRead;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;

class UsedResourcesTest {

    private static final String GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/shared";
    private static final String NETWORK = GROUP + "/providers/Microsoft.Network/virtualNetworks/hub";
    private static final String CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/their-aks";

    @Test
    void everything_is_managed_in_the_targets_own_group_unless_it_is_named_by_id() {
        Target target = TestTarget.integ().with("use.virtual-network", NETWORK).read();
        assertThat(target.resource(ResourceKind.VIRTUAL_NETWORK)).isEqualTo(new Target.Resource("shared", "hub", false));
        assertThat(target.resource(ResourceKind.KEY_VAULT)).isEqualTo(new Target.Resource("my-vn-aks", "my-vn-aks-vault", true));
        assertThat(target.names().virtualNetwork()).isEqualTo("hub");
        assertThat(target.network().subnets()).extracting(Target.Subnet::name).containsExactly("aks", "cg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"virtual-network|Microsoft.Network/virtualNetworks|VIRTUAL_NETWORK",
            "public-ip|Microsoft.Network/publicIPAddresses|PUBLIC_IP", "nat-gateway|Microsoft.Network/natGateways|NAT_GATEWAY",
            "managed-identity|Microsoft.ManagedIdentity/userAssignedIdentities|MANAGED_IDENTITY",
            "key-vault|Microsoft.KeyVault/vaults|KEY_VAULT", "cluster|Microsoft.ContainerService/managedClusters|CLUSTER"})
    void each_kind_can_be_used_and_ids_are_compared_without_case(String setting, String type, ResourceKind kind) {
        String id = (GROUP + "/providers/" + type + "/theirs").toUpperCase(java.util.Locale.ROOT)
                .replaceFirst("/SUBSCRIPTIONS/", "/subscriptions/");
        Target target = TestTarget.integ().with("use." + setting, id).with(setting, "Theirs").read();
        assertThat(target.manages(kind)).isFalse();
        assertThat(target.groupOf(kind)).isEqualToIgnoringCase("shared");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"use.virtual-network|my-vnet|is not the id of a resource|az network vnet show",
            "use.virtual-network|GROUP/providers/Microsoft.Network/virtualNetworks|is not the id of a resource|/virtualNetworks/NAME",
            "use.virtual-network|GROUP/providers/Microsoft.Network/natGateways/x|is the id of a Microsoft.Network/natGateways|virtualNetworks/NAME",
            "use.subnet-cg|GROUP/providers/Microsoft.Network/virtualNetworks/hub|is the id of a Microsoft.Network/virtualNetworks|/virtualNetworks/NETWORK/subnets/NAME",
            "use.public-ip|/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/g/providers/Microsoft.Network/publicIPAddresses/x|it is in subscription 11111111-2222-4333-8444-555555555555, but the target is in|own subscription",
            "use.subnet-cg|GROUP/providers/Microsoft.Network/virtualNetworks/hub/subnets/cg|which is not used|Set use.virtual-network to GROUP/providers/Microsoft.Network/virtualNetworks/hub",
            "resource-group.create|no|is not possible|true or false", "grants|ask|is not possible|create",
            "node-resource-group|my-vn-aks|own resource group|does not exist", "node-resource-group|a/b|is not possible|1 to 80"})
    void a_mistake_names_the_property_the_value_and_the_fix(String setting, String value, String mistake, String fix) {
        assertThat(read(TestTarget.integ().with(setting, value.replace("GROUP", GROUP))).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.property()).isEqualTo("uid2.targets.integ." + setting);
            assertThat(problem.mistake()).contains(mistake);
            assertThat(problem.fix()).contains(fix.replace("GROUP/", GROUP + "/"));
        });
    }

    @Test
    void a_name_beside_an_id_must_be_the_ids_own() {
        assertThat(read(TestTarget.integ().with("use.cluster", CLUSTER).with("cluster", "ours")).problems()).singleElement()
                .satisfies(problem -> {
                    assertThat(problem.property()).isEqualTo("uid2.targets.integ.use.cluster");
                    assertThat(problem.mistake()).isEqualTo("it names their-aks, but cluster names ours");
                    assertThat(problem.fix()).contains("Remove cluster");
                });
    }

    @Test
    void a_subnet_of_another_network_than_the_used_one_is_a_mistake_and_so_is_another_name_than_cg() {
        var problems = read(TestTarget.integ().with("use.virtual-network", NETWORK)
                .with("use.subnet-aks", NETWORK.replace("hub", "spoke") + "/subnets/nodes")
                .with("use.subnet-cg", NETWORK + "/subnets/pods"))
                .problems();
        assertThat(problems).extracting(Problem::mistake).containsExactly(
                "it is in virtual network spoke of shared, but use.virtual-network names hub of shared",
                "the subnet is called pods, but the virtual node looks for one called cg");
    }

    @Test
    void what_is_not_the_bots_to_choose_is_a_mistake_when_it_is_written() {
        var problems = read(TestTarget.integ().with("use.virtual-network", NETWORK).with("use.subnet-cg", NETWORK + "/subnets/cg")
                .with("use.cluster", CLUSTER).with("address-space", "10.0.0.0/8").with("subnets.cg", "10.2.0.0/16")
                .with("vm-size", "Standard_D8d_v5")
                .with("service-cidr", "10.9.0.0/16")).problems();
        assertThat(problems).extracting(Problem::property).containsExactlyInAnyOrder("uid2.targets.integ.address-space",
                "uid2.targets.integ.subnets.cg", "uid2.targets.integ.vm-size", "uid2.targets.integ.service-cidr");
        assertThat(problems).allSatisfy(problem -> assertThat(problem.mistake()).contains("has no effect: use."));
    }

    @Test
    void a_group_that_is_not_created_keeps_its_name_beside_the_flag() {
        Target target = TestTarget.integ().with("resource-group", "theirs").with("resource-group.create", "false").read();
        assertThat(target.resource(ResourceKind.RESOURCE_GROUP)).isEqualTo(new Target.Resource("theirs", "theirs", false));
        assertThat(TestTarget.integ().with("resource-group.create", "false").read().names().resourceGroup()).isEqualTo("my-vn-aks");
    }

    @Test
    void environment_variables_say_the_same() {
        var environment = environment(TestTarget.integ());
        environment.getPropertySources().addFirst(new org.springframework.core.env.SystemEnvironmentPropertySource(
                org.springframework.core.env.StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of("UID2_TARGETS_INTEG_RESOURCEGROUP", "theirs", "UID2_TARGETS_INTEG_RESOURCEGROUP_CREATE", "false",
                        "UID2_TARGETS_INTEG_USE_VIRTUALNETWORK", NETWORK)));
        var read = new TargetsConfiguration().targetsRead(environment);
        assertThat(read.problems()).isEmpty();
        Target target = read.targets().all().getFirst();
        assertThat(target.resource(ResourceKind.RESOURCE_GROUP)).isEqualTo(new Target.Resource("theirs", "theirs", false));
        assertThat(target.manages(ResourceKind.VIRTUAL_NETWORK)).isFalse();
    }

    @Test
    void the_settings_in_effect_hold_the_defaults_and_no_secret() {
        Map<String, String> settings = TestTarget.integ().with("location", "East US").with("use.virtual-network", NETWORK)
                .with("client-id", "c").with("tenant-id", "t").with("client-secret", "hush").with("tags.Team", "ads")
                .with("grants", "VERIFY")
                .read().settings();
        assertThat(settings).containsEntry("location", "eastus").containsEntry("virtual-network", "hub")
                .containsEntry("use.virtual-network", NETWORK).containsEntry("resource-group.create", "true")
                .containsEntry("node-count", "2").containsEntry("subnets.cg", "10.2.0.0/16").containsEntry("tags.Team", "ads")
                .containsEntry("grants", "verify").containsEntry("approval", "false").containsEntry("cluster", "myvncluster")
                .doesNotContainKeys("client-secret", "address-space", "subnets.default").doesNotContainValue("hush");
    }

    @Test
    void targets_may_use_the_same_vault_with_secrets_of_their_own_but_not_the_same_cluster() {
        var vault = GROUP + "/providers/Microsoft.KeyVault/vaults/theirs";
        var one = TestTarget.integ().with("use.key-vault", vault).with("use.cluster", CLUSTER).with("key-vault-secret", "one");
        var other = TestTarget.named("site").with("resource-group", "site").with("use.key-vault", vault).with("use.cluster", CLUSTER)
                .with("key-vault-secret", "two");
        assertThat(read(one, other).problems()).extracting(Problem::property).singleElement().asString().endsWith(".use.cluster");
        assertThat(read(one, other.with("key-vault-secret", "one")).problems()).extracting(Problem::property).satisfiesExactly(
                secret -> assertThat(secret).endsWith(".key-vault-secret"), cluster -> assertThat(cluster).endsWith(".use.cluster"));
    }

    private static TargetsRead read(TestTarget... targets) {
        return new TargetsConfiguration().targetsRead(environment(targets));
    }

    private static MockEnvironment environment(TestTarget... targets) {
        var environment = new MockEnvironment().withProperty("AZURE_FEDERATED_TOKEN_FILE", "token");
        for (TestTarget target : targets) {
            target.settings().forEach((name, value) -> environment.setProperty("uid2.targets." + target.name() + "." + name, value));
        }
        return environment;
    }
}

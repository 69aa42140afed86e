package org.uid2chatops.config;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

import org.uid2chatops.config.TargetsConfiguration.TargetsRead;

import static org.assertj.core.api.Assertions.assertThat;

class TargetSettingsTest {

    @Test
    void the_guides_values_stand_where_nothing_is_written() {
        Target target = read(Map.of()).targets().named("INTEG").orElseThrow();
        assertThat(target.names()).isEqualTo(new Target.Names("my-vn-aks", "my-vnet", "my-public-ip", "my-nat-gateway", "myvncluster",
                "my-vn-aks-vault", "my-vn-aks-opr-key-name", "my-vn-aks-opr-id"));
        assertThat(target.network().subnets()).extracting(Target.Subnet::prefix).containsExactly("10.0.0.0/24", "10.1.0.0/16",
                "10.2.0.0/16");
        assertThat(target.network().serviceCidr()).isEqualTo("10.4.0.0/16");
        assertThat(target.cluster()).isEqualTo(new Target.Cluster(java.util.Optional.empty(), "oprnodepool", "Standard_D4d_v5", 2, 2, 5,
                java.util.Optional.empty(), false));
        assertThat(target.operatorKey()).isEqualTo(new OperatorKeySource.InVault());
        assertThat(target.approvalWanted()).isFalse();
    }

    @Test
    void a_location_may_be_written_as_people_write_it() {
        assertThat(read(Map.of("location", "East US")).targets().all().getFirst().location()).isEqualTo("eastus");
    }

    @Test
    void tags_keep_their_case() {
        assertThat(read(Map.of("tags.CostCentre", "UID2")).targets().all().getFirst().tags()).containsEntry("CostCentre", "UID2");
    }

    @Test
    void prod_wants_approval_unless_told_otherwise() {
        assertThat(read(Map.of("environment", "prod", "channel", "C012ABCDEF")).targets().all().getFirst().approvalWanted()).isTrue();
        assertThat(read(Map.of("environment", "prod", "approval", "false")).targets().all().getFirst().approvalWanted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"environment|staging|integ or prod", "subscription-id|mine|az account show", "location|e|eastus",
            "key-vault|a--b|single hyphens", "key-vault|ab|3 to 24", "node-count|7|autoscaler", "node-count|many|whole number",
            "service-cidr|10.4.0.0|10.1.0.0/16", "subnets.cg|10.2.0.1/16|zeros behind the prefix", "dns-service-ip|10.4.0|10.4.0.10",
            "kubernetes-version|latest|1.34", "node-pool|Operator_Pool|1 to 12 lower-case", "resource-group|trailing.|1 to 90",
            "approval|yes|true or false", "approval.break-glass-review-within|soon|like 24h", "approval.quorum|0|whole number",
            "approval.groups|@approvers|S012ABCDEF",
            "approval.expires-after|soon|12h", "channel|#ops|C012ABCDEF",
            "vm-size|big|Standard_D4d_v5", "client-id|x|go together",
            "dns-service-ip|10.5.0.10|inside the service range", "service-cidr|10.1.0.0/24|no subnet has",
            "subnets.cg|10.1.128.0/24|range of its own", "address-space|192.168.0.0/16|inside the network's",
            "chart|https://example.com/charts.git|into chart.git (with chart.commit)", "chart.commit|main|Remove it.",
            "chart.git|https://example.com/charts.git|Keep one of them"})
    void a_mistake_names_the_property_and_the_fix(String setting, String value, String fix) {
        var problems = read(Map.of(setting, value)).problems();
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.property()).startsWith("uid2.targets.integ.");
            assertThat(problem.fix()).contains(fix);
        });
    }

    @Test
    void an_unknown_setting_is_refused_with_the_nearest_known_one() {
        assertThat(read(Map.of("locaton", "eastus")).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.property()).isEqualTo("uid2.targets.integ.locaton");
            assertThat(problem.fix()).contains("uid2.targets.integ.location");
        });
    }

    @Test
    void every_mistake_is_told_at_once() {
        var problems = read(Map.of("environment", "x", "location", "!", "key-vault", "_", "vm-size", "?", "subscription-id", "1"))
                .problems();
        assertThat(problems).hasSize(5);
    }

    @Test
    void without_targets_it_says_how_to_write_one() {
        var read = new TargetsConfiguration().targetsRead(new MockEnvironment());
        assertThat(read.problems()).extracting(ConfigurationCheck.Problem::property).containsExactly("uid2.targets",
                "uid2.azure.client-id");
    }

    @Test
    void without_any_credential_it_says_how_to_get_one() {
        var environment = environment(Map.of());
        environment.setProperty("AZURE_CLIENT_SECRET", "");
        assertThat(new TargetsConfiguration().targetsRead(environment).problems()).isEmpty();
        assertThat(new TargetsConfiguration().targetsRead(environment(Map.of())).problems()).singleElement()
                .satisfies(problem -> assertThat(problem.fix()).contains("az ad sp create-for-rbac"));
    }

    @Test
    void two_targets_may_not_mean_the_same_resources() {
        var environment = environment(Map.of());
        environment.setProperty("AZURE_FEDERATED_TOKEN_FILE", "token");
        Map.of("environment", "prod", "subscription-id", "00000000-0000-0000-0000-000000000000", "location", "eastus", "release", "r",
                "chart", "c", "channel", "C012ABCDEF")
                .forEach((name, value) -> environment.setProperty("uid2.targets.prod." + name, value));
        assertThat(new TargetsConfiguration().targetsRead(environment).problems()).extracting(ConfigurationCheck.Problem::mistake)
                .satisfiesExactlyInAnyOrder(mistake -> assertThat(mistake).startsWith("\"my-vn-aks\" is that of target"),
                        mistake -> assertThat(mistake).startsWith("\"my-vn-aks-vault\" is that of target"));
    }

    @Test
    void half_a_credential_is_no_reason_to_sign_in_as_somebody_else() {
        var environment = environment(Map.of());
        environment.setProperty("AZURE_FEDERATED_TOKEN_FILE", "token");
        environment.setProperty("uid2.azure.tenant-id", "t");
        environment.setProperty("uid2.azure.client-id", "c");
        environment.setProperty("uid2.azure.client-secret", "");
        assertThat(new TargetsConfiguration().targetsRead(environment).problems()).extracting(ConfigurationCheck.Problem::property)
                .containsExactly("uid2.azure.client-secret");
    }

    @Test
    void a_secret_never_shows() {
        assertThat(new AzureCredential.ClientSecret("t", "c", "hush").toString()).doesNotContain("hush");
    }

    private static TargetsRead read(Map<String, String> settings) {
        var environment = environment(settings);
        environment.setProperty("AZURE_FEDERATED_TOKEN_FILE", "token");
        return new TargetsConfiguration().targetsRead(environment);
    }

    private static MockEnvironment environment(Map<String, String> settings) {
        var all = new LinkedHashMap<>(Map.of("environment", "integ", "subscription-id", "00000000-0000-0000-0000-000000000000", "location",
                "eastus", "release", "release", "chart", "chart"));
        all.putAll(settings);
        var environment = new MockEnvironment();
        all.forEach((name, value) -> environment.setProperty("uid2.targets.integ." + name, value));
        return environment;
    }
}

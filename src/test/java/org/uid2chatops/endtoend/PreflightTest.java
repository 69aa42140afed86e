package org.uid2chatops.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.ForPeople;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a deploy would have failed at after twenty minutes is answered at once, each with its fix, and nothing is created. */
@ResourceLock(RunningSandbox.ONE_AT_A_TIME)
@SuppressWarnings("NullAway.Init")
class PreflightTest {

    @TempDir
    static Path dir;
    static RunningSandbox sandbox;
    static Control control;

    @BeforeAll
    static void start() throws IOException {
        Path world = dir.resolve("world");
        Path key = Files.writeString(dir.resolve("prod.key"), "UID2-O-P-1001-abcdefghijklmnop");
        Path release = Files.createDirectories(dir.resolve("broken-release"));
        String wrong = "uid2.targets.wrong.";
        String europe = "uid2.targets.europe.";
        sandbox = new RunningSandbox(world, Map.ofEntries(Map.entry(wrong + "environment", "integ"),
                Map.entry(wrong + "subscription-id", "5ab5c21b-0000-4000-8000-000000000002"), Map.entry(wrong + "location", "eastus"),
                Map.entry(wrong + "release", release.toString()), Map.entry(wrong + "chart", world.resolve("chart/virtualnode").toString()),
                Map.entry(wrong + "operator-key-file", key.toString()), Map.entry(wrong + "resource-group", "wrong"),
                Map.entry(wrong + "key-vault", "wrong-vault"), Map.entry(wrong + "kubernetes-version", "1.28"),
                Map.entry(europe + "environment", "integ"),
                Map.entry(europe + "subscription-id", "5ab5c21b-0000-4000-8000-000000000002"),
                Map.entry(europe + "location", "West Europe"),
                Map.entry(europe + "release", release.toString()),
                Map.entry(europe + "chart", world.resolve("chart/virtualnode").toString()),
                Map.entry(europe + "resource-group", "europe"), Map.entry(europe + "key-vault", "europe-vault")));
        control = sandbox.control();
        Path good;
        try (var files = Files.walk(world)) {
            good = files.filter(file -> file.endsWith("operator.yaml")).findFirst().orElseThrow();
        }
        Files.writeString(release.resolve("operator.yaml"), Files.readString(good).replace("DEPLOYMENT_ENVIRONMENT_PLACEHOLDER",
                "DEPLOYMENT_ENV_PLACEHOLDER"));
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @AfterEach
    void nothing_was_created() {
        control.noFaults();
        assertThat(control.changesInAzure(0)).isEmpty();
    }

    @Test
    void eight_things_wrong_at_once_are_told_in_one_answer_each_with_its_fix() {
        control.fault(Map.of("fault", "azure.quota", "name", "standardDDv5Family", "limit", 6));
        control.fault(Map.of("fault", "azure.quota", "name", "cores", "limit", 10));
        control.fault(Map.of("fault", "azure.vault-taken", "name", "wrong-vault"));
        control.fault(Map.of("fault", "azure.missing-right", "action", "Microsoft.Authorization/roleAssignments/write"));
        String answer = control.answer("alex", "deploy wrong");
        assertThat(answer).contains("Not started").contains("DEPLOYMENT_ENV_PLACEHOLDER").contains("OperatorKeyOfOtherEnvironment")
                .contains("Kubernetes 1.28 is not offered in eastus").contains("uid2.targets.wrong.kubernetes-version")
                .contains("6 vCPUs are missing for family standardDDv5Family in eastus").contains("Quotas &gt; Compute")
                .contains("2 vCPUs are missing for all families together in eastus")
                .contains("VaultAlreadyExists").contains("wrong-vault-5ab5")
                .contains("'Microsoft.Authorization/roleAssignments/write' on /subscriptions/5ab5c21b-0000-4000-8000-000000000002")
                .contains("az role assignment create --assignee-object-id").doesNotContain("abcdefghijklmnop")
                .doesNotContainPattern(ForPeople.NOT);
        assertThat(answer.lines().takeWhile(line -> !line.startsWith("*Worth")).filter(line -> line.startsWith("• "))).hasSize(8);
    }

    @Test
    void europe_is_refused_with_the_places_that_are_not() {
        assertThat(control.answer("alex", "deploy europe")).contains("Europe and China").contains("westeurope").contains("eastus2")
                .doesNotContainPattern(ForPeople.NOT);
    }

    static java.util.stream.Stream<Arguments> obstacles() {
        return java.util.stream.Stream.of(
                arguments(Map.of("fault", "azure.quota", "name", "cores", "limit", 4), "all families together in eastus"),
                arguments(Map.of("fault", "azure.quota", "name", "ConfidentialCores", "limit", 18), "3 operator pods need 18.3"),
                arguments(Map.of("fault", "azure.quota", "name", "ConfidentialContainerGroups", "limit", 2), "container groups"),
                arguments(Map.of("fault", "azure.size-restricted", "size", "Standard_D4d_v5"), "is not offered to this subscription"),
                arguments(Map.of("fault", "azure.vault-soft-deleted", "name", "my-vn-aks-vault"), "az keyvault recover"),
                arguments(Map.of("fault", "azure.vault-taken", "name", "my-vn-aks-vault"), "my-vn-aks-vault-5ab5"),
                arguments(Map.of("fault", "azure.missing-right", "action", "Microsoft.Network/natGateways/*"),
                        "'Microsoft.Network/natGateways/write', 'Microsoft.Network/natGateways/join/action'"));
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void one_obstacle_is_told_with_its_fix_before_anything_is_created(Map<String, Object> fault, String told) {
        control.fault(fault);
        assertThat(control.answer("alex", "deploy integ")).contains("Not started").contains(told).doesNotContainPattern(ForPeople.NOT);
    }

    @Test
    void a_region_that_has_retired_every_version_the_chart_is_tested_with_is_named_with_what_it_offers() {
        control.fault(Map.of("fault", "azure.version-retired", "version", "1.33"));
        control.fault(Map.of("fault", "azure.version-retired", "version", "1.34"));
        assertThat(control.answer("alex", "deploy integ")).contains("Not started").contains("is tested with Kubernetes 1.33, 1.34")
                .contains("uid2.targets.integ.accept-untested=true").doesNotContainPattern(ForPeople.NOT);
    }
}

package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.ForPeople;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The failures that users really hit, one target each, all deployed side by side: what stops a rollout is explained with what to do, and
 * Retry finishes it; what passes by itself is borne.
 */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class FailureCatalogueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final String CLUSTER = "/managedClusters/";
    private static final String VAULT = "/vaults/";

    /**
     * A failure.
     *
     * @param fault how the world brings it about
     * @param told what a person reads of it
     */
    record Row(Map<String, Object> fault, List<String> told) {
        @Override
        public String toString() {
            return fault.getOrDefault("code", fault.get("fault")) + " at " + fault.get("path");
        }
    }

    private static final List<Row> STOPPING = List.of(
            error(CLUSTER, 400, "BadRequest", "Version 1.34.9 is not supported in this region.", "does not offer this Kubernetes version",
                    "az aks get-versions"),
            error(CLUSTER, 400, "AgentPoolK8sVersionNotSupported", "Version 1.34.9 is not supported in this region.",
                    "does not offer this Kubernetes version", "az aks get-versions"),
            error(CLUSTER, 400, "K8sVersionNotSupported", "Managed cluster is on version 1.34.9 which is not supported in this region.",
                    "does not offer this Kubernetes version", "az aks get-versions"),
            error(CLUSTER, 400, "ErrCode_InsufficientVCPUQuota",
                    "Insufficient vcpu quota requested 8, remaining 4 for family standardDDv5Family for region eastus.",
                    "8 cores of standardDDv5Family wanted, 4 left", "Quotas &gt; Compute"),
            error(CLUSTER, 409, "OperationNotAllowed",
                    "Operation could not be completed as it results in exceeding approved standardDDv5Family Cores quota. Additional details - "
                            + "Current Limit: 10, Current Usage: 8, Additional Required: 8, (Minimum) New Limit Required: 16.",
                    "8 more cores of standardDDv5Family wanted", "Quotas &gt; Compute"),
            error(CLUSTER, 400, "SubnetIsDelegated", "Subnet aks is delegated and cannot be used.", "delegation does not fit",
                    "set another subnet"),
            error(VAULT, 409, "VaultAlreadyExists", "The vault name is already in use.", "name is taken", "another vault name"),
            error(VAULT, 409, "ConflictError", "A vault with the same name already exists in deleted state.", "name is taken",
                    "az keyvault recover"),
            error("/natGateways/", 403, "AuthorizationFailed",
                    "The client 'x' with object id 'y' does not have authorization to perform action 'Microsoft.Network/natGateways/write' "
                            + "over scope '/subscriptions/s/resourceGroups/g' or the scope is invalid.",
                    "lacks the right 'Microsoft.Network/natGateways/write' on /subscriptions/s/resourceGroups/g", "Give the bot"),
            error(CLUSTER, 403, "LinkedAuthorizationFailed",
                    "The client 'x' has permission to perform action 'Microsoft.ContainerService/managedClusters/write' on scope '/c'; however, "
                            + "it does not have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on the "
                            + "linked scope(s) '/subnets/aks' or the linked scope(s) are invalid.",
                    "lacks the right 'Microsoft.Network/virtualNetworks/subnets/join/action' on /subnets/aks", "Give the bot"),
            new Row(Map.of("fault", "azure.body", "method", "PUT", "path", "/publicIPAddresses/", "status", 403, "body",
                    """
                            {"error":{"code":"RequestDisallowedByPolicy","message":"Resource was disallowed by policy.","additionalInfo":[
                             {"type":"PolicyViolation","info":{"policyAssignmentDisplayName":"Cost centers","evaluationDetails":{"evaluatedExpressions":[
                              {"expression":"tags[cost-center]","path":"tags[cost-center]","operator":"Exists","targetValue":"false"}]}}}]}}"""),
                    List.of("RequestDisallowedByPolicy", "'Cost centers'", "tags[cost-center]", "exemption")),
            error("/userAssignedIdentities/", 400, "ReservedResourceName", "The resource name is a trademarked or reserved word.",
                    "word that Microsoft reserves", "another name"),
            new Row(Map.of("fault", "azure.provisioning-failed", "path", CLUSTER, "code", "VMExtensionProvisioningError", "message",
                    "VM has reported a failure when processing extension.", "times", 2),
                    List.of("VM has reported a failure", "portal")),
            error("/virtualNetworks/", 400, "SomethingQuiteNew", "A thing that nobody has met before.",
                    "A thing that nobody has met before",
                    "activity log"));

    private static final List<Row> PASSING = List.of(
            error("/virtualNetworks/", 429, "AnotherOperationInProgress",
                    "Another operation on this or dependent resource is in progress."),
            new Row(Map.of("fault", "azure.body", "method", "PUT", "path", "/virtualNetworks/", "status", 429, "body", """
                    {"error":{"code":"RetryableError","message":"A retryable error occurred.","details":[
                     {"code":"RetryableErrorDueToAnotherOperation","message":"Operation is being cancelled."}]}}"""), List.of()),
            error(VAULT, 409, "MissingSubscriptionRegistration",
                    "The subscription is not registered to use namespace 'Microsoft.KeyVault'."),
            error("/publicIPAddresses/", 409, "ResourceGroupBeingDeleted", "The resource group is in deprovisioning state."),
            error("/roleAssignments/", 400, "PrincipalNotFound", "Principal does not exist in the directory."),
            error("/roleAssignments/", 409, "RoleAssignmentExists", "The role assignment already exists."),
            new Row(Map.of("fault", "azure.server-error", "method", "PUT", "path", CLUSTER, "times", 2), List.of()),
            new Row(Map.of("fault", "azure.reset", "method", "PUT", "path", CLUSTER, "when", "after"), List.of()),
            new Row(Map.of("fault", "azure.not-json", "method", "PUT", "path", "/natGateways/", "status", 403), List.of()),
            new Row(Map.of("fault", "azure.truncated", "path", "/natGateways/", "times", 2), List.of()),
            new Row(Map.of("fault", "azure.no-headers", "method", "PUT", "path", CLUSTER), List.of()));

    @TempDir
    static Path dir;
    static RunningSandbox sandbox;
    static Control control;
    private static final Map<Row, String> TARGETS = new HashMap<>();
    private static final Map<Row, String> TOLD = new HashMap<>();

    private static Row error(String path, int status, String code, String message, String... told) {
        var all = new ArrayList<>(List.of(told));
        if (!all.isEmpty()) {
            all.add(code);
        }
        return new Row(Map.of("fault", "azure.error", "method", "PUT", "path", path, "status", status, "code", code, "message", message),
                List.copyOf(all));
    }

    static Stream<Row> stopping() {
        return STOPPING.stream();
    }

    static Stream<Row> passing() {
        return PASSING.stream();
    }

    @BeforeAll
    static void everything_is_deployed_meets_its_failure_and_is_retried() {
        List<Row> rows = Stream.concat(stopping(), passing()).toList();
        sandbox = new RunningSandbox(dir, rows.size(), Map.of());
        control = sandbox.control();
        for (int i = 0; i < rows.size(); i++) {
            String target = String.format("site-%03d", i + 1);
            TARGETS.put(rows.get(i), target);
            var fault = new HashMap<>(rows.get(i).fault());
            fault.put("target", target);
            fault.putIfAbsent("times", 1);
            control.fault(fault);
            control.type("alex", "deploy " + target);
        }
        await("fails", STOPPING, line -> line.contains("failed"));
        for (Row row : STOPPING) {
            TOLD.put(row, control.answer("dana", "status " + target(row)));
            TOLD.merge(row, control.answer("alex", "retry " + target(row)), String::concat);
        }
        await("ends well", rows, line -> line.contains("deployed"));
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    private static String target(Row row) {
        return Objects.requireNonNull(TARGETS.get(row));
    }

    /** Waits by the one answer that tells of every target: Slack does not let the bot answer more than about 100 times a minute. */
    private static void await(String what, List<Row> rows, Predicate<String> holds) {
        Awaitility.await("each of " + rows.size() + " " + what).atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            List<String> lines = control.answer("dana", "status").lines().toList();
            assertThat(rows).allSatisfy(row -> assertThat(lines).filteredOn(line -> line.contains("`" + target(row) + "`")).singleElement()
                    .satisfies(line -> assertThat(holds.test(line)).as(row + ": " + line).isTrue()));
        });
    }

    @ParameterizedTest
    @MethodSource("stopping")
    void what_stops_a_rollout_is_explained_and_retry_finishes_it(Row row) {
        assertThat(TOLD.getOrDefault(row, "")).contains(row.told()).contains("What to do").doesNotContain("deploy again")
                .doesNotContainPattern(ForPeople.NOT);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void what_passes_by_itself_is_borne(Row row) {
        assertThat(control.channel()).filteredOn(message -> message.contains("`" + target(row) + "`") && message.contains("failed"))
                .isEmpty();
    }

    @Test
    void nothing_that_a_person_reads_holds_a_class_name_a_trace_or_null() {
        String everything = String.join("\n", control.channel());
        assertThat(everything).doesNotContainPattern(ForPeople.NOT);
    }
}

package org.uid2chatops.azure;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.testing.ForPeople;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Azure answers in a way that is odd, or hostile: the step ends as it should all the same, or in a failure with a name. None hangs past
 * its deadline, none shows what is not for people.
 */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class OddAnswersTest {

    private static final Duration LONGEST = Duration.ofMinutes(60);
    private static final List<StepName> BEFORE = List.of(StepName.RESOURCE_GROUP, StepName.PROVIDERS, StepName.PUBLIC_IP,
            StepName.NAT_GATEWAY, StepName.VIRTUAL_NETWORK, StepName.SUBNETS, StepName.SUBNET_NAT, StepName.CLUSTER,
            StepName.CLUSTER_SUBNET_GRANT, StepName.CLUSTER_READY, StepName.NODE_GROUP_GRANT, StepName.RESOURCE_GROUP_GRANT,
            StepName.MANAGED_IDENTITY, StepName.KEY_VAULT, StepName.VAULT_WRITER_GRANT, StepName.VAULT_READER_GRANT,
            StepName.OPERATOR_KEY);

    /** How a step may end. */
    enum End {
        WELL,
        NAMED,
        EITHER
    }

    /**
     * An odd answer.
     *
     * @param step at which it strikes
     * @param times how often; 0 for ever
     * @param ends how the step must end
     */
    record Odd(StepName step, End ends, int times, Map<String, Object> fault) {
        @Override
        public String toString() {
            return step + " " + fault + (times == 0 ? " for ever" : " " + times + " times") + " ends " + ends;
        }
    }

    @TempDir
    Path directory;
    private AzureWorld world;

    @BeforeEach
    void start() {
        world = new AzureWorld(directory);
    }

    @AfterEach
    void end() {
        world.faults.allOff();
        world.close();
    }

    private static Odd odd(StepName step, End ends, int times, Object... fault) {
        var parameters = new HashMap<String, Object>();
        for (int i = 0; i < fault.length; i += 2) {
            parameters.put((String) fault[i], fault[i + 1]);
        }
        return new Odd(step, ends, times, Map.copyOf(parameters));
    }

    private static Odd mutated(StepName step, End ends, String path, String pointer, Object value) {
        return odd(step, ends, 1, "fault", "azure.mutate", "method", "GET", "path", path, "pointer", pointer, "value", value);
    }

    private static Odd without(StepName step, End ends, String path, String pointer) {
        return odd(step, ends, 1, "fault", "azure.mutate", "method", "GET", "path", path, "pointer", pointer, "remove", true);
    }

    static Stream<Odd> answers() {
        var all = new ArrayList<Odd>();
        String ip = "/publicIPAddresses/";
        String nat = "/natGateways/";
        String network = "/virtualNetworks/";
        String cluster = "/managedClusters/";
        String vault = "/vaults/";
        String identity = "/userAssignedIdentities/";
        for (String fault : List.of("azure.not-json", "azure.truncated", "azure.reset", "azure.server-error", "azure.throttled")) {
            all.add(odd(StepName.PUBLIC_IP, End.WELL, 1, "fault", fault, "path", ip));
            all.add(odd(StepName.NAT_GATEWAY, End.WELL, 2, "fault", fault, "method", "PUT", "path", nat));
        }
        all.add(odd(StepName.PUBLIC_IP, End.WELL, 2, "fault", "azure.not-json", "path", ip, "status", 403));
        all.add(odd(StepName.PUBLIC_IP, End.WELL, 2, "fault", "azure.not-json", "path", ip, "status", 200));
        all.add(odd(StepName.NAT_GATEWAY, End.EITHER, 1, "fault", "azure.empty", "method", "GET", "path", nat));
        all.add(odd(StepName.NAT_GATEWAY, End.WELL, 1, "fault", "azure.empty", "method", "PUT", "path", nat));
        all.add(odd(StepName.CLUSTER, End.EITHER, 1, "fault", "azure.empty", "method", "GET", "path", cluster));
        all.add(odd(StepName.KEY_VAULT, End.WELL, 1, "fault", "azure.empty", "method", "PUT", "path", vault));
        all.add(odd(StepName.CLUSTER, End.WELL, 1, "fault", "azure.no-headers", "method", "PUT", "path", cluster));
        all.add(odd(StepName.VIRTUAL_NETWORK, End.WELL, 1, "fault", "azure.no-headers", "method", "PUT", "path", network));
        all.add(odd(StepName.VIRTUAL_NETWORK, End.WELL, 1, "fault", "azure.reset", "method", "PUT", "path", network, "when", "after"));
        all.add(odd(StepName.CLUSTER, End.WELL, 1, "fault", "azure.reset", "method", "PUT", "path", cluster, "when", "after"));
        all.add(odd(StepName.MANAGED_IDENTITY, End.WELL, 1, "fault", "azure.reset", "method", "PUT", "path", identity, "when", "after"));
        all.add(odd(StepName.VAULT_READER_GRANT, End.WELL, 1, "fault", "azure.reset", "method", "PUT", "path", "roleAssignments", "when",
                "after"));
        all.add(odd(StepName.OPERATOR_KEY, End.WELL, 1, "fault", "azure.truncated", "path", "/secrets/"));
        all.add(odd(StepName.OPERATOR_KEY, End.WELL, 1, "fault", "azure.not-json", "path", "/secrets/"));
        // read again, they may be Azure's: an unreadable answer is borne until the engine's patience ends
        all.add(odd(StepName.PUBLIC_IP, End.WELL, 2, "fault", "azure.body", "path", ip, "status", 400, "body", "[1, 2"));
        all.add(odd(StepName.PUBLIC_IP, End.WELL, 2, "fault", "azure.body", "path", ip, "status", 400, "body", "\"no\""));
        all.add(odd(StepName.PUBLIC_IP, End.NAMED, 0, "fault", "azure.body", "path", ip, "status", 418, "body", "{}"));
        all.add(odd(StepName.PUBLIC_IP, End.NAMED, 0, "fault", "azure.body", "path", ip, "status", 400, "body",
                "{\"error\":{\"code\":null,\"message\":null}}"));
        all.add(odd(StepName.PUBLIC_IP, End.NAMED, 0, "fault", "azure.body", "path", ip, "status", 400, "body",
                "{\"error\":{\"code\":\"Deep\",\"details\":[{\"details\":[{\"code\":\"Deeper\"}]}]}}"));
        all.add(mutated(StepName.PUBLIC_IP, End.WELL, ip, "/properties/provisioningState", "PonderingOverIt"));
        all.add(mutated(StepName.CLUSTER, End.WELL, cluster, "/properties/provisioningState", "Frobnicating"));
        all.add(mutated(StepName.NAT_GATEWAY, End.WELL, nat, "/properties/provisioningState", "SUCCEEDED"));
        all.add(mutated(StepName.NAT_GATEWAY, End.WELL, nat, "/properties/idleTimeoutInMinutes", 4));
        all.add(mutated(StepName.NAT_GATEWAY, End.WELL, nat, "/location", "East US"));
        all.add(mutated(StepName.NAT_GATEWAY, End.EITHER, nat, "/properties/idleTimeoutInMinutes", "four"));
        all.add(without(StepName.PUBLIC_IP, End.WELL, ip, "/properties/provisioningState"));
        all.add(without(StepName.NAT_GATEWAY, End.WELL, nat, "/properties/publicIpAddresses"));
        all.add(without(StepName.VIRTUAL_NETWORK, End.EITHER, network, "/properties/addressSpace"));
        all.add(without(StepName.SUBNETS, End.EITHER, "/subnets", "/value/0/properties/addressPrefix"));
        all.add(without(StepName.CLUSTER_READY, End.EITHER, cluster, "/properties/nodeResourceGroup"));
        all.add(without(StepName.CLUSTER, End.WELL, cluster, "/identity"));
        all.add(without(StepName.NODE_GROUP_GRANT, End.NAMED, cluster, "/properties/identityProfile"));
        all.add(without(StepName.KEY_VAULT, End.EITHER, vault, "/properties/provisioningState"));
        all.add(without(StepName.MANAGED_IDENTITY, End.EITHER, identity, "/properties/principalId"));
        all.add(mutated(StepName.RESOURCE_GROUP, End.WELL, "resourcegroups/", "/properties/provisioningState", "Updating"));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void end_well_or_in_a_failure_with_a_name(Odd odd) {
        world.deploy(BEFORE.subList(0, BEFORE.indexOf(odd.step())).toArray(StepName[]::new));
        var parameters = new HashMap<>(odd.fault());
        String fault = String.valueOf(parameters.remove("fault"));
        world.faults.on(fault, "", odd.times() == 0 ? 10_000 : odd.times(), Optional.empty(), parameters);
        Instant begun = world.clock.instant();

        Decision end = world.run(odd.step()).end();

        assertThat(Duration.between(begun, world.clock.instant())).isLessThan(LONGEST);
        switch (odd.ends()) {
            case WELL -> assertThat(end).isInstanceOf(Decision.Done.class);
            case NAMED -> assertThat(end).isInstanceOf(Decision.Fail.class);
            case EITHER -> assertThat(end).isNotInstanceOf(Decision.Act.class);
        }
        if (end instanceof Decision.Fail(var cause)) {
            assertThat(cause.code()).isNotBlank().isNotEqualTo("Unexpected");
            assertThat(cause.what()).isNotBlank();
            assertThat(cause.next()).isNotBlank();
            assertThat(cause.code() + " " + cause.what() + " " + cause.next() + " " + cause.reference())
                    .doesNotContainPattern(ForPeople.NOT);
        }
    }
}

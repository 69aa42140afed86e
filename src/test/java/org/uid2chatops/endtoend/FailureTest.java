package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes wrong in the middle, in the order of one bad night: it passes, it does not, it is put right. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(RunningSandbox.ONE_AT_A_TIME)
@SuppressWarnings("NullAway.Init")
class FailureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    @TempDir
    static Path dir;
    static RunningSandbox sandbox;
    static Control control;

    @BeforeAll
    static void start() {
        sandbox = new RunningSandbox(dir);
        control = sandbox.control();
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @Test
    @Order(1)
    void what_passes_is_retried_in_the_open_and_what_does_not_says_what_to_do() {
        control.fault(Map.of("fault", "azure.throttled", "times", 2, "method", "PUT", "path", "natGateways"));
        control.fault(Map.of("fault", "azure.server-error", "times", 1, "method", "PUT", "path", "publicIPAddresses"));
        control.fault(Map.of("fault", "azure.reset", "times", 1, "method", "PUT", "path", "userAssignedIdentities"));
        control.fault(Map.of("fault", "azure.error", "times", 1, "method", "PUT", "path", "managedClusters/myvncluster", "status", 400,
                "code",
                "ErrCode_InsufficientVCPUQuota", "message", "Insufficient regional vcpu quota left for location eastus. left regional vcpu"
                        + " quota 4, requested quota 8."));
        control.type("alex", "deploy integ");
        String outcome = control.await("ErrCode_InsufficientVCPUQuota", PATIENCE);
        assertThat(outcome).contains("quota").doesNotContain("null", "Exception");
        String live = control.list("api/slack/channels/uid2-ops/messages").getFirst().path("ts").asString();
        Awaitility.await("the thread's details").atMost(PATIENCE).untilAsserted(() -> assertThat(String.join("\n", control.thread(live)))
                .contains("Trying again", "SubscriptionRequestsThrottled", "ServerUnavailable", "ConnectionBroken"));
        assertThat(control.answer("alex", "status integ")).contains("ErrCode_InsufficientVCPUQuota");
    }

    @Test
    @Order(2)
    void said_again_it_goes_on_from_there_and_a_second_request_is_told_who_holds_the_target() {
        int messages = control.channel().size();
        control.type("alex", "deploy integ");
        Awaitility.await("the second rollout's message").atMost(PATIENCE).until(() -> control.channel().size() > messages);
        assertThat(control.answer("dana", "deploy integ")).contains("<@U0000ALEX>", "integ");
        control.await("Health check: 200 OK", PATIENCE);
        assertThat(control.list("api/azure/requests")).filteredOn(request -> request.path("method").asString().equals("PUT")
                && request.path("path").asString().matches(".*/natGateways/my-nat-gateway\\?.*") && request.path("status").asInt() < 300)
                .hasSize(1);
    }
}

package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import tools.jackson.databind.JsonNode;

import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/** Foreseen, failed, put right with a click: one world from an empty subscription on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(RunningSandbox.ONE_AT_A_TIME)
@SuppressWarnings("NullAway.Init")
@Order(1)
class RetryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    @TempDir
    static Path dir;
    static RunningSandbox sandbox;
    static Control control;
    private static String failure = "";

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
    void a_plan_of_an_empty_subscription_says_what_would_be_made_and_makes_nothing() {
        String plan = control.answer("alex", "plan integ");
        assertThat(plan).startsWith("*Plan for `integ`*").contains(" to create", "known once “AKS service” exists", "*Digest:*",
                "`/uid2 deploy integ` does it.").doesNotContain("null", "Exception");
        assertThat(control.answer("alex", "plan prod")).startsWith("*Plan for `prod`*");
        assertThat(control.answer("guest", "plan integ")).contains("you are a guest here");
        assertThat(control.list("api/azure/requests")).isNotEmpty();
        assertThat(control.changesInAzure(0)).isEmpty();
        assertThat(control.changesInKubernetes(0)).isEmpty();
    }

    @Test
    @Order(2)
    void a_failed_deploy_offers_to_go_on() {
        control.fault(
                Map.of("fault", "azure.error", "times", 1, "method", "PUT", "path", "managedClusters/myvncluster", "status", 400, "code",
                        "ErrCode_InsufficientVCPUQuota", "message", "Insufficient regional vcpu quota left for location eastus."));
        control.type("alex", "deploy integ");
        control.await("press *Retry* (or type `/uid2 retry integ`)", PATIENCE);
        failure = outcome().path("ts").asString();
        assertThat(labels(outcome())).containsExactly("Retry", "Give up");
    }

    @Test
    @Order(3)
    void who_may_not_deploy_decides_nothing() {
        assertThat(click("guest", "Give up").path("status").asInt()).isEqualTo(200);
        awaitTold("guest", "you are a guest here");
        assertThat(labels(outcome())).hasSize(2);
    }

    @Test
    @Order(4)
    void retry_goes_on_from_there_to_the_health_check() {
        JsonNode stale = outcome();
        assertThat(click("dana", "rollout-retry").path("status").asInt()).isEqualTo(200);
        awaitTold("dana",
                "Going on: the deploy to `integ` is taken up from where it failed (2nd try), with the same settings and release.");
        control.await("Health check: 200 OK", PATIENCE);
        Awaitility.await("the buttons go").atMost(PATIENCE).until(() -> labels(outcome()).isEmpty());
        assertThat(labels(stale)).isNotEmpty();
        assertThat(outcome().path("text").asString()).endsWith("*Decided:* <@U0000DANA> retried it (2nd try), with the same settings.");
        List<String> channel = control.channel();
        assertThat(channel).hasSize(3);
        assertThat(channel.getFirst()).contains("Asked for by <@U0000ALEX> · retried by <@U0000DANA>, 2nd try");
        assertThat(channel.getLast()).contains("*`integ` is deployed*", "It was retried by <@U0000DANA>, 2nd try.");
    }

    @Test
    @Order(5)
    void there_is_exactly_one_of_each_resource() {
        for (String path : List.of("natGateways/my-nat-gateway", "virtualNetworks/my-vnet", "publicIPAddresses/my-public-ip",
                "managedClusters/myvncluster", "vaults/my-vn-aks-vault", "userAssignedIdentities/my-vn-aks-opr-id")) {
            assertThat(control.list("api/azure/requests")).as(path).filteredOn(request -> request.path("method").asString().equals("PUT")
                    && request.path("path").asString().matches("(?i).*/" + path + "\\?.*") && request.path("status").asInt() < 300)
                    .hasSize(1);
            assertThat(control.list("api/azure/resources")).as(path)
                    .filteredOn(resource -> resource.path("id").asString().matches("(?i).*/" + path)).hasSize(1);
        }
    }

    @Test
    @Order(6)
    void said_again_as_a_command_it_tells_that_there_is_nothing_to_retry() {
        assertThat(control.answer("alex", "retry integ")).startsWith("Not retried: the deploy to `integ` ended well ");
    }

    @Test
    @Order(7)
    void a_plan_of_a_finished_deployment_says_nothing_to_change_and_changes_nothing() {
        long azure = control.last("api/azure/requests");
        long kubernetes = control.last("api/kubernetes/requests");
        assertThat(control.answer("dana", "plan integ")).startsWith("*Nothing to change* on `integ`").contains("nothing to do");
        assertThat(control.last("api/azure/requests")).isGreaterThan(azure);
        assertThat(control.last("api/kubernetes/requests")).isGreaterThan(kubernetes);
        assertThat(control.changesInAzure(azure)).isEmpty();
        assertThat(control.changesInKubernetes(kubernetes)).isEmpty();
    }

    private static JsonNode outcome() {
        return control.list("api/slack/channels/uid2-ops/messages").stream().filter(message -> failure.isEmpty()
                ? message.path("text").asString().startsWith(":x:")
                : message.path("ts").asString().equals(failure)).findFirst().orElseThrow();
    }

    private static JsonNode click(String user, String action) {
        return control.send("POST", "api/slack/clicks", Map.of("user", user, "channel", "uid2-ops", "ts", failure, "action", action));
    }

    private static List<String> labels(JsonNode message) {
        return message.path("blocks").valueStream().filter(block -> block.path("type").asString().equals("actions"))
                .flatMap(block -> block.path("elements").valueStream()).map(button -> button.at("/text/text").asString()).toList();
    }

    private static void awaitTold(String user, String text) {
        Awaitility.await(user + " reads “" + text + "”").atMost(PATIENCE)
                .until(() -> control.list("api/slack/channels/uid2-ops/messages?user=" + user).stream()
                        .anyMatch(message -> message.path("text").asString().contains(text)));
    }
}

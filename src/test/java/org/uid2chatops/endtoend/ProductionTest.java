package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.ForPeople;

import static org.assertj.core.api.Assertions.assertThat;

/** Production is deployed to: what people agreed to, and nothing else. */
@ResourceLock(RunningSandbox.ONE_AT_A_TIME)
@SuppressWarnings("NullAway.Init")
@Order(1)
class ProductionTest {

    private static final Place PROD = Place.all(0).getLast();

    @TempDir
    Path dir;
    private RunningSandbox sandbox;
    private Control control;

    @BeforeEach
    void start() {
        sandbox = new RunningSandbox(dir);
        control = sandbox.control();
    }

    @AfterEach
    void end() {
        ForPeople.assertFit(control.everythingRead());
        sandbox.close();
    }

    @Test
    void it_runs_when_two_have_agreed_and_then_there_is_nothing_to_agree_to() {
        assertThat(control.answer("alex", "deploy prod because first deployment")).startsWith("Asked: ");
        control.await("Approval wanted: deploy UID2 operator", Duration.ofSeconds(20));
        control.click("sam", "Approve");
        control.await("1* so far: <@U0000SAM>", Duration.ofSeconds(20));
        assertThat(control.changesInAzure(0)).isEmpty();
        control.click("kim", "Approve");
        control.await("Health check: 200 OK", Duration.ofSeconds(120));
        assertThat(control.list("api/azure/resources")).anySatisfy(one -> assertThat(one.path("id").asString())
                .contains(PROD.resourceGroup()));
        assertThat(control.answer("alex", "deploy prod because I like it")).startsWith("Nothing to agree to: ");
        assertThat(control.answer("alex", "retry prod")).startsWith("Not retried: ");
    }

    @Test
    void what_changes_in_azure_between_the_request_and_the_last_agreement_is_asked_for_anew() {
        control.answer("alex", "deploy prod because first deployment");
        control.await("Approval wanted: deploy UID2 operator", Duration.ofSeconds(20));
        control.click("sam", "Approve");
        control.await("1* so far: <@U0000SAM>", Duration.ofSeconds(20));
        sandbox.owner().make("/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/" + PROD.resourceGroup(),
                "{\"location\":\"eastus\"}");
        control.click("kim", "Approve");
        assertThat(control.await("Approved, but changed since", Duration.ofSeconds(30)))
                .contains("step Resource group: create → nothing");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> control.channel().stream()
                .filter(message -> message.startsWith("Approval wanted: ")).count() == 1);
        assertThat(control.list("api/azure/requests?since=0")).filteredOn(request -> request.path("method").asString().equals("PUT"))
                .filteredOn(request -> request.path("path").asString().contains("publicIPAddresses")).isEmpty();
    }

    @Test
    void half_of_its_time_gone_it_reminds_and_then_it_expires() {
        control.answer("alex", "deploy prod because first deployment");
        control.await("Approval wanted: deploy UID2 operator", Duration.ofSeconds(20));
        control.send("PUT", "api/clock", Map.of("advance", "PT6H"));
        assertThat(control.await("half of the time is gone", Duration.ofSeconds(20))).contains("<@U0000KIM> <@U0000ROOT> <@U0000SAM>");
        control.send("PUT", "api/clock", Map.of("advance", "PT6H"));
        assertThat(control.await("*Expired*", Duration.ofSeconds(20))).contains("nobody had agreed");
    }
}

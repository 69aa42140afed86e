package org.uid2chatops.sandbox.azure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.sandbox.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;

/** Answers that come late, broken, changed or not at all. */
class SandboxAzureDeliveryTest {

    private static final String ADDRESS = GROUP + "/providers/Microsoft.Network/publicIPAddresses/ip";
    private static final String ADDRESS_BODY = "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static'}}";

    private AzureUnderTest world;

    @BeforeEach
    void start() {
        world = new AzureUnderTest(600, AzureUnderTest.atOnce());
        world.put(GROUP, "{'location':'eastus','tags':{'team':'ads'}}");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void on(String fault, Map<String, Object> parameters) {
        world.faults.on(fault, "", 1, Optional.empty(), parameters);
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(world.azure.resourceManagerUrl() + path + "?api-version=2025-04-01"))
                .header("Authorization", "Bearer " + world.token("https://management.azure.com/.default"))
                .timeout(Duration.ofMillis(300)).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    }

    @ParameterizedTest
    @CsvSource({"before,404", "after,200"})
    void aHangingCallEndsWhenTheClientGivesUp(String when, int then) {
        on("azure.hanging", Map.of("when", when, "method", "PUT"));
        String group = ArmId.groupId("other");
        var request = request("PUT", group, "{\"location\":\"eastus\"}");
        assertThatThrownBy(() -> world.http.send(request, HttpResponse.BodyHandlers.ofString())).isInstanceOf(HttpTimeoutException.class);
        assertThat(world.get(group).status()).isEqualTo(then);
        assertThat(world.control("/api/azure/requests")).contains("\"status\":0");
    }

    @Test
    void aHangingCallDoesNotKeepTheWorldFromEnding() {
        on("azure.hanging", Map.of());
        var pending = world.http.sendAsync(HttpRequest.newBuilder(URI.create(world.azure.resourceManagerUrl() + GROUP)).build(),
                HttpResponse.BodyHandlers.ofString());
        await().until(() -> world.faults.on().isEmpty());
        assertThat(pending).isNotDone();
        world.azure.close();
        await().atMost(Duration.ofSeconds(5)).until(pending::isCompletedExceptionally);
    }

    @Test
    void aSlowAnswerHoldsUpNobodyElse() {
        on("azure.slow", Map.of("delay", 600, "path", "my-vn-aks"));
        var slow = world.http.sendAsync(HttpRequest.newBuilder(URI.create(world.azure.resourceManagerUrl() + GROUP)).build(),
                HttpResponse.BodyHandlers.ofString());
        await().until(() -> world.faults.on().isEmpty());
        assertThat(world.get(ArmId.SUBSCRIPTION).status()).isEqualTo(200);
        assertThat(slow).isNotDone();
        world.clock.advance(Duration.ofSeconds(600));
        assertThat(slow.join().statusCode()).isEqualTo(401);
    }

    @Test
    void aTruncatedAnswerEndsInTheMiddle() throws Exception {
        on("azure.truncated", Map.of("method", "PUT"));
        assertThatThrownBy(() -> world.put(ArmId.groupId("other"), "{'location':'eastus'}")).hasRootCauseInstanceOf(IOException.class);
        assertThat(world.get(ArmId.groupId("other")).status()).isEqualTo(200);
        on("azure.truncated", Map.of());
        try (var socket = world.trust.getSocketFactory().createSocket("127.0.0.1",
                URI.create(world.azure.resourceManagerUrl()).getPort())) {
            socket.getOutputStream()
                    .write("GET /metadata/endpoints HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int declared = Integer.parseInt(answer.replaceFirst("(?is).*content-length: (\\d+).*", "$1"));
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).startsWith("{").hasSize(declared / 2);
        }
    }

    @Test
    void aProxysPageComesInPlaceOfTheAnswer() {
        on("azure.not-json", Map.of());
        var page = world.get(GROUP);
        assertThat(page.status()).isEqualTo(502);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        on("azure.not-json", Map.of("status", 200));
        assertThat(new String(world.get(GROUP).raw().body(), StandardCharsets.UTF_8)).startsWith("<html>");
    }

    @Test
    void anAnswerIsEmptyOrAnother() {
        on("azure.empty", Map.of("when", "after", "method", "PUT"));
        var empty = world.put(ArmId.groupId("other"), "{'location':'eastus'}");
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.raw().body()).isEmpty();
        assertThat(world.get(ArmId.groupId("other")).status()).isEqualTo(200);
        on("azure.body", Map.of("body", "{\"value\":7}", "status", 203));
        assertThat(world.get(GROUP).status()).isEqualTo(203);
        on("azure.body", Map.of("body", Map.of("value", Map.of("inner", 8))));
        assertThat(world.get(GROUP).body().at("/value/inner").asInt()).isEqualTo(8);
    }

    @Test
    void anAcceptedWriteComesWithoutTheHeadersToWaitBy() {
        on("azure.no-headers", Map.of());
        assertThat(world.get(GROUP).status()).isEqualTo(200);
        var accepted = world.put(ADDRESS, ADDRESS_BODY);
        assertThat(accepted.status()).isEqualTo(201);
        for (String header : new String[]{"Azure-AsyncOperation", "Location", "Retry-After", "retry-after-ms"}) {
            assertThat(accepted.header(header)).isEmpty();
        }
        assertThat(world.put(ADDRESS, ADDRESS_BODY).header("Azure-AsyncOperation")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/properties/provisioningState|Napping|/properties/provisioningState|Napping",
            "/properties/unheardOf|x|/properties/unheardOf|x", "/tags||/tags/team|''", "/id|/SUBSCRIPTIONS/x|/id|/SUBSCRIPTIONS/x"})
    void oneFieldOfAnAnswerIsAnother(String pointer, String value, String look, String found) {
        on("azure.mutate", value == null ? Map.of("pointer", pointer, "remove", true) : Map.of("pointer", pointer, "value", value));
        assertThat(world.get(GROUP).text(look)).isEqualTo(found);
        assertThat(world.get(GROUP).text("/properties/provisioningState")).isEqualTo("Succeeded");
    }

    @Test
    void aChangeWaitsForAnAnswerThatHasThePlace() {
        on("azure.mutate", Map.of("pointer", "/value/1", "remove", true));
        on("azure.mutate", Map.of("pointer", "/value/0/name", "value", "renamed"));
        world.put(ArmId.groupId("other"), "{'location':'eastus'}");
        var groups = world.get(ArmId.SUBSCRIPTION + "/resourceGroups");
        assertThat(groups.body().path("value").size()).isEqualTo(1);
        assertThat(world.get(ArmId.SUBSCRIPTION + "/resourceGroups").text("/value/0/name")).isEqualTo("renamed");
    }

    @Test
    void entraAndVaultsAreStruckToo() {
        on("azure.not-json", Map.of("path", "oauth2/v2.0/token"));
        assertThat(world.signIn(Map.of("client_id", "x")).status()).isEqualTo(502);
        String vault = GROUP + "/providers/Microsoft.KeyVault/vaults/my-vn-aks-vault";
        world.put(vault, "{'location':'eastus','properties':{'tenantId':'" + Place.TENANT
                + "','sku':{'family':'A','name':'standard'},'accessPolicies':[],'enableRbacAuthorization':true}}");
        var secret = HttpRequest.newBuilder(
                URI.create(world.untilState(vault, "Succeeded").text("/properties/vaultUri") + "secrets/key?api-version=7.4")).build();
        world.faults.on("azure.not-json", "integ", 1, Optional.empty(), Map.of("path", "/secrets/key"));
        assertThat(world.send(secret).status()).isEqualTo(502);
        assertThat(world.send(secret).status()).isEqualTo(401);
    }
}

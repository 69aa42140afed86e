package org.uid2chatops.endtoend;

import java.io.IOException;
import java.nio.file.Files;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.Owner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code /uid2 plan} says of one target through its life, as golden texts: read them as a person would. They are written anew with
 * {@code -Dgolden.write=true}. No plan changes anything.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(RunningSandbox.ONE_AT_A_TIME)
@SuppressWarnings("NullAway.Init")
@Order(1)
class PlanTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Path GOLDEN = Path.of("src/test/resources/org/uid2chatops/endtoend/plans");
    private static final String GROUP = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/my-vn-aks";
    private static final String NETWORK = GROUP + "/providers/Microsoft.Network/virtualNetworks/my-vnet";
    private static final String NAT = GROUP + "/providers/Microsoft.Network/natGateways/my-nat-gateway";
    @TempDir
    static Path dir;
    static RunningSandbox sandbox;
    static Control control;
    static Owner owner;

    @BeforeAll
    static void start() {
        sandbox = new RunningSandbox(dir, Map.of("uid2.targets.integ.tags.team", "identity"));
        control = sandbox.control();
        owner = sandbox.owner();
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    private static void plan(String golden) throws IOException {
        long azure = control.last("api/azure/requests");
        long kubernetes = control.last("api/kubernetes/requests");
        String said = control.answer("alex", "plan integ").replaceAll("`[0-9a-f]{12}`", "`DIGEST`").strip() + "\n";
        assertThat(control.changesInAzure(azure)).isEmpty();
        assertThat(control.changesInKubernetes(kubernetes)).isEmpty();
        Path file = GOLDEN.resolve(golden + ".txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, said);
        }
        assertThat(said).isEqualTo(Files.readString(file));
    }

    private static void deploy(int times) {
        control.type("alex", "deploy integ");
        Awaitility.await("it is deployed").atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(
                () -> assertThat(control.channel()).filteredOn(message -> message.contains("is deployed")).hasSize(times));
    }

    @Test
    @Order(1)
    void on_an_empty_subscription() throws IOException {
        plan("empty");
    }

    @Test
    @Order(2)
    void on_a_finished_deployment() throws IOException {
        deploy(1);
        plan("finished");
    }

    @Test
    @Order(3)
    void with_a_changed_tag() throws IOException {
        owner.change(NAT, nat -> ((ObjectNode) nat.path("tags")).put("team", "somebody-else"));
        plan("changed-tag");
        owner.change(NAT, nat -> ((ObjectNode) nat.path("tags")).put("team", "identity"));
    }

    @Test
    @Order(4)
    void with_a_wrong_grant() throws IOException {
        JsonNode grant = control.list("api/azure/resources").stream().filter(one -> one.at("/properties/roleDefinitionId").asString("")
                .endsWith("4633458b-17de-408a-b874-0445c86b69e6")).findFirst().orElseThrow();
        owner.remove(grant.path("id").asString());
        plan("wrong-grant");
        owner.write(grant.path("id").asString(), "{\"properties\":" + grant.path("properties") + "}");
    }

    @Test
    @Order(5)
    void with_a_subnet_missing() throws IOException {
        owner.remove(NETWORK + "/subnets/default");
        plan("subnet-missing");
        owner.make(NETWORK + "/subnets/default", "{\"properties\":{\"addressPrefix\":\"10.0.0.0/24\"}}");
    }

    @Test
    @Order(6)
    void with_the_nat_gateway_missing() throws IOException {
        owner.change(NETWORK, network -> ((ArrayNode) network.at("/properties/subnets")).values()
                .forEach(subnet -> ((ObjectNode) subnet.path("properties")).remove("natGateway")));
        owner.remove(NAT);
        plan("nat-missing");
    }

    @Test
    @Order(7)
    void with_an_older_chart_installed() throws IOException {
        deploy(2);
        replace("virtualnode/Chart.yaml", "1.3409.26080501", "1.3410.26100101");
        plan("older-chart");
        replace("virtualnode/Chart.yaml", "1.3410.26100101", "1.3409.26080501");
    }

    @Test
    @Order(8)
    void with_an_older_release_installed() throws IOException {
        replace("operator.yaml", "5.70.159-r0", "5.74.12-r1");
        plan("older-release");
    }

    /** Changes a file that the sandbox serves. */
    private static void replace(String name, String old, String now) throws IOException {
        try (var files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).filter(one -> one.endsWith(name)).toList()) {
                Files.writeString(file, Files.readString(file).replace(old, now));
            }
        }
    }
}

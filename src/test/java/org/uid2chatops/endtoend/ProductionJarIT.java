package org.uid2chatops.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.ForPeople;

import static org.assertj.core.api.Assertions.assertThat;

/** The production jar in its own process, against the world alone. Runs after package. */
@SuppressWarnings("NullAway.Init")
class ProductionJarIT {

    @TempDir
    Path dir;

    @Test
    @Tag("soak")
    void a_retry_picks_up_the_settings_that_the_bot_was_restarted_with_and_shows_them() throws Exception {
        var settings = new Settings(0, 0, RunningSandbox.TIME_SCALE, 1, Optional.empty(), Optional.empty(), dir.resolve("world"));
        try (var world = Sandbox.worldAlone(settings)) {
            var control = new Control(world.pageUrl());
            control.fault(Map.of("fault", "azure.error", "times", 1, "method", "PUT", "path", "managedClusters", "status", 400, "code",
                    "ErrCode_InsufficientVCPUQuota", "message",
                    "Insufficient vcpu quota requested 8, remaining 4 for family standardDDv5Family for region eastus."));
            Process first = bot("first");
            control.awaitBot();
            control.type("alex", "deploy integ");
            control.await("8 cores of standardDDv5Family wanted, 4 left", Duration.ofSeconds(120));
            BotJar.kill(first);
            Process second = bot("second", "--uid2.targets.integ.vm-size=Standard_D8d_v5");
            try {
                control.awaitBot();
                assertThat(control.answer("alex", "retry integ")).contains("vm-size: Standard_D4d_v5 → Standard_D8d_v5");
                control.await("Health check: 200 OK", Duration.ofSeconds(120));
                assertThat(control.list("api/azure/resources")).filteredOn(
                        resource -> resource.path("type").asString().equalsIgnoreCase("Microsoft.ContainerService/managedClusters"))
                        .singleElement().satisfies(cluster -> assertThat(cluster.at("/properties/agentPoolProfiles/0/vmSize").asString())
                                .isEqualTo("Standard_D8d_v5"));
                ForPeople.assertFit(control.everythingRead());
            } finally {
                second.destroyForcibly();
            }
        }
    }

    @Test
    @Tag("soak")
    void names_that_azure_would_not_take_stop_the_start_all_at_once_and_mended_they_deploy() throws Exception {
        var settings = new Settings(0, 0, RunningSandbox.TIME_SCALE, 1, Optional.empty(), Optional.empty(), dir.resolve("world"));
        String integ = "--uid2.targets.integ.";
        try (var world = Sandbox.worldAlone(settings)) {
            Process wrong = bot("wrong", integ + "resource-group=ends-with-a-dot.", integ + "virtual-network=", integ + "public-ip=a/b",
                    integ + "nat-gateway=" + "n".repeat(81), integ + "cluster=my-Windows-cluster", integ + "key-vault=1-vault",
                    integ + "key-vault-secret=under_score", integ + "managed-identity=x", integ + "node-pool=Operator_Pool",
                    integ + "subnets.cg=10.1.128.0/24", integ + "service-cidr=10.2.0.0/16");
            assertThat(wrong.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(wrong.exitValue()).isNotZero();
            String log = new BotJar(dir).logOf("wrong");
            assertThat(log.substring(log.indexOf("APPLICATION FAILED TO START"))).contains("ends-with-a-dot.", "a/b", "nnnnn",
                    "my-Windows-cluster", "Azure reserves the word windows", "1-vault", "under_score", "Operator_Pool", "10.1.128.0/24",
                    "10.2.0.0/16").doesNotContain("\tat ").doesNotContainPattern(ForPeople.NOT);
            var control = new Control(world.pageUrl());
            assertThat(control.changesInAzure(0)).isEmpty();
            Process mended = bot("mended", integ + "cluster=my-cluster", integ + "key-vault=vault-1");
            try {
                control.awaitBot();
                control.type("alex", "deploy integ");
                control.await("Health check: 200 OK", Duration.ofSeconds(120));
                ForPeople.assertFit(control.everythingRead());
            } finally {
                mended.destroyForcibly();
            }
        }
    }

    @Test
    void without_any_setting_it_says_what_is_missing_and_how_to_get_it() throws Exception {
        Process bare = new BotJar(dir).bare("bare", List.of());
        assertThat(bare.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(bare.exitValue()).isNotZero();
        assertThat(new BotJar(dir).logOf("bare"))
                .contains("uid2.slack.bot-token", "uid2.slack.app-token", "uid2.targets", "xoxb-",
                        "xapp-", "connections:write", "az ad sp create-for-rbac")
                .doesNotContain("\tat ");
    }

    private Process bot(String name, String... further) throws IOException {
        return new BotJar(dir).start(name, List.of(further));
    }
}

package org.uid2chatops.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/** What people type by mistake, and files that are not what they should be: a clear answer, and nothing is created. */
@ResourceLock(RunningSandbox.ONE_AT_A_TIME)
@SuppressWarnings("NullAway.Init")
@Order(1)
class BadInputTest {

    @TempDir
    static Path dir;
    static RunningSandbox sandbox;
    static Control control;
    static Path manifest;
    static Path key;

    @BeforeAll
    static void start() throws IOException {
        manifest = Files.createDirectories(dir.resolve("broken-release")).resolve("operator.yaml");
        key = Files.writeString(dir.resolve("other.key"), "UID2-O-P-1001-abcdefghijklmnop");
        Files.writeString(manifest, "kind: Deployment");
        sandbox = new RunningSandbox(dir.resolve("world"), Map.of("uid2.targets.broken.environment", "integ",
                "uid2.targets.broken.subscription-id", "5ab5c21b-0000-4000-8000-000000000002", "uid2.targets.broken.location", "eastus",
                "uid2.targets.broken.release", dir.resolve("broken-release").toString(), "uid2.targets.broken.chart",
                dir.resolve("world").toString(),
                "uid2.targets.broken.operator-key-file", key.toString(),
                "uid2.targets.broken.resource-group", "broken", "uid2.targets.broken.key-vault", "broken-vault"));
        control = sandbox.control();
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @AfterEach
    void nothing_is_created() {
        assertThat(control.changesInAzure(0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"alex|deploy|integ", "alex|deploy nowhere|integ", "alex|deploy intge|Did you mean",
            "alex|deploy integ prod|prod",
            "alex|deply integ|deploy", "alex|🚀🔥|help", "alex|deploy 🚀|integ", "alex|deploy prod because|Because of what",
            "sam|deploy integ|uid2.access.deployers", "guest|status|a guest",
            "guest|deploy integ|a guest", "alex|status nowhere|integ", "alex|help|deploy", "alex|''|help",
            "alex|targets|prod",
            "alex|status integ|never", "alex|deploy --force integ|--force", "alex|deploy \"integ|not closed"})
    void is_answered_clearly(String user, String text, String answer) {
        assertThat(control.answer(user, text)).contains(answer).doesNotContain("null", "Exception", "org.uid2chatops", "java.");
    }

    @Test
    void four_thousand_characters_are_answered_shortly() {
        assertThat(control.answer("alex", "x".repeat(4000))).contains("help").hasSizeLessThan(600);
        assertThat(control.answer("alex", "deploy " + "y".repeat(3990))).contains("integ").hasSizeLessThan(900);
    }

    @Test
    void a_left_over_placeholder_a_missing_policy_and_a_key_of_the_other_environment_are_told_in_one_answer() throws IOException {
        Path good;
        try (var files = Files.walk(dir.resolve("world"))) {
            good = files.filter(file -> file.endsWith("operator.yaml")).findFirst().orElseThrow();
        }
        Files.writeString(manifest, Files.readString(good).replaceAll("ccepolicy: .*", "ccepolicy: CCE_POLICY_PLACEHOLDER")
                .replace("DEPLOYMENT_ENVIRONMENT_PLACEHOLDER", "DEPLOYMENT_ENV_PLACEHOLDER"));
        assertThat(control.answer("alex", "deploy broken")).contains("ccepolicy", "DEPLOYMENT_ENV_PLACEHOLDER", "operator-key-file")
                .doesNotContain("abcdefghijklmnop");
    }

    @Test
    void every_command_is_acked_well_inside_three_seconds() {
        assertThat(control.type("alex", "status").path("ackMillis").asLong()).isLessThan(Duration.ofSeconds(3).toMillis());
    }
}

package org.uid2chatops.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/** The mistakes that files can hold, one after the other: each is refused with its fix, nothing is created, and mended it deploys. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class MendedFilesTest {

    @TempDir
    Path dir;

    @Test
    void key_manifest_and_chart_are_refused_until_they_are_right() throws IOException {
        Path world = dir.resolve("world");
        Path release = Files.createDirectories(dir.resolve("release"));
        Path manifest = release.resolve("operator.yaml");
        Path key = dir.resolve("operator.key");
        try (var sandbox = new RunningSandbox(world, Map.of("uid2.targets.integ.release", release.toString(),
                "uid2.targets.integ.operator-key-file", key.toString()))) {
            var control = sandbox.control();
            String good = Files.readString(found(world, "operator.yaml"));
            refused(control, "ReleaseMissing", "Unpack the release's ZIP");
            Files.writeString(manifest, "{ this is: [not yaml");
            refused(control, "ReleaseNotYaml", "operator.yaml");
            Files.writeString(manifest, good.replaceAll("ccepolicy: .*", "ccepolicy: CCE_POLICY_PLACEHOLDER"));
            refused(control, "ccepolicy", "UID2 contact");
            Files.writeString(manifest, good.replaceAll("(?m)^.*ccepolicy: .*\\R", ""));
            refused(control, "ccepolicy", "operator.yaml");
            Files.writeString(manifest, good.replace("VAULT_NAME_PLACEHOLDER", "filled-in-by-hand"));
            refused(control, "VAULT_NAME_PLACEHOLDER is not in it", "filled in by hand");
            Files.writeString(manifest, good);
            refused(control, "OperatorKeyUnreadable", "Mount the operator key there");
            Files.writeString(key, "\n");
            refused(control, "OperatorKeyEmpty", "Mount the operator key there");
            Files.writeString(key, "UID2-O-P-1001-secretsecretsecret");
            refused(control, "OperatorKeyOfOtherEnvironment", "Put the integ key there");
            Files.copy(found(world, "operator-key-integ"), key,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Path chart = found(world, "Chart.yaml");
            String chartYaml = Files.readString(chart);
            Files.writeString(chart, chartYaml.replace("name: virtualnode", "name: something-else"));
            refused(control, "ChartUnusable", "uid2.targets.integ.chart");
            Files.writeString(chart, chartYaml);
            assertThat(control.changesInAzure(0)).isEmpty();
            control.type("alex", "deploy integ");
            control.await("Health check: 200 OK", Duration.ofSeconds(120));
        }
    }

    private static void refused(Control control, String code, String fix) {
        assertThat(control.answer("alex", "deploy integ")).contains("Not started", code, fix).doesNotContain("secretsecret", "Exception",
                "null");
    }

    private static Path found(Path world, String name) throws IOException {
        try (var files = Files.walk(world)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }
}

package org.uid2chatops.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.release.ReleaseFiles;
import org.uid2chatops.rollout.PreflightFinding;

import static org.assertj.core.api.Assertions.assertThat;

class VirtualNodeChartTest {

    private static final String TEMPLATE = "kind: ConfigMap\n";

    @TempDir
    Path directory;

    @BeforeEach
    void chart() throws IOException {
        Files.writeString(directory.resolve("Chart.yaml"), "apiVersion: v2\nname: virtualnode\nversion: 1.3409.26080501\n");
        Files.writeString(directory.resolve("values.yaml"), "replicaCount: 1\nratio: 1.0\n");
        Files.createDirectory(directory.resolve("templates"));
        Files.writeString(directory.resolve("templates/config.yaml"), TEMPLATE);
    }

    @Test
    void a_chart_installed_by_hand_is_known_by_its_content() {
        assertThat(read().differences(
                release("deployed", "Install complete", "1.3409.26080501", TEMPLATE, "{\"replicaCount\":1,\"ratio\":1}", "null")))
                .isEmpty();
    }

    @Test
    void what_we_installed_is_known_by_its_fingerprint() {
        assertThat(read().differences(release("deployed", read().fingerprint(), "1.3409.26080501", "", "{}", "{}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "pending-install", "superseded", "uninstalled"})
    void only_a_deployed_release_counts(String status) {
        assertThat(read().differences(release(status, read().fingerprint(), "1.3409.26080501", TEMPLATE, "{}", "null"))).isNotEmpty();
    }

    @Test
    void another_version_template_or_value_is_another_chart() {
        String defaults = "{\"replicaCount\":1,\"ratio\":1}";

        assertThat(read().differences(release("deployed", "", "1.3409.26080400", TEMPLATE, defaults, "null"))).isNotEmpty();
        assertThat(read().differences(release("deployed", "", "1.3409.26080501", "kind: Secret\n", defaults, "null"))).isNotEmpty();
        assertThat(read().differences(release("deployed", "", "1.3409.26080501", TEMPLATE, "{\"replicaCount\":2}", "null"))).isNotEmpty();
        assertThat(read().differences(release("deployed", "", "1.3409.26080501", TEMPLATE, defaults, "{\"replicaCount\":3}"))).isNotEmpty();
    }

    @Test
    void the_fingerprint_covers_every_file() throws IOException {
        String before = read().fingerprint();
        Files.writeString(directory.resolve("values.yaml"), "replicaCount: 2\n");

        assertThat(read().fingerprint()).isNotEqualTo(before);
    }

    @Test
    void a_directory_without_the_chart_is_refused_before_anything_is_created() throws IOException {
        Files.writeString(directory.resolve("Chart.yaml"), "name: other\nversion: 1\n");

        assertThat(new ChartCheck().check(ReleaseFiles.target(directory, directory))).singleElement().extracting(PreflightFinding::cause)
                .satisfies(cause -> {
                    assertThat(cause.what()).contains("'other'");
                    assertThat(cause.next()).contains("uid2.targets.integ.chart");
                });
        assertThat(new ChartCheck().check(ReleaseFiles.target(directory, directory.resolve("nowhere")))).singleElement()
                .extracting(PreflightFinding::cause)
                .satisfies(cause -> assertThat(cause.what()).contains("no Chart.yaml"));
    }

    private VirtualNodeChart read() {
        return VirtualNodeChart.read(directory);
    }

    private static HelmRelease release(String status, String description, String version, String template, String defaults, String values) {
        return new HelmRelease("sh.helm.release.v1.virtualnode.v1", 1, status, description, Optional.empty(), version,
                Map.of("templates/config.yaml", template.getBytes(StandardCharsets.UTF_8)), json(defaults), json(values));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}

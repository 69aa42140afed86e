package org.uid2chatops.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.chart.Chart;
import org.uid2chatops.release.ReleaseFiles;
import org.uid2chatops.rollout.Decision.Change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.testing.TestCharts.CHARTS;

class VirtualNodeReleaseTest {

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
        assertThat(differences(
                release("deployed", "Install complete", "1.3409.26080501", TEMPLATE, "{\"replicaCount\":1,\"ratio\":1}", "null")))
                .isEmpty();
    }

    @Test
    void what_we_installed_is_known_by_its_fingerprint() {
        assertThat(differences(release("deployed", read().fingerprint(), "1.3409.26080501", "", "{}", "{}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "pending-install", "superseded", "uninstalled"})
    void only_a_deployed_release_counts(String status) {
        assertThat(differences(release(status, read().fingerprint(), "1.3409.26080501", TEMPLATE, "{}", "null"))).isNotEmpty();
    }

    @Test
    void another_version_template_or_value_is_another_chart() {
        String defaults = "{\"replicaCount\":1,\"ratio\":1}";

        assertThat(differences(release("deployed", "", "1.3409.26080400", TEMPLATE, defaults, "null"))).isNotEmpty();
        assertThat(differences(release("deployed", "", "1.3409.26080501", "kind: Secret\n", defaults, "null"))).isNotEmpty();
        assertThat(differences(release("deployed", "", "1.3409.26080501", TEMPLATE, "{\"replicaCount\":2}", "null"))).isNotEmpty();
        assertThat(differences(release("deployed", "", "1.3409.26080501", TEMPLATE, defaults, "{\"replicaCount\":3}"))).isNotEmpty();
    }

    private Chart read() {
        return CHARTS.of(ReleaseFiles.target(directory, directory));
    }

    private List<Change> differences(HelmRelease release) {
        return VirtualNodeRelease.differences(read(), release);
    }

    private static HelmRelease release(String status, String description, String version, String template, String defaults, String values) {
        return new HelmRelease("sh.helm.release.v1.virtualnode.v1", 1, status, description, Optional.empty(), version,
                Map.of("templates/config.yaml", template.getBytes(StandardCharsets.UTF_8)), json(defaults), json(values));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}

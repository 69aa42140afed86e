package org.uid2chatops.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.config.Target;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.uid2chatops.testing.TestCharts.CHARTS;

class ChartTest {

    @TempDir
    Path directory;

    @BeforeEach
    void chart() throws IOException {
        for (var file : ChartFiles.files().entrySet()) {
            Files.createDirectories(directory.resolve(file.getKey()).getParent());
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void the_fingerprint_covers_every_file() throws IOException {
        String before = CHARTS.of(target(directory)).fingerprint();
        Files.writeString(directory.resolve("values.yaml"), "replicaCount: 2\n");

        assertThat(CHARTS.of(target(directory)).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void a_directory_without_the_chart_is_refused_before_anything_is_created() throws IOException {
        var check = new ChartCheck(CHARTS);
        assertThat(check.check(target(directory))).isEmpty();
        Files.writeString(directory.resolve("Chart.yaml"), "name: other\nversion: 1\n");

        assertThatThrownBy(() -> check.check(target(directory))).isInstanceOfSatisfying(UnusableChart.class, unusable -> {
            assertThat(unusable.asCause().what()).contains("'other'");
            assertThat(unusable.asCause().next()).contains("Set uid2.targets.integ.chart to Helm/virtualnode of a checkout");
        });
        assertThatThrownBy(() -> check.check(target(directory.resolve("nowhere")))).isInstanceOf(UnusableChart.class)
                .hasMessageContaining("no Chart.yaml");
    }

    private static Target target(Path chart) {
        return TestTarget.integ().with("chart", chart).read();
    }
}

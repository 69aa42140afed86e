package org.uid2chatops.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.KubernetesPatchVersion;
import com.azure.resourcemanager.containerservice.models.KubernetesSupportPlan;
import com.azure.resourcemanager.containerservice.models.KubernetesVersion;
import com.azure.resourcemanager.containerservice.models.KubernetesVersionCapabilities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.azure.KubernetesVersions.Choice;
import org.uid2chatops.chart.UnusableChart;
import org.uid2chatops.config.Target;
import org.uid2chatops.testing.TestCharts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KubernetesVersionsTest {

    private static final List<KubernetesVersion> REGION = List.of(
            minor("1.36", true, KubernetesSupportPlan.KUBERNETES_OFFICIAL, "1.36.0"),
            minor("1.35", false, KubernetesSupportPlan.KUBERNETES_OFFICIAL, "1.35.7"),
            minor("1.34", false, KubernetesSupportPlan.KUBERNETES_OFFICIAL, "1.34.10", "1.34.2", "1.34.9"),
            minor("1.33", false, KubernetesSupportPlan.KUBERNETES_OFFICIAL, "1.33.4"),
            minor("1.32", false, KubernetesSupportPlan.KUBERNETES_OFFICIAL, "1.32.8"),
            minor("1.29", false, KubernetesSupportPlan.AKSLONG_TERM_SUPPORT, "1.29.15"));

    @TempDir
    Path chart;
    private final KubernetesVersions versions = new KubernetesVersions(TestCharts.CHARTS);

    @BeforeEach
    void chartOfKubernetes134() throws IOException {
        chart("1.3409.26080501");
    }

    @Test
    void takes_the_newest_patch_by_number_of_the_newest_minor_that_the_chart_is_tested_with() {
        assertThat(versions.choose(REGION, target())).isEqualTo(new Choice.Version("1.34.10"));
    }

    @ParameterizedTest
    @CsvSource({"1.34, 1.34.10", "1.34.2, 1.34.2", "1.33, 1.33.4"})
    void takes_what_the_target_names(String named, String chosen) {
        assertThat(versions.choose(REGION, target(named))).isEqualTo(new Choice.Version(chosen));
    }

    @Test
    void a_pair_that_nobody_has_judged_is_taken_only_if_the_target_says_so() {
        assertThat(versions.choose(REGION, target("1.35"))).isInstanceOfSatisfying(Choice.None.class, none -> {
            assertThat(none.cause().what()).contains("Nobody has tested").contains("1.35");
            assertThat(none.cause().next()).contains("uid2.targets.integ.accept-untested=true");
        });
        assertThat(versions.choose(REGION, accepting("1.35"))).isEqualTo(new Choice.Version("1.35.7"));
        assertThat(versions.choose(REGION, accepting("1.32"))).isEqualTo(new Choice.Version("1.32.8"));
    }

    @Test
    void a_version_under_long_term_support_alone_wants_that_asked_for() throws IOException {
        chart("1.2901.25010101");
        assertThat(versions.choose(REGION, target("1.29"))).isInstanceOfSatisfying(Choice.None.class, none -> {
            assertThat(none.cause().what()).contains("long-term support only");
            assertThat(none.cause().next()).contains("uid2.targets.integ.kubernetes-support=long-term");
        });
        assertThat(versions.choose(REGION, Integ.settings().with("chart", chart).with("kubernetes-version", "1.29")
                .with("kubernetes-support", "long-term").read())).isEqualTo(new Choice.Version("1.29.15"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1.29.13 | is not offered in eastus, which has 1.32, 1.33, 1.34, 1.35",
            "1.34.1  | is not offered in eastus, which has 1.34.2, 1.34.9, 1.34.10",
            "1.36    | is not offered in eastus"})
    void a_version_that_the_region_does_not_offer_is_refused_with_those_it_does(String named, String words) {
        assertThat(versions.choose(REGION, target(named))).isInstanceOfSatisfying(Choice.None.class, none -> {
            assertThat(none.cause().what()).contains(words);
            assertThat(none.cause().next()).contains("uid2.targets.integ.kubernetes-version");
        });
    }

    @Test
    void a_pair_known_not_to_work_is_refused() throws IOException {
        chart("1.2901.25010101");
        assertThat(versions.choose(REGION, target("1.34"))).isInstanceOfSatisfying(Choice.None.class,
                none -> assertThat(none.cause().what()).contains("chart 1.2901.25010101 is known not to work with Kubernetes 1.34"));
    }

    @Test
    void without_a_tested_version_in_the_region_it_says_what_there_is() throws IOException {
        chart("1.2901.25010101");
        assertThat(versions.choose(REGION, target())).isInstanceOfSatisfying(Choice.None.class, none -> assertThat(none.cause().what())
                .contains("is tested with Kubernetes 1.29").contains("offers 1.32, 1.33, 1.34, 1.35"));
    }

    @Test
    void a_directory_without_a_chart_is_named() throws IOException {
        Files.delete(chart.resolve("Chart.yaml"));
        assertThatThrownBy(() -> versions.choose(REGION, target())).isInstanceOfSatisfying(UnusableChart.class, unusable -> {
            assertThat(unusable.asCause().what()).contains(chart.toString());
            assertThat(unusable.asCause().next()).contains("uid2.targets.integ.chart");
        });
    }

    @ParameterizedTest
    @CsvSource({"1.3307.26033003, 1.34, FAILS", "1.3307.26033004, 1.34, TESTED", "1.3401.26010101, 1.33, TESTED",
            "1.3009.26010101, 1.33, UNKNOWN", "1.3009.26010101, 1.29, TESTED", "1.3409.26080501, 1.36, UNKNOWN", "odd, 1.34, UNKNOWN"})
    void knows_the_tested_pairs(String chartVersion, String kubernetes, TestedPairs.Verdict verdict) {
        assertThat(TestedPairs.bundled().verdict(chartVersion, Version.of(kubernetes))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1.34.10 | 1.34.9 | ", "1.34.9  | 1.34   | ", "1.34.2  | 1.34.9 | 1.34.2 → 1.34.9",
            "1.33.4  | 1.34   | 1.33.4 → 1.34"})
    void only_an_older_version_than_the_target_names_is_a_difference(String live, String named,
            @org.jspecify.annotations.Nullable String change) {
        var comparison = new Comparison();
        KubernetesVersions.compare(comparison, new ManagedClusterInner().withKubernetesVersion(live),
                target(named));
        assertThat(comparison.impossible()).isFalse();
        assertThat(comparison.changes().stream().map(one -> one.from() + " → " + one.to()).toList())
                .isEqualTo(change == null ? List.of() : List.of(change));
    }

    @Test
    void a_cluster_newer_than_the_target_names_cannot_go_back() {
        var comparison = new Comparison();
        KubernetesVersions.compare(comparison, new ManagedClusterInner().withKubernetesVersion("1.35.7"),
                target("1.34"));
        assertThat(comparison.impossible()).isTrue();
    }

    private Target target() {
        return Integ.settings().with("chart", chart).read();
    }

    private Target target(String version) {
        return Integ.settings().with("chart", chart).with("kubernetes-version", version).read();
    }

    private Target accepting(String version) {
        return Integ.settings().with("chart", chart).with("kubernetes-version", version).with("accept-untested", true).read();
    }

    private void chart(String version) throws IOException {
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: virtualnode\nversion: " + version + "\n");
    }

    private static KubernetesVersion minor(String minor, boolean preview, KubernetesSupportPlan plan, String... patches) {
        Map<String, KubernetesPatchVersion> all = Arrays.stream(patches)
                .collect(Collectors.toMap(patch -> patch, _ -> new KubernetesPatchVersion()));
        return new KubernetesVersion().withVersion(minor).withIsPreview(preview ? true : null)
                .withCapabilities(new KubernetesVersionCapabilities().withSupportPlan(List.of(plan))).withPatchVersions(all);
    }
}

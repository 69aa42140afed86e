package org.uid2chatops.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.release.ReleaseFiles;
import org.uid2chatops.rollout.Outlook;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.Plan.PlannedStep;
import org.uid2chatops.rollout.PlanIngredient;
import org.uid2chatops.rollout.PlansUnderTest;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.testing.TestCharts;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People agree to the digest of a plan: that of a target that stands and is to get wider. What Azure does by itself leaves the digest as it
 * is, so that the approval survives; another chart, release, setting or policy makes it another, so that it is asked for anew. That it
 * survives a restart is {@code ApprovalRestartIT}'s to show.
 */
@SuppressWarnings("NullAway.Init")
class WhatAnApprovalSurvivesTest {

    @TempDir
    static Path directory;
    static AzureWorld world;
    static PlansUnderTest plans;
    static TestTarget asked;
    static Plan agreedTo;

    @BeforeAll
    static void deploy() throws IOException {
        world = new AzureWorld(directory);
        Path release = ReleaseFiles.write(directory.resolve("release"), ReleaseFiles.MANIFEST);
        for (StepName name : StepName.values()) {
            if (world.steps.stream().anyMatch(step -> step.name() == name)) {
                world.deploy(name);
            }
        }
        plans = new PlansUnderTest(world.steps, world.diagnosis, List.of(new Chart()), world.clock);
        asked = world.settings.with("release", release).with("node-count-max", 8).with("approval", "true");
        agreedTo = plans.plan(asked.read());
        assertThat(agreedTo.complete()).isTrue();
        assertThat(agreedTo.steps()).filteredOn(step -> !(step.outlook() instanceof Outlook.Nothing)).extracting(PlannedStep::name)
                .containsExactly(StepName.CLUSTER, StepName.CLUSTER_READY);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private record Chart() implements PlanIngredient {
        @Override
        public String name() {
            return "chart";
        }

        @Override
        public String digest(Target target) {
            return TestCharts.CHARTS.of(target).digest();
        }
    }

    /** What happens to a cluster without anybody asking for it. */
    private enum ByItself {
        NODES_COUNTED_UP(cluster -> pool(cluster).put("count", 5)),
        NODES_COUNTED_DOWN(
                cluster -> pool(cluster).put("count", 1)),
        PATCH_OF_KUBERNETES(cluster -> {
            String patch = patched(cluster.at("/properties/currentKubernetesVersion").asString());
            ((ObjectNode) cluster.path("properties")).put("currentKubernetesVersion", patch).put("kubernetesVersion", patch);
            pool(cluster).put("currentOrchestratorVersion", patch).put("orchestratorVersion", patch);
        }),
        NODE_IMAGE(
                cluster -> pool(cluster).put("nodeImageVersion", "AKSUbuntu-2204gen2containerd-202611.12.0")),
        TAGS_BY_A_POLICY(
                cluster -> cluster.withObjectProperty("tags").put("cost-center", "4711").put("CreatedBy", "policy")),
        ETAG(
                cluster -> cluster.put("eTag", "another"));

        private final Consumer<ObjectNode> change;

        ByItself(Consumer<ObjectNode> change) {
            this.change = change;
        }

        private static ObjectNode pool(ObjectNode cluster) {
            return (ObjectNode) cluster.at("/properties/agentPoolProfiles/0");
        }

        private static String patched(String version) {
            int dot = version.lastIndexOf('.');
            return version.substring(0, dot + 1) + (Integer.parseInt(version.substring(dot + 1)) + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_azure_does_by_itself(ByItself change) {
        var before = world.resource(world.ids().of(ResourceKind.CLUSTER));
        world.azure.becomes(world.ids().of(ResourceKind.CLUSTER), change.change);
        assertThat(world.resource(world.ids().of(ResourceKind.CLUSTER))).as("it did happen").isNotEqualTo(before);
        assertSurvives();
    }

    @Test
    void tags_that_a_policy_writes_to_everything() {
        for (String id : List.of(world.ids().group(), world.ids().virtualNetwork(), world.ids().natGateway(), world.ids().publicIp(),
                world.ids().vault(), world.ids().of(ResourceKind.MANAGED_IDENTITY))) {
            world.azure.becomes(id, resource -> resource.withObjectProperty("tags").put("cost-center", "4711"));
        }
        assertSurvives();
    }

    private static void assertSurvives() {
        Plan now = plans.plan(asked.read());
        assertThat(now.basis()).isEqualTo(agreedTo.basis());
        assertThat(now.digest()).isEqualTo(agreedTo.digest());
    }

    @ParameterizedTest
    @CsvSource({"node-count-max,9,setting node-count-max", "tags.team,ads,setting tags.team", "vm-size,Standard_D8d_v5,setting vm-size",
            "approval.quorum,3,setting approval.quorum", "approval.quorum,1,setting approval.quorum",
            "approval.groups,S0000APPROVE,setting approval.groups", "approval.freeze-quorum,5,setting approval.freeze-quorum",
            "approval.expires-after,PT1H,setting approval.expires-after",
            "approval.requester-counts,true,setting approval.requester-counts"})
    void not_another_setting_or_policy(String setting, String value, String named) {
        assertDiffers(asked.with(setting, value), named);
    }

    @Test
    void not_another_release() throws IOException {
        Path newer = ReleaseFiles.write(directory.resolve("newer"), ReleaseFiles.MANIFEST.replace("5.70.159-r0", "5.71.0-r0"));
        assertDiffers(asked.with("release", newer), "release");
        Path commented = ReleaseFiles.write(directory.resolve("commented"), ReleaseFiles.MANIFEST + "# one word more\n");
        assertDiffers(asked.with("release", commented), "operator.yaml");
    }

    @Test
    void not_another_chart() throws IOException {
        Path chart = Path.of(asked.settings().getOrDefault("chart", "")).resolve("Chart.yaml");
        String before = Files.readString(chart);
        Files.writeString(chart, before + "description: another\n");
        try {
            assertDiffers(asked, "chart");
        } finally {
            Files.writeString(chart, before);
        }
        assertSurvives();
    }

    private static void assertDiffers(TestTarget settings, String named) {
        Plan now = plans.plan(settings.read());
        assertThat(now.digest()).isNotEqualTo(agreedTo.digest());
        Map<String, String> was = agreedTo.basis();
        assertThat(
                now.basis().entrySet().stream().filter(entry -> !entry.getValue().equals(was.get(entry.getKey()))).map(Map.Entry::getKey))
                .as("what is other").contains(named);
    }
}

package org.uid2chatops.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.testing.TestCharts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VirtualNodeStepsTest extends StepsTest {

    private final VirtualNodeChartStep chart = new VirtualNodeChartStep(TestCharts.CHARTS, clients,
            PROPERTIES);
    private final VirtualNodeReadyStep ready = new VirtualNodeReadyStep(clients, PROPERTIES);

    @Test
    void the_api_server_answers_to_the_kubeconfig() throws Exception {
        assertThat(look(new CredentialsStep(clients))).isEqualTo(new Done("Kubernetes 1.34.9"));
    }

    @Test
    void the_chart_is_installed_once() throws Exception {
        assertThat(act(chart).what()).isEqualTo("install chart virtualnode 1.3409.26080501");
        assertThat(cluster.changes()).isNotEmpty();

        assertThat(look(chart)).isEqualTo(new Done("virtualnode 1.3409.26080501, revision 1"));
        assertThat(cluster.changes()).as("the second look changes nothing").isEmpty();
    }

    @Test
    void a_chart_installed_by_hand_is_left_alone() throws Exception {
        Files.writeString(directory.resolve("chart/values.yaml"), "greeting: hello\ncount: 1\nratio: 1.0\nflag: true\nlist: [a, 2]\n");
        Files.writeString(directory.resolve("chart/templates/_helpers.tpl"), "{{- define \"x\" }}y{{ end }}\n");
        Files.writeString(directory.resolve("chart/templates/NOTES.txt"), "Enjoy.\n");
        new Helm(directory.resolve("chart")).install().withName("virtualnode").withNamespace("default")
                .withKubeConfigContents(cluster.kubeconfig()).call();
        cluster.changes();

        assertThat(look(chart)).isEqualTo(new Done("virtualnode 1.3409.26080501, revision 1"));
        assertThat(cluster.changes()).isEmpty();
    }

    @Test
    void another_version_of_the_chart_is_an_upgrade() throws Exception {
        act(chart);
        Files.writeString(directory.resolve("chart/Chart.yaml"), "apiVersion: v2\nname: virtualnode\nversion: 1.3410.26090101\n");

        Act upgrade = act(chart);
        assertThat(upgrade.what()).isEqualTo("upgrade chart virtualnode to 1.3410.26090101");
        assertThat(upgrade.changes()).first().isEqualTo(new Decision.Change("chart version", "1.3409.26080501", "1.3410.26090101"));
        assertThat(look(chart)).isEqualTo(new Done("virtualnode 1.3410.26090101, revision 2"));
    }

    @Test
    void an_install_that_was_killed_is_waited_for_and_then_got_over() throws Exception {
        act(chart);
        leftBehind("sh.helm.release.v1.virtualnode.v1", "pending-install", NOW.minusSeconds(3600));

        assertThat(look(chart, NOW.minusSeconds(299), Optional.empty())).isInstanceOfSatisfying(Wait.class,
                wait -> assertThat(wait.why()).contains("pending-install"));
        Decision later = look(chart, NOW.minusSeconds(301), Optional.empty());
        assertThat(later).isInstanceOf(Act.class);
        ((Act) later).effect().run();
        assertThat(look(chart)).isEqualTo(new Done("virtualnode 1.3409.26080501, revision 1"));
    }

    @Test
    void an_upgrade_that_was_killed_is_got_over() throws Exception {
        act(chart);
        Files.writeString(directory.resolve("chart/values.yaml"), "greeting: good morning\n");
        act(chart);
        leftBehind("sh.helm.release.v1.virtualnode.v2", "pending-upgrade", NOW.minusSeconds(3600));

        ((Act) look(chart, NOW.minusSeconds(301), Optional.empty())).effect().run();

        assertThat(look(chart)).isEqualTo(new Done("virtualnode 1.3409.26080501, revision 2"));
    }

    @Test
    void somebody_elses_helm_that_began_a_moment_ago_is_left_its_record() throws Exception {
        act(chart);
        leftBehind("sh.helm.release.v1.virtualnode.v1", "pending-upgrade", NOW.minusSeconds(60));

        assertThat(look(chart, NOW.minusSeconds(3600), Optional.empty())).isInstanceOfSatisfying(Wait.class,
                wait -> assertThat(wait.lookAgainIn()).contains(Duration.ofMinutes(4)));
    }

    @Test
    void a_record_of_a_time_to_come_does_not_count() throws Exception {
        act(chart);
        leftBehind("sh.helm.release.v1.virtualnode.v1", "pending-upgrade", NOW.plusSeconds(3600));

        assertThat(look(chart, NOW.minusSeconds(301), Optional.empty())).isInstanceOf(Act.class);
    }

    @Test
    void values_set_by_hand_are_taken_back_by_one_upgrade() throws Exception {
        new Helm(directory.resolve("chart")).install().withName("virtualnode").withNamespace("default").set("greeting", "bye")
                .withKubeConfigContents(cluster.kubeconfig()).call();

        assertThat(act(chart).what()).startsWith("upgrade chart virtualnode");

        assertThat(look(chart)).isEqualTo(new Done("virtualnode 1.3409.26080501, revision 2"));
    }

    @Test
    void a_helm_that_does_not_load_is_told_as_such() {
        assertThatThrownBy(() -> chart.run(target(), () -> {
            throw new UnsatisfiedLinkError("failed to map segment");
        })).isInstanceOf(HelmUnloadable.class);
    }

    @Test
    void the_virtual_node_is_waited_for_until_it_is_ready() throws Exception {
        assertThat(waiting(ready).why()).isEqualTo("virtualnode-0 to appear");
        inCluster(client -> {
            client.resource(new NodeBuilder().withNewMetadata().withName("virtualnode-0").endMetadata().build()).create();
        });
        assertThat(waiting(ready).why()).isEqualTo("virtualnode-0 to become Ready");
        inCluster(client -> client.nodes().withName("virtualnode-0").editStatus(node -> new NodeBuilder(node).withNewStatus()
                .addNewCondition().withType("Ready").withStatus("True").endCondition().endStatus().build()));

        assertThat(look(ready)).isEqualTo(new Done("virtualnode-0 is Ready"));
    }

    @Test
    void a_virtual_node_that_does_not_come_says_what_is_missing() throws Exception {
        inCluster(client -> client
                .resource(new PodBuilder().withNewMetadata().withNamespace("default").withName("virtualnode-0").endMetadata()
                        .withNewSpec().addNewContainer().withName("virtualnode").withImage("mcr.microsoft.com/vn:1").endContainer()
                        .endSpec().build())
                .create());
        cluster.log("virtualnode", false,
                "cannot register node virtualnode-0:\n  AuthorizationFailed: The client does not have authorization\n  subnet 'cg' has no NAT gateway\n");

        Wait wait = waiting(ready);

        assertThat(wait.why()).contains("Contributor", "the subnet cg has no NAT gateway");
        assertThat(limit(wait)).isEqualTo(PROPERTIES.virtualNodeTimeout());
        assertThat(wait.limit().orElseThrow().cause().what()).contains("myvncluster-agentpool");
    }

    /** Makes Helm's record what a Helm that was killed in the middle leaves. */
    private void leftBehind(String record, String status, Instant begun) throws Exception {
        inCluster(client -> {
            var secret = client.secrets().inNamespace("default").withName(record).get();
            byte[] stored = Base64.getDecoder().decode(Base64.getDecoder().decode(secret.getData().get("release")));
            String json;
            try (var in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
                json = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\"status\":\"deployed\"",
                        "\"status\":\"" + status + "\"").replaceAll("\"last_deployed\":\"[^\"]*\"", "\"last_deployed\":\"" + begun + "\"");
            }
            var out = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(out)) {
                gzip.write(json.getBytes(StandardCharsets.UTF_8));
            }
            secret.getData().put("release", Base64.getEncoder().encodeToString(Base64.getEncoder().encode(out.toByteArray())));
            secret.getMetadata().getLabels().put("status", status);
            client.resource(secret).update();
        });
    }
}

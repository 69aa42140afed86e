package org.uid2chatops.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.config.Target;
import org.uid2chatops.release.ReleaseFiles;
import org.uid2chatops.release.Releases;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepContext.Intent;

import static org.assertj.core.api.Assertions.assertThat;

/** What the tests of single steps share: a cluster that acts only as told, a release, a chart, and a look at a step. */
abstract class StepsTest {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final KubernetesProperties PROPERTIES = ClusterClientsTest.PROPERTIES;

    @TempDir
    Path directory;

    final BareCluster cluster = new BareCluster();
    final ClusterClients clients = new ClusterClients(_ -> cluster.kubeconfig(), PROPERTIES);
    final Releases releases = new Releases();
    final OperatorManifest manifest = new OperatorManifest(releases, _ -> Optional.of(ReleaseFiles.VALUES.identity()));

    @BeforeEach
    void files() throws IOException {
        ReleaseFiles.write(directory.resolve("release"), ReleaseFiles.MANIFEST);
        Files.createDirectories(directory.resolve("chart/templates"));
        Files.writeString(directory.resolve("chart/Chart.yaml"), "apiVersion: v2\nname: virtualnode\nversion: 1.3409.26080501\n");
        Files.writeString(directory.resolve("chart/values.yaml"), "greeting: hello\n");
        Files.writeString(directory.resolve("chart/templates/config.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}-config
                data:
                  greeting: {{ .Values.greeting }}
                """);
    }

    @AfterEach
    void close() {
        clients.close();
        cluster.close();
    }

    Target target() {
        return ReleaseFiles.target(directory.resolve("release"), directory.resolve("chart"));
    }

    /** Looks once, at {@link #NOW}, in a step that has been active for a while. */
    Decision look(Step step) throws Exception {
        return look(step, NOW.minusSeconds(30), Optional.empty());
    }

    Decision look(Step step, Instant active, Optional<Intent> intent) throws Exception {
        Decision decision = step.decide(new StepContext(new RolloutId("r-1"), target(), NOW, active, intent));
        assertThat(decision.toString()).doesNotContain(BareCluster.TOKEN, "Exception");
        return decision;
    }

    Act act(Step step) throws Exception {
        assertThat(look(step)).isInstanceOf(Act.class);
        Act act = (Act) look(step);
        act.effect().run();
        return act;
    }

    Wait waiting(Step step) throws Exception {
        Decision decision = look(step);
        assertThat(decision).isInstanceOf(Wait.class);
        return (Wait) decision;
    }

    Fail failed(Step step) throws Exception {
        Decision decision = look(step);
        assertThat(decision).isInstanceOf(Fail.class);
        return (Fail) decision;
    }

    static Duration limit(Wait wait) {
        return wait.limit().orElseThrow().after();
    }

    /** Does something to the cluster as somebody else would. */
    void inCluster(Something something) throws Exception {
        clients.ask(target(), client -> {
            something.happens(client);
            return "";
        });
        cluster.changes();
    }

    @FunctionalInterface
    interface Something {
        void happens(KubernetesClient client) throws Exception;
    }
}

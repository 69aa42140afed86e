package org.uid2chatops.chart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Charts out of a git server that speaks git's own protocol. */
@SuppressWarnings("NullAway.Init")
class GitChartsTest {

    @TempDir
    Path directory;
    private final Charts charts = new Charts(new ChartProperties(Duration.ofSeconds(5)));
    private Git repository;
    private Daemon server;
    private RequestPolicy policy = RequestPolicy.REACHABLE_COMMIT;
    private String commit;

    @BeforeEach
    void aRepositoryThatHasMovedOn() throws Exception {
        repository = Git.init().setDirectory(directory.toFile()).call();
        commit = commit("1.3409.26080501");
        commit("1.3410.26100101");
        server = new Daemon(new InetSocketAddress("127.0.0.1", 0));
        server.getService("git-upload-pack").setEnabled(true);
        server.setRepositoryResolver((_, _) -> {
            Repository served = repository.getRepository();
            served.incrementOpen();
            return served;
        });
        server.setUploadPackFactory((_, served) -> {
            var pack = new UploadPack(served);
            pack.setRequestPolicy(policy);
            return pack;
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        charts.close();
        server.stopAndWait();
        repository.close();
    }

    private String commit(String version) throws Exception {
        Path chart = directory.resolve("Helm/virtualnode");
        for (var file : ChartFiles.files().entrySet()) {
            Files.createDirectories(chart.resolve(file.getKey()).getParent());
            Files.writeString(chart.resolve(file.getKey()), file.getValue().replace(ChartFiles.VERSION, version));
        }
        Files.writeString(directory.resolve("README.md"), "Not of the chart.\n");
        repository.add().addFilepattern(".").call();
        return repository.commit().setMessage(version).setAuthor("a", "a@example.com").setCommitter("a", "a@example.com").setSign(false)
                .call()
                .name();
    }

    @ParameterizedTest
    @EnumSource(names = {"REACHABLE_COMMIT", "ADVERTISED"})
    void the_chart_is_the_commits_whatever_came_after_it(RequestPolicy of) {
        policy = of;
        Chart chart = charts.of(target(commit, "Helm/virtualnode").read());

        assertThat(chart.version()).isEqualTo("1.3409.26080501");
        assertThat(chart.files()).containsOnlyKeys("Chart.yaml", "values.yaml", "templates/config.yaml");
        assertThat(chart.files().get("values.yaml")).asString().isEqualTo("replicaCount: 1\n");
    }

    @Test
    void it_is_fetched_once_and_taken_away_at_the_end() throws IOException {
        Target target = target(commit, "Helm/virtualnode").read();
        Chart chart = charts.of(target);
        server.stop();

        assertThat(charts.of(target)).isSameAs(chart);
        charts.close();
        assertThat(chart.directory()).doesNotExist();
    }

    @Test
    void a_commit_that_is_not_there_is_a_mistake_in_the_commit() {
        Cause cause = unusable(target("0123456789012345678901234567890123456789", "Helm/virtualnode"));
        assertThat(cause.what()).contains("the repository has no such commit");
        assertThat(cause.next()).startsWith("Set uid2.targets.integ.chart.commit to one of its commits");
    }

    @Test
    void a_path_that_is_not_there_is_a_mistake_in_the_path() {
        assertThat(unusable(target(commit, "charts/virtualnode")).next()).startsWith("Set uid2.targets.integ.chart.path to the directory");
        assertThat(unusable(target(commit, "README.md")).what()).contains("the commit has no directory README.md");
        assertThat(unusable(target(commit, "Helm")).what()).contains("there is no Chart.yaml");
    }

    @Test
    void a_repository_that_is_not_there_is_a_mistake_in_the_address() {
        assertThat(unusable(target(commit, "Helm/virtualnode").with("chart.git", directory.resolve("nowhere.git").toUri())).next())
                .isEqualTo("Set uid2.targets.integ.chart.git to the address that `git clone` takes.");
    }

    @Test
    void a_server_that_is_away_may_come_back() throws IOException {
        try (var free = new ServerSocket(0)) {
            String nobody = "git://127.0.0.1:" + free.getLocalPort() + "/charts.git";
            free.close();
            Target target = target(commit, "Helm/virtualnode").with("chart.git", nobody).read();
            var away = catchThrowableOfType(UnreachableChart.class, () -> charts.of(target));
            assertThat(away.asCause().what()).contains(nobody).contains("nothing listens there");
        }
        assertThat(charts.of(target(commit, "Helm/virtualnode").read()).version()).isEqualTo("1.3409.26080501");
    }

    private Cause unusable(TestTarget target) {
        return catchThrowableOfType(UnusableChart.class, () -> charts.of(target.read())).asCause();
    }

    private String url() {
        return "git://127.0.0.1:" + server.getAddress().getPort() + "/charts.git";
    }

    private TestTarget target(String of, String path) {
        return TestTarget.integ().without("chart").with("chart.git", url()).with("chart.commit", of).with("chart.path", path);
    }
}

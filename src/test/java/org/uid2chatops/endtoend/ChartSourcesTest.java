package org.uid2chatops.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A target whose chart is a commit of a git repository. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class ChartSourcesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Path CHART = Path.of("src/test/resources/sandbox/virtualnode");
    @TempDir
    Path dir;

    @Test
    void a_chart_out_of_git_is_deployed_and_is_nothing_to_change_afterwards() throws Exception {
        Path repository = Files.createDirectories(dir.resolve("repository"));
        String commit = commit(repository);
        try (var sandbox = new RunningSandbox(dir.resolve("world"), Map.of("uid2.targets.integ.chart", "", "uid2.targets.integ.chart.git",
                repository.toUri().toString(), "uid2.targets.integ.chart.commit", commit))) {
            var control = sandbox.control();
            control.type("alex", "deploy integ");
            control.await("Health check: 200 OK", PATIENCE);
            assertThat(control.answer("alex", "plan integ")).contains("Nothing to change");
        }
        try (var sandbox = new RunningSandbox(dir.resolve("other"), Map.of("uid2.targets.integ.chart", "", "uid2.targets.integ.chart.git",
                repository.toUri().toString(), "uid2.targets.integ.chart.commit", commit.replaceFirst("^....", "0000")))) {
            assertThat(sandbox.control().answer("alex", "deploy integ")).contains("Not started", "the repository has no such commit",
                    "Set uid2.targets.integ.chart.commit to one of its commits");
            assertThat(sandbox.control().changesInAzure(0)).isEmpty();
        }
    }

    private static String commit(Path repository) throws Exception {
        Path chart = repository.resolve("Helm/virtualnode");
        try (var files = Files.walk(CHART)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = chart.resolve(CHART.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            git.add().addFilepattern(".").call();
            return git.commit().setMessage("The chart").setAuthor("a", "a@example.com").setCommitter("a", "a@example.com").setSign(false)
                    .call().name();
        }
    }
}

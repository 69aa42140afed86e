package org.uid2chatops.endtoend;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The page in a real browser: headless Chromium, which must be on the path. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class PageInBrowserTest {

    @TempDir
    Path dir;

    @Test
    void shows_the_channel_the_answer_for_one_person_and_the_hints() throws Exception {
        try (var sandbox = new RunningSandbox(dir.resolve("world"))) {
            sandbox.control().type("alex", "deply integ");
            sandbox.control().type("alex", "deploy integ");
            sandbox.control().await("Health check: 200 OK", java.time.Duration.ofSeconds(90));

            assertThat(page(sandbox, "user=alex")).contains("Only visible to you", "Did you mean", "is deployed", "/ops/healthcheck");
            assertThat(page(sandbox, "user=dana")).contains("is deployed").doesNotContain("Did you mean");
            assertThat(page(sandbox, "user=alex&line=/uid2%20deploy%20")).contains("integ", "prod");
        }
    }

    @Test
    void shows_the_buttons_of_a_failed_rollout() throws Exception {
        try (var sandbox = new RunningSandbox(dir.resolve("world"))) {
            sandbox.control()
                    .fault(java.util.Map.of("fault", "azure.error", "times", 1, "method", "PUT", "path", "natGateways", "status", 403,
                            "code", "Denied"));
            sandbox.control().type("alex", "deploy integ");
            sandbox.control().await("press *Retry*", java.time.Duration.ofSeconds(90));

            assertThat(page(sandbox, "user=dana").replaceAll("<[^>]*>", "|")).contains("|Retry|", "|Give up|");
        }
    }

    /** Returns the page as the browser has it once it is drawn. */
    private String page(RunningSandbox sandbox, String query) throws Exception {
        Path shown = Files.createTempFile(dir, "page", ".html");
        var chromium = new ProcessBuilder(
                List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        "--user-data-dir=" + Files.createTempDirectory(dir, "profile"), "--virtual-time-budget=5000", "--dump-dom",
                        sandbox.pageUrl() + "?still=1&" + query))
                .redirectOutput(shown.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(chromium.waitFor(60, TimeUnit.SECONDS)).as("Chromium ends").isTrue();
        return Files.readString(shown, StandardCharsets.UTF_8);
    }
}

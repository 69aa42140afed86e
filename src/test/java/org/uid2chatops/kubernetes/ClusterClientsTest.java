package org.uid2chatops.kubernetes;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.uid2chatops.config.Target;
import org.uid2chatops.release.ReleaseFiles;
import org.uid2chatops.rollout.Diagnosis.Finding.Transient;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.LocalServer;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class ClusterClientsTest {

    static final KubernetesProperties PROPERTIES = new KubernetesProperties(Duration.ofMinutes(15), Duration.ofMinutes(20),
            Duration.ofMinutes(15), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(10),
            Duration.ofSeconds(30));
    private static final Target TARGET = ReleaseFiles.target(Path.of("release"), Path.of("chart"));

    private final AtomicInteger fetched = new AtomicInteger();

    @Test
    void a_kubeconfig_is_fetched_once_and_again_when_it_is_refused() throws Exception {
        try (var server = LocalServer.plain(0,
                LocalServer.serving(call -> call.header("Authorization").equals(Optional.of("Bearer token-2"))
                        ? Answer.json(200, "{\"gitVersion\":\"v1.34.9\",\"major\":\"1\",\"minor\":\"34\"}")
                        : Answer.json(401,
                                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"Unauthorized\",\"code\":401}")));
                var clients = new ClusterClients(_ -> kubeconfig(server.port(), "token-" + fetched.incrementAndGet()), PROPERTIES)) {
            for (int i = 0; i < 3; i++) {
                String version = clients.ask(TARGET, client -> client.getKubernetesVersion().getGitVersion());
                assertThat(version).isEqualTo("v1.34.9");
            }
            assertThat(fetched).hasValue(2);
        }
    }

    @Test
    void a_busy_server_is_asked_again_when_it_said_so() throws Exception {
        try (var server = LocalServer.plain(0,
                LocalServer.serving(
                        _ -> Answer.text(429, "text/plain", "Too many requests, please try again later.").with("Retry-After", "3")));
                var clients = new ClusterClients(_ -> kubeconfig(server.port(), "token"), PROPERTIES)) {
            Throwable failure = catchThrowable(() -> clients.ask(TARGET, client -> client.getKubernetesVersion()));

            assertThat(new KubernetesDiagnosis(Pace.REAL).of(failure)).hasValueSatisfying(
                    finding -> assertThat(finding).isInstanceOfSatisfying(Transient.class, passing -> {
                        assertThat(passing.retryAfter()).contains(Duration.ofSeconds(3));
                        assertThat(passing.cause().code()).isEqualTo("TooManyRequests");
                    }));
        }
    }

    @Test
    void a_kubeconfig_that_cannot_be_read_is_quoted_nowhere() {
        try (var clients = new ClusterClients(_ -> "apiVersion: v1\nusers: [{name: x, user: {token: top-secret-token]", PROPERTIES)) {
            Throwable failure = catchThrowable(() -> clients.ask(TARGET, client -> client.getKubernetesVersion()));

            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).contains("cannot be read").doesNotContain("top-secret-token");
        }
    }

    @Test
    void what_fetching_it_meets_is_passed_on() {
        var refused = new IOException("403");
        try (var clients = new ClusterClients(_ -> {
            throw refused;
        }, PROPERTIES)) {
            assertThat(catchThrowable(() -> clients.kubeconfig(TARGET))).isSameAs(refused);
        }
    }

    private static String kubeconfig(int port, String token) {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {token: %s}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(port, token);
    }
}

package org.uid2chatops.kubernetes;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.uid2chatops.kubernetes.HealthCheck.Health.Healthy;
import org.uid2chatops.kubernetes.HealthCheck.Health.Unhealthy;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.CutConnection;
import org.uid2chatops.sandbox.net.Endpoint;
import org.uid2chatops.sandbox.net.LocalServer;

import static org.assertj.core.api.Assertions.assertThat;

class HealthCheckTest {

    @Test
    void two_hundred_and_OK_is_healthy() throws Exception {
        assertThat(asked(_ -> Answer.text(200, "text/plain", "OK"))).isEqualTo(new Healthy());
    }

    @Test
    void another_body_is_not() throws Exception {
        assertThat(asked(_ -> Answer.text(200, "text/html", "<html>sign in</html>"))).isEqualTo(
                new Unhealthy("it answered 200: <html>sign in</html>"));
    }

    @Test
    void a_503_tells_the_operators_reason() throws Exception {
        assertThat(asked(_ -> Answer.text(503, "text/plain", "salts are expired")))
                .isEqualTo(new Unhealthy("it answered 503: salts are expired"));
    }

    @Test
    void a_cut_connection_is_no_health() throws Exception {
        assertThat(asked(_ -> {
            throw new CutConnection();
        })).isInstanceOfSatisfying(Unhealthy.class, health -> assertThat(health.why()).startsWith("no connection").doesNotContain("null"));
    }

    @Test
    void it_asks_through_the_proxy_when_there_is_one() throws Exception {
        var asked = new AtomicReference<>("");
        try (var proxy = LocalServer.plain(0, LocalServer.serving(call -> {
            asked.set(call.header("Host").orElse(""));
            return Answer.text(200, "text/plain", "OK");
        }))) {
            var health = new HealthCheck(properties(URI.create("http://127.0.0.1:" + proxy.port())));

            assertThat(health.ask("http://20.185.3.7/ops/healthcheck")).isEqualTo(new Healthy());
            assertThat(asked).hasValue("20.185.3.7");
        }
    }

    private static HealthCheck.Health asked(Endpoint operator) throws Exception {
        try (var server = LocalServer.plain(0, LocalServer.serving(operator))) {
            return new HealthCheck(properties(null)).ask("http://127.0.0.1:" + server.port() + "/ops/healthcheck");
        }
    }

    private static HealthProperties properties(@Nullable URI proxy) {
        return new HealthProperties(proxy, Duration.ofMinutes(10), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}

package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/** A bad day of Azure Resource Manager: every third call is throttled, every tenth fails. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class ThrottledTest {

    /** Simulated: what a call is told to stay away for, and how long before the bot can have read that. */
    private static final Duration AWAY = Duration.ofSeconds(120);
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(90);

    /** In the path of a call to Resource Manager and of no other. */
    private static final String RESOURCE_MANAGER = "/subscriptions/";

    @TempDir
    Path dir;

    @Test
    void the_deploy_ends_and_no_call_ignores_a_retry_after() {
        try (var sandbox = new RunningSandbox(dir)) {
            Control control = sandbox.control();
            control.fault(Map.of("fault", "azure.throttled", "path", RESOURCE_MANAGER, "share", 1 / 3.0, "times", 100_000, "retryAfter",
                    AWAY.toSeconds()));
            // of those that are not throttled
            control.fault(Map.of("fault", "azure.server-error", "path", RESOURCE_MANAGER, "share", 0.15, "times", 100_000));
            control.type("alex", "deploy integ");
            control.await("Health check: 200 OK", Duration.ofMinutes(5));
            List<JsonNode> requests = control.list("api/azure/requests?since=0").stream().filter(ThrottledTest::toResourceManager).toList();
            assertThat(share(requests, 429)).isBetween(0.2, 0.45);
            assertThat(share(requests, 503)).isBetween(0.05, 0.2);
            List<Instant> throttled = requests.stream().filter(request -> request.path("status").asInt() == 429).map(ThrottledTest::time)
                    .toList();
            assertThat(requests).allSatisfy(request -> {
                Instant at = time(request);
                assertThat(throttled).noneMatch(told -> at.isAfter(told.plus(ON_ITS_WAY)) && at.isBefore(told.plus(AWAY)));
            });
            new OneOfEach(control, Place.INTEG).assertHolds();
        }
    }

    private static double share(List<JsonNode> requests, int status) {
        return requests.stream().filter(request -> request.path("status").asInt() == status).count() / (double) requests.size();
    }

    private static boolean toResourceManager(JsonNode request) {
        String path = request.path("path").asString();
        return path.startsWith(RESOURCE_MANAGER);
    }

    private static Instant time(JsonNode request) {
        return Instant.parse(request.path("time").asString());
    }
}

package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/** Slack is away for an hour in the middle of a deploy. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class SlackAwayTest {

    private static final Duration AWAY = Duration.ofHours(1);

    @TempDir
    Path dir;

    @Test
    void the_deploy_goes_on_without_it_and_then_the_channel_reads_the_current_state_and_the_outcome_and_no_flood() {
        try (var sandbox = new RunningSandbox(dir, Map.of("uid2.slack.reconnect-interval", "500ms"))) {
            Control control = sandbox.control();
            control.type("alex", "deploy integ");
            control.awaitChangeInAzure("/virtualNetworks/", Duration.ofSeconds(60));
            Instant back = control.now().plus(AWAY);
            control.fault(Map.of("fault", "slack.unavailable", "forSeconds", AWAY.toSeconds()));
            control.fault(Map.of("fault", "slack.drop", "times", 1));
            long before = control.last("api/slack/calls");
            String outcome = control.await("Health check: 200 OK", Duration.ofSeconds(120));
            assertThat(outcome).contains("*`integ` is deployed*");
            Instant lastChange = control.list("api/azure/requests?since=0").stream().map(SlackAwayTest::time).reduce((_, last) -> last)
                    .orElseThrow();
            assertThat(lastChange).as("Azure was done before Slack was back").isBefore(back);
            Awaitility.await("the live message's end").atMost(Duration.ofSeconds(60))
                    .until(() -> control.channel().stream().anyMatch(message -> message.contains("runs on integ")));
            List<JsonNode> taken = control.list("api/slack/calls?since=" + before).stream()
                    .filter(call -> call.at("/response/ok").asBoolean()).toList();
            assertThat(taken).filteredOn(call -> call.path("method").asString().equals("chat.postMessage")).as("posts after it was back")
                    .hasSizeBetween(2, 5);
            assertThat(taken).filteredOn(call -> call.path("method").asString().equals("chat.update")).as("edits after it was back")
                    .hasSizeLessThanOrEqualTo(3);
            new OneOfEach(control, Place.INTEG).assertHolds();
            control.awaitBot();
        }
    }

    private static Instant time(JsonNode request) {
        return Instant.parse(request.path("time").asString());
    }
}

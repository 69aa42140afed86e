package org.uid2chatops.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a deploy to {@code integ} is that ran while Slack was away: done before Slack was back, and then told as it stands, without a flood.
 *
 * @param call the last one to Slack before it was away
 * @param back when Slack was back, in simulated time
 */
record CaughtUp(Control control, long call, Instant back) {

    void assertHolds() {
        String outcome = control.await("Health check: 200 OK", Duration.ofSeconds(120));
        assertThat(outcome).contains("*`integ` is deployed*");
        Instant lastChange = control.list("api/azure/requests?since=0").stream().map(CaughtUp::time).reduce((_, last) -> last)
                .orElseThrow();
        assertThat(lastChange).as("Azure was done before Slack was back").isBefore(back);
        Awaitility.await("the live message's end").atMost(Duration.ofSeconds(60))
                .until(() -> control.channel().stream().anyMatch(message -> message.contains("runs on integ")));
        List<JsonNode> taken = control.list("api/slack/calls?since=" + call).stream().filter(one -> one.at("/response/ok").asBoolean())
                .toList();
        assertThat(taken).filteredOn(one -> one.path("method").asString().equals("chat.postMessage")).as("posts after it was back")
                .hasSizeBetween(2, 5);
        assertThat(taken).filteredOn(one -> one.path("method").asString().equals("chat.update")).as("edits after it was back")
                .hasSizeLessThanOrEqualTo(3);
        new OneOfEach(control, Place.INTEG).assertHolds();
    }

    private static Instant time(JsonNode request) {
        return Instant.parse(request.path("time").asString());
    }
}

package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.testing.Control;

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
            new CaughtUp(control, control.last("api/slack/calls"), back).assertHolds();
            control.awaitBot();
        }
    }
}

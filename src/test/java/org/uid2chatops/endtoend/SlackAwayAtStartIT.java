package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.Control;

/** Slack is away when the production jar starts with a deploy under way. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class SlackAwayAtStartIT {

    /** Real seconds per simulated minute: a start takes as long as twenty of them. */
    private static final double TIME_SCALE = 0.3;
    private static final int PATIENCE = 20;
    private static final Duration AWAY = Duration.ofHours(2);

    @TempDir
    Path dir;

    @Test
    void the_deploy_goes_on_without_it_and_then_the_channel_reads_the_current_state_and_the_outcome_and_no_flood() throws Exception {
        var settings = new Settings(0, 0, TIME_SCALE, 1, Optional.empty(), Optional.empty(), dir.resolve("world"));
        try (var world = Sandbox.worldAlone(settings)) {
            var jar = new BotJar(dir);
            var control = new Control(world.pageUrl());
            List<String> arguments = new ArrayList<>(world.patientArguments(PATIENCE));
            arguments.add("--uid2.slack.reconnect-interval=500ms");
            Process killed = jar.start("killed", arguments);
            control.awaitBot();
            control.type("alex", "deploy integ");
            control.awaitChangeInAzure("/virtualNetworks/", Duration.ofSeconds(60));
            Instant back = control.now().plus(AWAY);
            control.fault(Map.of("fault", "slack.unavailable", "forSeconds", AWAY.toSeconds()));
            BotJar.kill(killed);
            Process next = jar.start("next", arguments);
            try {
                new CaughtUp(control, control.last("api/slack/calls"), back).assertHolds();
                control.awaitBot();
            } finally {
                next.destroyForcibly();
            }
        }
    }
}

package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/** The production jar is killed in the middle of a deploy, and comes back with other settings of the target. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class SettingsChangedIT {

    @TempDir
    Path dir;

    @Test
    void it_changes_nothing_more_names_what_is_other_and_goes_on_when_somebody_retries() throws Exception {
        var settings = new Settings(0, 0, RunningSandbox.TIME_SCALE, 1, Optional.empty(), Optional.empty(), dir.resolve("world"));
        try (var world = Sandbox.worldAlone(settings)) {
            var jar = new BotJar(dir);
            var control = new Control(world.pageUrl());
            var arguments = new ArrayList<>(world.patientArguments(20));
            Process killed = jar.start("killed", arguments);
            control.awaitBot();
            control.type("alex", "deploy integ");
            control.awaitChangeInAzure("/natGateways/", Duration.ofSeconds(60));
            BotJar.kill(killed);
            long since = control.last("api/azure/requests");
            arguments.add("--uid2.targets.integ.tags.team=ads");
            Process next = jar.start("next", arguments);
            try {
                assertThat(control.await("press *Retry*", Duration.ofSeconds(60)))
                        .contains("is no longer as it was when this was asked for: tags.team: not set → ads.");
                assertThat(control.changesInAzure(since)).isEmpty();
                control.type("alex", "retry integ");
                control.await("Health check: 200 OK", Duration.ofSeconds(120));
                assertThat(control.changesInAzure(since)).anyMatch(change -> change.contains("/managedClusters/"));
            } finally {
                next.destroyForcibly();
            }
        }
    }
}

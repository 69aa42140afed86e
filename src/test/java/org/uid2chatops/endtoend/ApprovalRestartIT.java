package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/** The production jar is killed while people are deciding. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class ApprovalRestartIT {

    @TempDir
    Path dir;

    @Test
    void what_one_has_agreed_to_before_the_kill_counts_after_it() throws Exception {
        var settings = new Settings(0, 0, RunningSandbox.TIME_SCALE, 1, Optional.empty(), Optional.empty(), dir.resolve("world"));
        try (var world = Sandbox.worldAlone(settings)) {
            var jar = new BotJar(dir);
            var control = new Control(world.pageUrl());
            List<String> patience = world.patientArguments(20);
            Process killed = jar.start("killed", patience);
            control.awaitBot();
            control.type("alex", "deploy prod because first deployment");
            control.await("Approval wanted: deploy UID2 operator", Duration.ofSeconds(30));
            control.click("sam", "Approve");
            control.await("1* so far: <@U0000SAM>", Duration.ofSeconds(30));
            BotJar.kill(killed);
            Process next = jar.start("next", patience);
            try {
                control.awaitBot();
                control.click("kim", "Approve");
                control.await("Health check: 200 OK", Duration.ofSeconds(120));
                assertThat(control.channel()).filteredOn(message -> message.startsWith("Approved: ")).hasSize(1);
                new OneOfEach(control, Place.all(0).getLast()).assertHolds();
            } finally {
                next.destroyForcibly();
            }
        }
    }
}

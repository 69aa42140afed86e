package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.Control;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The production jar is killed again and again in one deploy, at requests that a seed draws, and started again. The seed is printed;
 * {@code -Dkills.seed=} repeats it, and {@code -Dkills=} kills as often as one likes: see docs/endurance.md.
 */
@SuppressWarnings("NullAway.Init")
class KillsIT {

    /** Real seconds per simulated minute: a restart takes as long as twenty of them. */
    private static final double TIME_SCALE = 0.3;
    private static final int PATIENCE = 20;
    /** How many requests the world sees in a deploy, roughly; the kills fall among them. */
    private static final int REQUESTS = 250;

    @TempDir
    Path dir;

    @Test
    @Tag("sample")
    void killed_five_times_the_deploy_ends_as_if_nothing_had_happened() throws Exception {
        deployKilled(5);
    }

    @Test
    @Tag("soak")
    void killed_twenty_five_times_the_deploy_ends_as_if_nothing_had_happened() throws Exception {
        deployKilled(25);
    }

    @Test
    @EnabledIfSystemProperty(named = "kills", matches = "\\d+")
    void killed_as_often_as_asked_the_deploy_ends_as_if_nothing_had_happened() throws Exception {
        deployKilled(Integer.getInteger("kills", 0));
    }

    private void deployKilled(int kills) throws Exception {
        long seed = Long.getLong("kills.seed", System.nanoTime() % 100_000);
        System.out.println("KillsIT: " + kills + " kills, seed " + seed);
        var draws = new Random(seed);
        var settings = new Settings(0, 0, TIME_SCALE, seed, Optional.empty(), Optional.empty(), dir.resolve("world"));
        try (var world = Sandbox.worldAlone(settings)) {
            var jar = new BotJar(dir);
            var control = new Control(world.pageUrl());
            List<String> patience = world.patientArguments(PATIENCE);
            Process bot = jar.start("bot-0", patience);
            control.awaitBot();
            control.type("alex", "deploy integ");
            int killed = 0;
            var looks = new AtomicInteger();
            for (; killed < kills && !ended(control); killed++) {
                long at = world.requestsSeen() + 1 + draws.nextInt(2 * REQUESTS / kills);
                Awaitility.await("request " + at + " (seed " + seed + ")").atMost(Duration.ofMinutes(3)).pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> world.requestsSeen() >= at || looks.incrementAndGet() % 500 == 0 && ended(control));
                BotJar.kill(bot);
                bot = jar.start("bot-" + (killed + 1), patience);
            }
            try {
                control.await("Health check: 200 OK", Duration.ofMinutes(3));
                assertThat(killed).as("kills before the end (seed " + seed + ")").isGreaterThan(kills / 2);
                new OneOfEach(control, Place.INTEG).assertHolds();
                assertThat(control.channel()).filteredOn(message -> message.contains("*Resource group*")).singleElement().asString()
                        .contains("Restarted ", "resumed at step ");
            } finally {
                bot.destroy();
                assertThat(bot.waitFor(30, TimeUnit.SECONDS)).as("stops when asked").isTrue();
            }
        } catch (Throwable failed) {
            throw new AssertionError("with " + kills + " kills, seed " + seed, failed);
        }
    }

    /** The last kills may fall behind the deploy's end: then no request comes any more. */
    private static boolean ended(Control control) {
        return control.channel().stream().anyMatch(message -> message.contains("Health check: 200 OK"));
    }
}

package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Three replicas of the production jar on one PostgreSQL. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class ReplicasIT {

    private static final int REPLICAS = 3;
    private static final int TARGETS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @TempDir
    Path dir;

    @Test
    void twenty_targets_deploy_at_once_and_a_replica_is_killed_each_time_all_are_ready_and_something_went_on() throws Exception {
        long seed = Long.getLong("kills.seed", System.nanoTime() % 100_000);
        System.out.println("ReplicasIT: seed " + seed);
        var draws = new Random(seed);
        try (var world = world(TARGETS, 1.5)) {
            var control = new Control(world.pageUrl());
            var replicas = new Replicas(world, TestDatabase.POSTGRESQL.freshUrl());
            try {
                replicas.awaitAll();
                List<Place> sites = Place.all(TARGETS).subList(2, 2 + TARGETS);
                sites.forEach(place -> control.type("alex", "deploy " + place.name()));
                int kills = 0;
                while (running(control) > 0) {
                    replicas.awaitAll();
                    long seen = world.requestsSeen();
                    Awaitility.await("something goes on").atMost(PATIENCE)
                            .until(() -> world.requestsSeen() > seen + 100 || running(control) == 0);
                    if (running(control) > 0) {
                        replicas.killAndReplace(draws.nextInt(REPLICAS));
                        kills++;
                    }
                }
                System.out.println("ReplicasIT: " + kills + " replicas killed");
                assertThat(kills).as("replicas killed on the way").isPositive();
                sites.forEach(place -> new OneOfEach(control, place).assertHolds());
            } finally {
                replicas.close();
            }
        }
    }

    @Test
    void a_replica_that_is_stopped_drains_and_the_other_goes_on_at_once() throws Exception {
        try (var world = world(0, 0.6)) {
            var control = new Control(world.pageUrl());
            var replicas = new Replicas(world, TestDatabase.POSTGRESQL.freshUrl());
            try {
                replicas.awaitAll();
                control.type("alex", "deploy integ");
                control.awaitChangeInAzure("/managedClusters/", Duration.ofSeconds(60));
                for (Process stopped : List.copyOf(replicas.running).subList(0, REPLICAS - 1)) {
                    stopped.destroy();
                    assertThat(stopped.waitFor(20, TimeUnit.SECONDS)).as("stops when asked").isTrue();
                    assertThat(control.type("dana", "help").path("status").asInt()).as("a command meanwhile").isEqualTo(200);
                }
                control.await("Health check: 200 OK", Duration.ofMinutes(2));
                new OneOfEach(control, Place.INTEG).assertHolds();
            } finally {
                replicas.close();
            }
        }
    }

    private Sandbox world(int targets, double timeScale) {
        return Sandbox.worldAlone(new Settings(0, targets, timeScale, 1, Optional.empty(), Optional.empty(), dir.resolve("world")));
    }

    /** Returns how many of the deploys have no outcome yet. */
    private static long running(Control control) {
        return TARGETS - control.channel().stream().filter(message -> message.contains("Health check: 200 OK")).count();
    }

    /** The processes. */
    private final class Replicas implements AutoCloseable {
        private final List<Process> running = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private final Sandbox world;
        private int started;

        private Replicas(Sandbox world, String database) throws Exception {
            this.world = world;
            arguments.addAll(world.patientArguments(20));
            arguments.addAll(List.of("--spring.datasource.url=" + database, "--spring.datasource.username=postgres"));
            for (int i = 0; i < REPLICAS; i++) {
                running.add(start());
            }
        }

        private Process start() throws Exception {
            return new BotJar(dir).start("replica-" + started++, arguments);
        }

        private void awaitAll() {
            Awaitility.await("all replicas are connected").atMost(PATIENCE).until(() -> world.connected() >= REPLICAS);
        }

        private void killAndReplace(int which) throws Exception {
            BotJar.kill(running.get(which));
            Awaitility.await("its connection is gone").atMost(PATIENCE).until(() -> world.connected() < REPLICAS);
            running.set(which, start());
        }

        @Override
        public void close() {
            running.forEach(Process::destroyForcibly);
        }
    }
}

package org.uid2chatops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.ContainerImage;
import org.uid2chatops.testing.Control;

/**
 * What it costs to be killed, and to deploy everywhere at once, in a world of its own.
 *
 * @param dir where the world and the bots write
 */
record EnduranceBenchmark(ContainerImage image, Path dir) {

    private static final int AT_ONCE = 50;
    /** Real seconds per simulated minute: half of real time. The world of fifty clusters runs on the same two cores, and what they cost counts. */
    private static final double EVERYWHERE_SCALE = 30;
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final double AFTER_A_RESTART = 10;
    private static final double WITH_REPLICAS = 30;
    private static final double RESIDENT_MEBIBYTES = 512;
    private static final double OVERHEAD = 0.10;

    /** What it costs to be killed. */
    void kills(Consumer<List<Measure>> print) throws Exception {
        try (var world = Sandbox.worldAlone(settings(1, Benchmarks.TIME_SCALE, dir))) {
            var control = new Control(world.pageUrl());
            var processes = new BotProcess.Launcher(image, dir);
            print.accept(List.of(restarted(control, processes, Place.INTEG)));
            print.accept(List.of(replaced(control, processes, sites(1).getFirst())));
        }
    }

    /** What it costs to deploy everywhere at once. */
    void fifty(Consumer<List<Measure>> print) throws Exception {
        Path slower = dir.resolve("everywhere");
        try (var world = Sandbox.worldAlone(settings(AT_ONCE, EVERYWHERE_SCALE, slower))) {
            print.accept(everywhere(world, new Control(world.pageUrl()), new BotProcess.Launcher(image, slower), slower, sites(AT_ONCE)));
        }
    }

    private static Settings settings(int targets, double scale, Path dir) throws IOException {
        return new Settings(0, targets, scale, 2, Optional.empty(), Optional.empty(), Files.createDirectories(dir.resolve("world")));
    }

    private static List<Place> sites(int targets) {
        return Place.all(targets).subList(2, 2 + targets);
    }

    /** Kills the bot in a deploy and starts it again. */
    private Measure restarted(Control control, BotProcess.Launcher processes, Place place) throws Exception {
        Benchmarks.progress("kills of the one bot while it deploys to " + place.name());
        var seconds = new ArrayList<Double>();
        BotProcess bot = processes.bot("alone");
        try {
            bot.awaitConnected(control);
            control.type("alex", "deploy " + place.name());
            control.awaitChangeInAzure("/managedClusters/", PATIENCE);
            for (int i = 0; i < KILLS; i++) {
                bot.kill();
                long seen = control.last("api/azure/requests");
                long start = System.nanoTime();
                bot = processes.bot("alone");
                awaitRequest(control, place, seen);
                seconds.add((System.nanoTime() - start) / 1e9);
            }
            awaitDeployed(control, List.of(place));
        } finally {
            bot.close();
        }
        return new Measure("SIGKILL to the next step's progress, the bot started again at once, slowest of " + KILLS, slowest(seconds), "s",
                AFTER_A_RESTART);
    }

    /** Kills replicas of two in turn; what the killed one was at is what takes longest. */
    private Measure replaced(Control control, BotProcess.Launcher processes, Place place) throws Exception {
        Benchmarks.progress("kills of one of two replicas while they deploy to " + place.name());
        var seconds = new ArrayList<Double>();
        try (var postgres = EmbeddedPostgres.builder().start()) {
            String database = "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres");
            var replicas = new ArrayList<>(List.of(processes.bot("replica-0", database), processes.bot("replica-1", database)));
            try {
                replicas.getLast().awaitConnected(control);
                control.type("alex", "deploy " + place.name());
                Awaitility.await().atMost(PATIENCE).until(() -> control.changesInAzure(0).stream()
                        .anyMatch(change -> change.contains(place.resourceGroup()) && change.contains("/managedClusters/")));
                for (int i = 0; i < KILLS; i++) {
                    replicas.get(i % 2).kill();
                    long seen = control.last("api/azure/requests");
                    long start = System.nanoTime();
                    awaitRequest(control, place, seen);
                    seconds.add((System.nanoTime() - start) / 1e9);
                    replicas.set(i % 2, processes.bot("replica-" + i % 2, database));
                    replicas.get(i % 2).awaitConnected(control);
                }
                awaitDeployed(control, List.of(place));
            } finally {
                for (BotProcess replica : replicas) {
                    replica.close();
                }
            }
        }
        return new Measure("SIGKILL of a replica to the next step's progress by the other, slowest of " + KILLS, slowest(seconds), "s",
                WITH_REPLICAS);
    }

    private static List<Measure> everywhere(Sandbox world, Control control, BotProcess.Launcher processes, Path dir, List<Place> places)
            throws Exception {
        Benchmarks.progress(places.size() + " deploys at once");
        try (BotProcess bot = processes.bot("everywhere")) {
            bot.awaitConnected(control);
            var deploys = new DeployBenchmark(control, world, bot, dir);
            double cpu = bot.cpuSeconds();
            long before = control.last("api/azure/requests");
            Instant start = control.now();
            long real = System.nanoTime();
            for (Place place : places) {
                world.acked(Person.ALEX, "deploy " + place.name());
            }
            List<Measure> acks = AckBenchmark.percentiles("ack while " + places.size() + " deploys run",
                    new AckBenchmark(world, control, processes).commands(AckBenchmark.SECONDS), null);
            awaitDeployed(control, places);
            double elapsed = (System.nanoTime() - real) / 1e9;
            var measures = new ArrayList<>(acks);
            measures.add(Measure.of("processor time of " + places.size() + " deploys, of one core", (bot.cpuSeconds() - cpu) / elapsed,
                    "ratio"));
            measures.add(new Measure("resident memory after " + places.size() + " deploys at once", bot.residentMebibytes(), "MiB",
                    RESIDENT_MEBIBYTES));
            List<Double> overheads = places.stream().map(place -> DeployBenchmark.seconds(start, deploys.lastRequest(place, before))
                    / deploys.criticalPath(place) - 1).toList();
            measures.add(new Measure(places.size() + " deploys at once beyond the critical path of service time, median",
                    DeployBenchmark.median(overheads), "ratio", OVERHEAD));
            return measures;
        }
    }

    private static void awaitRequest(Control control, Place place, long since) {
        Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(50, TimeUnit.MILLISECONDS)
                .until(() -> control.list("api/azure/requests?since=" + since).stream()
                        .anyMatch(request -> request.path("path").asString().contains(place.resourceGroup())));
    }

    private static void awaitDeployed(Control control, List<Place> places) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            List<String> channel = control.channel();
            return places.stream().allMatch(place -> channel.stream()
                    .anyMatch(message -> message.contains("*`" + place.name() + "` is deployed*")));
        });
    }

    private static double slowest(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }
}

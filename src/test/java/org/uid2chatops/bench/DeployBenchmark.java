package org.uid2chatops.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.testing.Control;

/** How long deploys take against what the services themselves take, and against the guide's commands one after the other. */
record DeployBenchmark(Control control, Sandbox world, BotProcess bot, Path dir) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double OVERHEAD_GOAL = 0.05;

    List<Measure> run(int deploys) throws Exception {
        var overheads = new ArrayList<Double>();
        var seconds = new ArrayList<Double>();
        var requests = new ArrayList<Double>();
        var tellings = new ArrayList<Double>();
        for (Place place : Place.all(deploys).subList(2, 2 + deploys)) {
            Benchmarks.progress("deploy to " + place.name());
            long before = control.last("api/azure/requests");
            Instant start = control.now();
            deploy(place);
            Instant told = control.now();
            Instant end = lastRequest(place, before);
            double took = seconds(start, end);
            double service = criticalPath(place);
            Benchmarks.progress(String.format("%.0f s, of which the services %.0f s", took, service));
            tellings.add(seconds(end, told) * Benchmarks.TIME_SCALE / 60);
            seconds.add(took);
            overheads.add(took / service - 1);
            requests.add((double) control.list("api/azure/requests?since=" + before).stream().filter(DeployBenchmark::toResourceManager)
                    .count());
        }
        double resident = bot.residentMebibytes();
        Place last = Place.all(deploys + 1).getLast();
        Benchmarks.progress("the guide's commands one after the other, in " + last.resourceGroup());
        double guide = simulatedSeconds(() -> new GuideSequence(world, dir, last).run());
        return List.of(new Measure("deploy beyond the critical path of service time, median of " + deploys, median(overheads), "ratio",
                OVERHEAD_GOAL), Measure.of("deploy, median of " + deploys, median(seconds), "simulated s"),
                Measure.of("outcome in Slack after the deploy's last request, at Slack's real rates, median of " + deploys,
                        median(tellings),
                        "real s"),
                Measure.of("the guide's commands one after the other", guide, "simulated s"),
                Measure.of("the guide's commands against a deploy", guide / median(seconds), "ratio"),
                Measure.of("requests to Azure Resource Manager for a deploy, median of " + deploys, median(requests), "requests"),
                Measure.of("resident memory after " + deploys + " deploys", resident, "MiB"));
    }

    private void deploy(Place place) {
        control.type("alex", "deploy " + place.name());
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> control.channel().stream()
                .anyMatch(message -> message.contains("`" + place.name() + "`") && message.contains("is deployed")));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double simulatedSeconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9 * 60 / Benchmarks.TIME_SCALE;
    }

    /** The deploy ends with what it asks last; Slack's rates are real ones, so that its telling does not scale. */
    Instant lastRequest(Place place, long since) {
        return Stream.concat(
                control.list("api/azure/requests?since=" + since).stream()
                        .filter(request -> place.holds(request.path("path").asString().replaceFirst("\\?.*", ""))),
                control.list("api/kubernetes/requests?target=" + place.name()).stream())
                .map(request -> Instant.parse(request.path("time").asString())).max(Comparator.naturalOrder()).orElseThrow();
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    double criticalPath(Place place) {
        JsonNode group = control.list("api/timeline").stream()
                .filter(one -> one.path("resourceGroup").asString().equalsIgnoreCase(place.resourceGroup())).findFirst().orElseThrow();
        JsonNode path = group.path("criticalPath");
        Instant first = Instant.parse(path.at("/events/0/start").asString());
        StreamSupport.stream(path.path("events").spliterator(), false).forEach(event -> Benchmarks.progress(String.format(
                "  %4d s: %s, %.0f s", Duration.between(first, Instant.parse(event.path("start").asString())).toSeconds(),
                event.path("event").asString(), event.path("serviceSeconds").asDouble())));
        return path.path("serviceSeconds").asDouble();
    }

    private static boolean toResourceManager(JsonNode request) {
        String path = request.path("path").asString();
        return path.startsWith("/subscriptions") || path.startsWith("/providers");
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().flatMapToDouble(DoubleStream::of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}

package org.uid2chatops.bench;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.slack.act.Outcome;
import org.uid2chatops.testing.Control;

/** How soon Slack has its acknowledgement, at 50 commands a second for 20 seconds. */
record AckBenchmark(Sandbox world, Control control, BotProcess.Launcher processes) {

    private static final int A_SECOND = 50;
    static final int SECONDS = 20;
    private static final int WARM_UP_SECONDS = 5;
    private static final double SLOWER_BY_MILLIS = 20;
    private static final double SLOWEST_MILLIS = 100;
    private static final double SLACK_WAITS_MILLIS = 3000;

    /** Measures a handler that does nothing else. */
    List<Measure> bare() throws Exception {
        Benchmarks.progress("acks of a bare Bolt handler");
        try (BotProcess bare = processes.main(BareBolt.class)) {
            bare.awaitConnected(control);
            commands(WARM_UP_SECONDS);
            return percentiles("ack of a bare Bolt handler", commands(SECONDS), null);
        }
    }

    /** Measures the bot that is connected while it deploys. */
    List<Measure> whileDeploying(List<Measure> bare, String target) throws Exception {
        Benchmarks.progress("acks of the bot while it deploys to " + target);
        commands(WARM_UP_SECONDS);
        control.type("alex", "deploy " + target);
        double bareP99 = bare.stream().filter(measure -> measure.measure().endsWith("p99")).mapToDouble(Measure::value).findFirst()
                .orElseThrow();
        return percentiles("ack while a deploy runs", commands(SECONDS), Math.min(bareP99 + SLOWER_BY_MILLIS, SLOWEST_MILLIS));
    }

    /** Types them at their times, whether those before are answered or not, and returns what each came to. */
    List<Outcome> commands(int seconds) throws Exception {
        var outcomes = new ConcurrentLinkedQueue<Outcome>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor(); var pace = Executors.newSingleThreadScheduledExecutor()) {
            for (int i = 0; i < seconds * A_SECOND; i++) {
                pace.schedule(() -> senders.submit(() -> outcomes.add(world.acked(Person.DANA, "status"))), i * 1000L / A_SECOND,
                        TimeUnit.MILLISECONDS);
            }
            pace.shutdown();
            pace.awaitTermination(seconds * 2L, TimeUnit.SECONDS);
        }
        return List.copyOf(outcomes);
    }

    static List<Measure> percentiles(String what, List<Outcome> outcomes, @Nullable Double p99Goal) {
        double[] acks = outcomes.stream().filter(one -> one.status() == 200)
                .mapToDouble(one -> one.ackMillis().orElseThrow()).sorted().toArray();
        boolean judged = p99Goal != null;
        return List.of(Measure.of(what + ", p50", percentile(acks, 50), "ms"),
                new Measure(what + ", p99", percentile(acks, 99), "ms", p99Goal),
                new Measure(what + ", max", percentile(acks, 100), "ms", judged ? SLACK_WAITS_MILLIS : null),
                new Measure(what + ", lost", (double) SECONDS * A_SECOND - acks.length, "commands", judged ? 0.0 : null));
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}

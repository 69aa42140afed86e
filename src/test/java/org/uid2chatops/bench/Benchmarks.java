package org.uid2chatops.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.springframework.util.FileSystemUtils;

import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.ContainerImage;
import org.uid2chatops.testing.Control;

/**
 * Prints a line of JSON for each measure. The production jar runs in its own process, as it would; the world runs in this one. What is done
 * is told on the error output.
 */
public final class Benchmarks {

    /** Real seconds per simulated minute. */
    static final double TIME_SCALE = 6;
    private static final int DEPLOYS = 5;

    private Benchmarks() {
    }

    /** @param arguments the production jar; and what to measure: deploys, kills, fifty, endurance (the last two), or all */
    public static void main(String[] arguments) throws Exception {
        // What libraries print must not come between the lines.
        PrintStream lines = System.out;
        System.setOut(System.err);
        Path dir = Files.createTempDirectory("uid2-bench-");
        try {
            progress("what the Dockerfile makes of the jar");
            var image = ContainerImage.of(Path.of(arguments[0]), dir.resolve("image"));
            String what = arguments[1];
            Consumer<List<Measure>> print = measures -> print(lines, measures);
            if (List.of("all", "deploys").contains(what)) {
                deploys(image, dir, print);
            }
            var endurance = new EnduranceBenchmark(image, dir.resolve("endurance"));
            if (List.of("all", "endurance", "kills").contains(what)) {
                endurance.kills(print);
            }
            if (List.of("all", "endurance", "fifty").contains(what)) {
                endurance.fifty(print);
            }
        } finally {
            FileSystemUtils.deleteRecursively(dir);
        }
        System.exit(0);
    }

    private static void deploys(ContainerImage image, Path dir, Consumer<List<Measure>> print) throws Exception {
        var settings = new Settings(0, DEPLOYS + 2, TIME_SCALE, 1, Optional.empty(), Optional.empty(), dir.resolve("world"));
        try (var world = Sandbox.worldAlone(settings)) {
            var processes = new BotProcess.Launcher(image, dir);
            var control = new Control(world.pageUrl());
            List<Measure> acks = new AckBenchmark(world, control, processes).bare();
            print.accept(acks);
            try (BotProcess bot = processes.bot("start")) {
                print.accept(List.of(Measure.of("process start to first acked command", bot.secondsToFirstAck(control), "s")));
                print.accept(new DeployBenchmark(control, world, bot, dir.resolve("world")).run(DEPLOYS));
                print.accept(new AckBenchmark(world, control, processes).whileDeploying(acks,
                        "site-" + String.format("%03d", DEPLOYS + 2)));
            }
        }
    }

    private static void print(PrintStream lines, List<Measure> measures) {
        measures.forEach(measure -> lines.println(measure.json()));
        lines.flush();
    }

    static void progress(String text) {
        System.err.println("# " + text);
    }
}

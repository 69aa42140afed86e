package org.uid2chatops.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import org.uid2chatops.testing.ContainerImage;
import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.JavaProcess;

/** A process that connects to the world. */
final class BotProcess implements AutoCloseable {

    private final Process process;
    private final long started = System.nanoTime();

    private BotProcess(Process process) {
        this.process = process;
    }

    /** Starts processes with the Java of this one; their output goes to files. */
    record Launcher(ContainerImage image, Path dir) {

        /** Starts the bot as its container does, in a directory of that name. */
        BotProcess bot(String name, String... further) throws IOException {
            var arguments = new ArrayList<>(
                    List.of("--spring.config.additional-location=file:" + dir.resolve("world/bot.properties").toAbsolutePath()));
            arguments.addAll(List.of(further));
            return new BotProcess(image.start(Files.createDirectories(dir.resolve(name)), dir.resolve(name + ".log"), arguments));
        }

        /** Starts a class of this class path with the configuration of a bot as its argument. */
        BotProcess main(Class<?> type) throws IOException {
            return start(type.getSimpleName(), List.of("-cp", classPath(), type.getName(),
                    dir.resolve("world/bot.properties").toString()));
        }

        private static String classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
        }

        private BotProcess start(String name, List<String> arguments) throws IOException {
            return new BotProcess(JavaProcess.start(Files.createDirectories(dir.resolve(name)), dir.resolve(name + ".log"), arguments));
        }
    }

    double secondsToFirstAck(Control control) {
        awaitConnected(control);
        return (System.nanoTime() - started) / 1e9;
    }

    void awaitConnected(Control control) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                .until(() -> control.type("alex", "help").path("status").asInt() == 200);
    }

    /** Returns the resident memory in MiB. Source: proc(5). */
    double residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(Double.NaN);
    }

    /** Returns the seconds of processor time that it has used. */
    double cpuSeconds() {
        return process.toHandle().info().totalCpuDuration().map(used -> used.toMillis() / 1000.0).orElse(Double.NaN);
    }

    /** Kills it as the kernel would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

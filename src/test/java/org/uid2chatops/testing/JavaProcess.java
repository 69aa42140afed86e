package org.uid2chatops.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Java of this one's kind in a process of its own. */
public final class JavaProcess {

    /** What {@code MaxRAMPercentage} of the Dockerfile gives in a pod of the Helm chart. */
    static final String HEAP_OF_A_POD = "-Xmx192m";
    /** The bot's JVM with the memory of a pod of the Helm chart. */
    public static final List<String> AS_IN_A_POD = List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", HEAP_OF_A_POD);

    private JavaProcess() {
    }

    /**
     * Starts it.
     *
     * @param directory where it works
     * @param log the file that both its outputs go to
     */
    public static Process start(Path directory, Path log, List<String> arguments) throws IOException {
        return start(directory, log, arguments, Map.of());
    }

    /** As {@link #start(Path, Path, List)}, with these in its environment. */
    public static Process start(Path directory, Path log, List<String> arguments, Map<String, String> environment) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}

package org.uid2chatops.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.uid2chatops.testing.ContainerImage;
import org.uid2chatops.testing.JavaProcess;

/** The production jar, run in processes of its own as its container runs it. It exists after package. */
record BotJar(Path dir) {

    private static final Path JAR = Path.of("target/uid2-chatops.jar").toAbsolutePath();
    private static @Nullable ContainerImage image;

    /** Starts it against the world in this directory. Its database is the directory's, unless it is told another. */
    Process start(String name, List<String> further) throws IOException {
        var arguments = new ArrayList<>(List.of(inWorld(dir)));
        arguments.addAll(further);
        return image().start(dir, log(name), arguments);
    }

    /** Returns the argument by which a bot lives in the world in that directory. */
    private static String inWorld(Path dir) {
        return "--spring.config.additional-location=file:" + dir.resolve("world/bot.properties");
    }

    /** Made once for all tests of this process. */
    private static synchronized ContainerImage image() throws IOException {
        try {
            if (image == null) {
                image = ContainerImage.of(JAR, JAR.resolveSibling("image"));
            }
            return image;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the image was made", stopped);
        }
    }

    /** Starts the jar itself with these arguments alone. */
    Process bare(String name, List<String> arguments) throws IOException {
        var all = new ArrayList<>(JavaProcess.AS_IN_A_POD);
        all.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
        all.addAll(arguments);
        return JavaProcess.start(dir, log(name), all);
    }

    String logOf(String name) throws IOException {
        return Files.readString(log(name));
    }

    private Path log(String name) {
        return dir.resolve(name + ".log");
    }

    /** Kills it as the kernel would: nothing of it runs any more. */
    static void kill(Process bot) throws InterruptedException {
        if (!bot.destroyForcibly().waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a killed process did not end");
        }
    }
}

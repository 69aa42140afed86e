package org.uid2chatops.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.commons.text.StringTokenizer;
import org.apache.commons.text.matcher.StringMatcherFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the Dockerfile makes of the jar, without Docker: its {@code RUN java} lines are run in a directory, and its entry point starts there.
 * The heap is the one that a pod of the Helm chart has.
 */
public final class ContainerImage {

    private static final Path DOCKERFILE = Path.of("Dockerfile").toAbsolutePath();

    private final Path directory;
    private final List<String> lines;

    private ContainerImage(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory.toAbsolutePath());
        this.lines = Files.readString(DOCKERFILE).replace("\\\n", " ").lines().toList();
    }

    /**
     * Builds it anew in that directory.
     *
     * @throws IOException if a line fails; its output is in {@code build.log}
     */
    public static ContainerImage of(Path jar, Path directory) throws IOException, InterruptedException {
        FileSystemUtils.deleteRecursively(directory);
        var image = new ContainerImage(directory);
        Files.copy(jar, directory.resolve("uid2-chatops.jar"), StandardCopyOption.REPLACE_EXISTING);
        for (String line : image.lines) {
            if (line.startsWith("RUN java ")) {
                image.run(words(line.substring("RUN java ".length())));
            }
        }
        return image;
    }

    private void run(List<String> arguments) throws IOException, InterruptedException {
        Process process = JavaProcess.start(directory, directory.resolve("build.log"), arguments, Map.of());
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    "this line of the Dockerfile fails: " + arguments + "\n" + Files.readString(directory.resolve("build.log")));
        }
    }

    /**
     * Starts it as the container would.
     *
     * @param workingDirectory in place of the container's
     */
    public Process start(Path workingDirectory, Path log, List<String> arguments) throws IOException {
        var all = new ArrayList<String>();
        for (String word : entryPoint()) {
            all.add(word.startsWith("-XX:MaxRAMPercentage=")
                    ? JavaProcess.HEAP_OF_A_POD
                    : word.replace("app/", directory.resolve("app") + "/"));
        }
        all.addAll(arguments);
        return JavaProcess.start(workingDirectory, log, all, environment());
    }

    private List<String> entryPoint() {
        String json = lines.stream().filter(line -> line.startsWith("ENTRYPOINT ")).findFirst().orElseThrow();
        List<String> words = List.of(new JsonMapper().readValue(json.substring("ENTRYPOINT ".length()), String[].class));
        return words.subList(1, words.size());
    }

    private Map<String, String> environment() {
        return lines.stream().filter(line -> line.startsWith("ENV ")).map(line -> line.substring(4).split("=", 2))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    private static List<String> words(String line) {
        return new StringTokenizer(line, StringMatcherFactory.INSTANCE.splitMatcher(), StringMatcherFactory.INSTANCE.quoteMatcher())
                .getTokenList();
    }
}

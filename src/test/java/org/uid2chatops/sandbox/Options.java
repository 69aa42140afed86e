package org.uid2chatops.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.springframework.boot.ApplicationArguments;

/** The command line's {@code --sandbox.…} options. */
record Options(Settings settings, List<String> say, boolean worldOnly) {

    private static final String PREFIX = "sandbox.";
    private static final Set<String> KNOWN = Set.of("port", "targets", "time-scale", "seed", "kubeconfig", "chart", "dir", "say",
            "world-only");

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException naming the option, its value and what is possible
     */
    static Options of(ApplicationArguments arguments) {
        arguments.getOptionNames().stream().filter(name -> name.startsWith(PREFIX) && !KNOWN.contains(name.substring(PREFIX.length())))
                .findFirst().ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "there is no option --" + unknown + "; there are: --sandbox." + String.join(", --sandbox.",
                                    KNOWN.stream().sorted().toList()));
                });
        var settings = new Settings(number(arguments, "port", Integer::parseInt, 4180, "a port, or 0 for a free one"),
                number(arguments, "targets", Integer::parseInt, 0, "how many further targets"),
                number(arguments, "time-scale", Double::parseDouble, 1.0, "real seconds per simulated minute, above zero"),
                number(arguments, "seed", Long::parseLong, 1L, "a whole number"), last(arguments, "kubeconfig").map(Options::readable),
                last(arguments, "chart").map(Path::of), Path.of(last(arguments, "dir").orElse("target/sandbox")));
        if (settings.timeScale() <= 0 || settings.targets() < 0 || settings.port() < 0) {
            throw new IllegalArgumentException(
                    "--sandbox.time-scale must be above zero; --sandbox.targets and --sandbox.port not below it");
        }
        return new Options(settings, Optional.ofNullable(arguments.getOptionValues(PREFIX + "say")).orElse(List.of()),
                arguments.containsOption(PREFIX + "world-only"));
    }

    private static Path readable(String file) {
        if (!Files.isReadable(Path.of(file))) {
            throw new IllegalArgumentException(
                    "--sandbox.kubeconfig=" + file + ": wants the file of a kubeconfig, and this one cannot be read");
        }
        return Path.of(file);
    }

    private static Optional<String> last(ApplicationArguments arguments, String name) {
        return Optional.ofNullable(arguments.getOptionValues(PREFIX + name)).filter(values -> !values.isEmpty()).map(List::getLast);
    }

    private static <T> T number(ApplicationArguments arguments, String name, Function<String, T> parsed, T otherwise, String wanted) {
        return last(arguments, name).map(text -> {
            try {
                return parsed.apply(text);
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException("--sandbox." + name + "=" + text + ": wants " + wanted, notANumber);
            }
        }).orElse(otherwise);
    }
}

package org.uid2chatops.sandbox.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

import org.uid2chatops.sandbox.Settings;

/** The files that the world hands to a bot: the virtual-node chart, a release, operator keys. */
final class Supplies {

    private static final List<String> CHART = List.of("Chart.yaml", "values.yaml", "templates/_helpers.tpl", "templates/namespace.yml",
            "templates/serviceaccount.yaml", "templates/clusterrolebinding.yml", "templates/configmap.yaml", "templates/deployment.yaml",
            "templates/admissioncontroller.yaml", "templates/service.yaml", "templates/webhook.yaml");
    private final Settings settings;

    Supplies(Settings settings) {
        this.settings = settings;
    }

    Path chart() {
        if (settings.chart().isPresent()) {
            return settings.chart().get();
        }
        Path chart = settings.dir().resolve("chart").resolve("virtualnode");
        CHART.forEach(file -> copy("virtualnode/" + file, chart.resolve(file)));
        return chart;
    }

    Path release() {
        Path release = settings.dir().resolve("release");
        copy("release/operator.yaml", release.resolve("operator.yaml"));
        return release;
    }

    Path operatorKey(String environment) {
        String letter = switch (environment) {
            case "integ" -> "I";
            case "prod" -> "P";
            default -> throw new IllegalArgumentException("there is no environment '" + environment + "'; there are: integ, prod");
        };
        var key = new StringBuilder("UID2-O-" + letter + "-1001-");
        new Random(settings.seed() ^ environment.hashCode()).ints(40, 0, 62)
                .forEach(i -> key.append("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".charAt(i)));
        return write(settings.dir().resolve("keys").resolve("operator-key-" + environment.toLowerCase(Locale.ROOT)), key.toString());
    }

    private static void copy(String resource, Path file) {
        try (var in = Objects.requireNonNull(Supplies.class.getResourceAsStream("/sandbox/" + resource), resource)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}

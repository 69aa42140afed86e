package org.uid2chatops.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import static org.uid2chatops.config.TargetReader.matches;

/** Reads where a target's chart comes from: {@code chart}, or {@code chart.git} and what goes with it, or {@code chart.repository}. */
final class ChartReader {

    private static final String GIT = "chart.git";
    private static final String REPOSITORY = "chart.repository";
    private static final String DIRECTORY = "the directory of the virtual-node chart (Helm/virtualnode of "
            + "github.com/microsoft/virtualnodesOnAzureContainerInstances)";
    private static final String CHOICE = "Name in chart " + DIRECTORY + ", or in chart.git a repository with chart.commit, or in "
            + "chart.repository a chart repository with chart.version and chart.digest.";

    private ChartReader() {
    }

    static ChartSource read(TargetSettings settings) {
        Optional<String> directory = settings.get("chart");
        Optional<String> git = settings.get(GIT);
        Optional<String> repository = settings.get(REPOSITORY);
        List<String> places = Stream.of(directory.map(_ -> "chart"), git.map(_ -> GIT), repository.map(_ -> REPOSITORY))
                .flatMap(Optional::stream).toList();
        if (places.size() > 1) {
            settings.mistake("chart", "names more than one place (" + String.join(", ", places) + ")", "Keep one of them. " + CHOICE);
        }
        ChartSource source = git.isPresent()
                ? git(settings)
                : repository.isPresent() ? repository(settings) : directory(settings, directory);
        if (git.isEmpty()) {
            settings.ignored("chart.commit", "there is no " + GIT);
            settings.ignored("chart.path", "there is no " + GIT);
        }
        if (repository.isEmpty()) {
            settings.ignored("chart.version", "there is no " + REPOSITORY);
            settings.ignored("chart.digest", "there is no " + REPOSITORY);
        }
        return source;
    }

    private static ChartSource directory(TargetSettings settings, Optional<String> directory) {
        if (directory.isEmpty()) {
            settings.mistake("chart", "is missing", CHOICE);
        } else if (directory.get().contains("\0")) {
            settings.mistake("chart", "is not possible", "Name " + DIRECTORY + ".");
        } else if (directory.get().matches("(?i)(https?|git|ssh|oci)://.*")) {
            settings.mistake("chart", "\"" + directory.get() + "\" is an address, not a directory",
                    "Put it into chart.git (with chart.commit), or into chart.repository (with chart.version and chart.digest).");
        }
        return new ChartSource.Directory(Path.of(directory.filter(path -> !path.contains("\0")).orElse("")));
    }

    private static ChartSource git(TargetSettings settings) {
        String url = settings.require(GIT, address("https", "http", "git", "file"),
                "Write the repository's address as git clone takes it, like "
                        + "https://github.com/microsoft/virtualnodesOnAzureContainerInstances.git, without a name or password in it.");
        String commit = settings.require("chart.commit", matches("[0-9a-fA-F]{40}"),
                "Write the commit's whole SHA-1, 40 hexadecimal digits (`git rev-parse HEAD`): a branch or a tag may move.");
        String path = settings.get("chart.path", "Helm/virtualnode", ChartReader::inside,
                "Write the chart's directory inside the repository, with slashes, like Helm/virtualnode.");
        return new ChartSource.Git(url, commit.toLowerCase(Locale.ROOT), path.replaceAll("/+$", ""));
    }

    private static ChartSource repository(TargetSettings settings) {
        String url = settings.require(REPOSITORY, address("https", "http"),
                "Write the address that helm repo add takes, like https://charts.example.com, without a name or password in it.");
        String version = settings.require("chart.version", matches("[0-9]+\\.[0-9]+\\.[0-9]+[0-9A-Za-z.+-]*"),
                "Write one version, like 1.3409.26080501: a range would move.");
        String digest = settings.require("chart.digest", matches("(?i)(sha256:)?[0-9a-f]{64}"),
                "Write the archive's SHA-256, 64 hexadecimal digits: it is the digest in the repository's index.yaml.");
        return new ChartSource.Repository(url.replaceAll("/+$", ""), version,
                digest.toLowerCase(Locale.ROOT).replaceFirst("^sha256:", ""));
    }

    private static boolean inside(String path) {
        return !path.startsWith("/") && !path.contains("\\") && !path.contains("\0")
                && Arrays.stream(path.split("/")).noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /** A password in an address would be shown in plans and kept in the journal. */
    private static Predicate<String> address(String... schemes) {
        return text -> {
            try {
                var uri = URI.create(text);
                return uri.getScheme() != null && List.of(schemes).contains(uri.getScheme().toLowerCase(Locale.ROOT))
                        && uri.getUserInfo() == null && (uri.getHost() != null || uri.getScheme().equalsIgnoreCase("file"));
            } catch (IllegalArgumentException noAddress) {
                return false;
            }
        };
    }
}

package org.uid2chatops.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.uid2chatops.rollout.Decision.Change;

/**
 * The virtual-node chart of a target, on disk.
 *
 * @param version e.g. {@code 1.3409.26080501}
 * @param files every file by its path inside the chart
 */
record VirtualNodeChart(Path directory, String version, Map<String, byte[]> files) {

    /** The Helm release's name; the node is called after it. Source: the guide, "Set Up AKS Cluster". */
    static final String RELEASE = "virtualnode";
    /** Where the guide installs it: the namespace that the kubeconfig points to. */
    static final String NAMESPACE = "default";
    /** The first virtual node's name. Source: microsoft/virtualnodesOnAzureContainerInstances. */
    static final String NODE = RELEASE + "-0";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String FINGERPRINT = "uid2-chatops, chart ";

    /**
     * Reads a chart.
     *
     * @throws UnusableChart if there is none, or it is another chart
     */
    static VirtualNodeChart read(Path directory) {
        if (!Files.isRegularFile(directory.resolve("Chart.yaml"))) {
            throw new UnusableChart("there is no Chart.yaml in " + directory);
        }
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            JsonNode chart = YAML.readTree(files.get("Chart.yaml"));
            String name = chart.path("name").asString("");
            String version = chart.path("version").asString("");
            if (!name.equals(RELEASE) || version.isBlank()) {
                throw new UnusableChart("Chart.yaml in " + directory + " names the chart '" + name + "', version '" + version
                        + "'; expected the chart " + RELEASE + " with a version");
            }
            return new VirtualNodeChart(directory, version, files);
        } catch (IOException unreadable) {
            throw new UnusableChart("the files in " + directory + " cannot be read");
        } catch (JacksonException notYaml) {
            throw new UnusableChart("Chart.yaml in " + directory + " is not YAML");
        }
    }

    /** Returns how that revision differs from this chart, deployed with nothing set on top of its values; nothing if it does not. */
    List<Change> differences(HelmRelease release) {
        var changes = new ArrayList<Change>();
        if (!release.status().equals("deployed")) {
            changes.add(new Change("status", release.status(), "deployed"));
        }
        if (!release.chartVersion().equals(version)) {
            changes.add(new Change("chart version", release.chartVersion(), version));
        } else if (!release.description().equals(fingerprint())) {
            if (!sameTemplates(release)) {
                changes.add(new Change("templates", "as installed", "the chart's"));
            }
            if (!sameDefaults(release)) {
                changes.add(new Change("default values", "as installed", "the chart's"));
            }
        }
        if (!release.values().isEmpty()) {
            changes.add(new Change("values set by hand", String.join(", ", release.values().propertyNames()), "none"));
        }
        return changes;
    }

    /** Returns what we write into Helm's record, to know our own work by: a digest over every file. */
    String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                digest.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return FINGERPRINT + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean sameTemplates(HelmRelease release) {
        List<String> ours = files.keySet().stream().filter(name -> name.startsWith("templates/") && !name.contains("/.")).toList();
        return release.templates().keySet().equals(Set.copyOf(ours))
                && ours.stream().allMatch(name -> Arrays.equals(files.get(name), release.templates().get(name)));
    }

    private boolean sameDefaults(HelmRelease release) {
        byte[] ours = files.getOrDefault("values.yaml", new byte[0]);
        try {
            JsonNode values = YAML.readTree(ours);
            return values.isEmpty() && release.defaults().isEmpty() || values.equals(VirtualNodeChart::scalars, release.defaults());
        } catch (JacksonException notYaml) {
            return false;
        }
    }

    private static int scalars(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}

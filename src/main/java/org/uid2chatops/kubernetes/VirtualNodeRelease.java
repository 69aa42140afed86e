package org.uid2chatops.kubernetes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.uid2chatops.chart.Chart;
import org.uid2chatops.rollout.Decision.Change;

/** The Helm release of the virtual-node chart, as the guide installs it. */
final class VirtualNodeRelease {

    /** The Helm release's name; the node is called after it. Source: the guide, "Set Up AKS Cluster". */
    static final String RELEASE = "virtualnode";
    /** Where the guide installs it: the namespace that the kubeconfig points to. */
    static final String NAMESPACE = "default";
    /** The first virtual node's name. Source: microsoft/virtualnodesOnAzureContainerInstances. */
    static final String NODE = RELEASE + "-0";

    private static final YAMLMapper YAML = new YAMLMapper();

    private VirtualNodeRelease() {
    }

    /** Returns how that revision differs from a chart, deployed with nothing set on top of its values; nothing if it does not. */
    static List<Change> differences(Chart chart, HelmRelease release) {
        var changes = new ArrayList<Change>();
        if (!release.status().equals("deployed")) {
            changes.add(new Change("status", release.status(), "deployed"));
        }
        if (!release.chartVersion().equals(chart.version())) {
            changes.add(new Change("chart version", release.chartVersion(), chart.version()));
        } else if (!release.description().equals(chart.fingerprint())) {
            if (!sameTemplates(chart, release)) {
                changes.add(new Change("templates", "as installed", "the chart's"));
            }
            if (!sameDefaults(chart, release)) {
                changes.add(new Change("default values", "as installed", "the chart's"));
            }
        }
        if (!release.values().isEmpty()) {
            changes.add(new Change("values set by hand", String.join(", ", release.values().propertyNames()), "none"));
        }
        return changes;
    }

    private static boolean sameTemplates(Chart chart, HelmRelease release) {
        List<String> ours = chart.files().keySet().stream().filter(name -> name.startsWith("templates/") && !name.contains("/.")).toList();
        return release.templates().keySet().equals(Set.copyOf(ours))
                && ours.stream().allMatch(name -> Arrays.equals(chart.files().get(name), release.templates().get(name)));
    }

    private static boolean sameDefaults(Chart chart, HelmRelease release) {
        byte[] ours = chart.files().getOrDefault("values.yaml", new byte[0]);
        try {
            JsonNode values = YAML.readTree(ours);
            return values.isEmpty() && release.defaults().isEmpty() || values.equals(VirtualNodeRelease::scalars, release.defaults());
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

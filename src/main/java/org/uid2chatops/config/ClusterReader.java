package org.uid2chatops.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.uid2chatops.config.Target.Cluster;
import org.uid2chatops.config.Target.Resource;

import static org.uid2chatops.config.TargetReader.matches;

/** Reads the options of a target's cluster. Of one that is only used, nothing is the bot's to choose. */
final class ClusterReader {

    private static final List<String> OPTIONS = List.of("kubernetes-version", "node-pool", "vm-size", "node-count", "node-count-min",
            "node-count-max", "node-resource-group", "kubernetes-support");
    private static final Cluster GUIDE = new Cluster(Optional.empty(), "oprnodepool", "Standard_D4d_v5", 2, 2, 5, Optional.empty(), false);

    private ClusterReader() {
    }

    static Cluster read(TargetSettings settings, Map<ResourceKind, Resource> all) {
        if (!Objects.requireNonNull(all.get(ResourceKind.CLUSTER)).managed()) {
            OPTIONS.forEach(option -> settings.ignored(option, "use.cluster uses a cluster as it is"));
            return GUIDE;
        }
        String version = settings.get("kubernetes-version", "", matches("|1\\.\\d{2}(\\.\\d{1,3})?"),
                "Write a version like 1.34 or 1.34.9, or leave it out for the newest tested one: `az aks get-versions`.");
        int least = settings.number("node-count-min", GUIDE.minCount(), 1, 1000);
        int most = settings.number("node-count-max", GUIDE.maxCount(), 1, 1000);
        int count = settings.number("node-count", GUIDE.nodeCount(), 1, 1000);
        if (least > most || count < least || count > most) {
            settings.mistake("node-count", count + " does not lie between node-count-min " + least + " and node-count-max " + most,
                    "The guide starts 2 nodes and lets the autoscaler move between 2 and 5.");
        }
        return new Cluster(Optional.of(version).filter(one -> !one.isEmpty()),
                settings.get("node-pool", GUIDE.nodePool(), matches("[a-z][a-z0-9]{0,11}"),
                        "1 to 12 lower-case letters and digits, first a letter."),
                settings.get("vm-size", GUIDE.vmSize(), matches("[A-Za-z]+_[A-Za-z0-9_-]+"), "Write a size like Standard_D4d_v5."), count,
                least, most, nodeResourceGroup(settings, Objects.requireNonNull(all.get(ResourceKind.RESOURCE_GROUP))),
                settings.get("kubernetes-support", "standard", matches("standard|long-term"),
                        "Write standard, or long-term for AKS's long-term support (Premium tier, which costs more).")
                        .equals("long-term"));
    }

    private static Optional<String> nodeResourceGroup(TargetSettings settings, Resource own) {
        String group = settings.get("node-resource-group", "", matches("|[\\w.()-]{0,79}[\\w()-]"),
                "1 to 80 letters, digits, . _ ( ) -, not ending with a dot; or leave it out for the one that Azure derives.");
        if (group.equalsIgnoreCase(own.name())) {
            settings.mistake("node-resource-group", "\"" + group + "\" is the target's own resource group",
                    "AKS makes the group for the nodes itself: write the name of a group that does not exist, or leave it out.");
        }
        return Optional.of(group).filter(one -> !one.isEmpty());
    }
}

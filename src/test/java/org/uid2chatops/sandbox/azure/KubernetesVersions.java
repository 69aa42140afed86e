package org.uid2chatops.sandbox.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

/** The Kubernetes versions that every region offers: four minors with Microsoft's support, one of them a preview, and older ones for long-term support only. */
final class KubernetesVersions {

    private static final String OFFICIAL = "KubernetesOfficial";
    private static final String LONG_TERM = "AKSLongTermSupport";
    private static final String DEFAULT = "1.34";
    private static final String PREVIEW = "1.36";
    private static final List<String> LONG_TERM_ONLY = List.of("1.30", "1.31", "1.32");
    private static final Map<String, List<Integer>> PATCHES = new LinkedHashMap<>();

    static {
        PATCHES.put("1.36", List.of(0, 1));
        PATCHES.put("1.35", List.of(4, 5, 7));
        PATCHES.put("1.34", List.of(6, 7, 8, 9));
        PATCHES.put("1.33", List.of(8, 9, 10));
        PATCHES.put("1.32", List.of(10, 11));
        PATCHES.put("1.31", List.of(12, 13));
        PATCHES.put("1.30", List.of(13, 14));
    }

    private final WorldFaults world;

    KubernetesVersions(WorldFaults world) {
        this.world = world;
    }

    void register(Routes routes) {
        routes.on("GET", "/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}/kubernetesVersions",
                _ -> Reply.of(200, shown()).plain());
        routes.on("GET", "/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}/orchestrators",
                call -> Reply.of(200, orchestrators(Locations.wanted(call))));
    }

    /** Returns the full version for {@code 1.34} (its newest patch), {@code 1.34.9}, or nothing (the default), if it is offered. */
    Optional<String> resolve(String asked) {
        if (asked.isEmpty() || PATCHES.containsKey(asked)) {
            return patches(asked.isEmpty() ? DEFAULT : asked).reversed().stream().findFirst();
        }
        return Optional.of(asked).filter(full -> patches(minor(full)).contains(full));
    }

    static boolean longTermOnly(String full) {
        return LONG_TERM_ONLY.contains(minor(full));
    }

    /** Returns what a cluster of that version may go to: newer patches, and all of the next minor. */
    List<String> upgrades(String full) {
        var upgrades = new ArrayList<String>();
        int patch = Integer.parseInt(full.substring(full.lastIndexOf('.') + 1));
        for (String other : patches(minor(full))) {
            if (Integer.parseInt(other.substring(other.lastIndexOf('.') + 1)) > patch) {
                upgrades.addFirst(other);
            }
        }
        upgrades.addAll(patches(next(minor(full))).reversed());
        return upgrades;
    }

    static boolean preview(String full) {
        return minor(full).equals(PREVIEW);
    }

    /** Returns the code with which a version is refused that is offered no more. */
    Optional<String> refusal(String asked) {
        return world.retired(asked);
    }

    private ObjectNode shown() {
        ObjectNode shown = Json.object();
        var values = shown.putArray("values");
        PATCHES.keySet().stream().filter(minor -> !patches(minor).isEmpty()).forEach(minor -> {
            ObjectNode value = values.addObject().put("version", minor);
            if (minor.equals(PREVIEW)) {
                value.put("isPreview", true);
            }
            if (minor.equals(DEFAULT)) {
                value.put("isDefault", true);
            }
            var plans = value.putObject("capabilities").putArray("supportPlan");
            if (!LONG_TERM_ONLY.contains(minor)) {
                plans.add(OFFICIAL);
            }
            if (!minor.equals(PREVIEW)) {
                plans.add(LONG_TERM);
            }
            ObjectNode patches = value.putObject("patchVersions");
            patches(minor).forEach(full -> upgrades(full).forEach(patches.putObject(full).putArray("upgrades")::add));
        });
        return shown;
    }

    /** The list that clients read before there was a support plan: every patch that Microsoft itself supports. Source: its reference. */
    private ObjectNode orchestrators(String location) {
        ObjectNode list = Json.object()
                .put("id", ArmId.SUBSCRIPTION + "/providers/Microsoft.ContainerService/locations/" + location + "/orchestrators")
                .put("name", "default").put("type", "Microsoft.ContainerService/locations/orchestrators");
        var all = list.putObject("properties").putArray("orchestrators");
        PATCHES.keySet().stream().filter(minor -> !LONG_TERM_ONLY.contains(minor)).flatMap(minor -> patches(minor).stream())
                .forEach(full -> {
                    ObjectNode one = orchestrator(full);
                    one.putArray("upgrades").addAll(upgrades(full).stream().map(KubernetesVersions::orchestrator).toList());
                    if (resolve("").filter(full::equals).isPresent()) {
                        one.put("default", true);
                    }
                    all.add(one);
                });
        return list;
    }

    private static ObjectNode orchestrator(String full) {
        ObjectNode one = Json.object().put("orchestratorType", "Kubernetes").put("orchestratorVersion", full);
        return preview(full) ? one.put("isPreview", true) : one;
    }

    private List<String> patches(String minor) {
        return PATCHES.getOrDefault(minor, List.of()).stream().map(patch -> minor + "." + patch)
                .filter(full -> world.retired(full).isEmpty()).toList();
    }

    private static String minor(String full) {
        int last = full.lastIndexOf('.');
        return last < 0 ? full : full.substring(0, last);
    }

    private static String next(String minor) {
        return "1." + (Integer.parseInt(minor.substring(2)) + 1);
    }
}

package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The sizes of virtual machines, and how much of its quota the subscription uses: there is plenty. */
final class Usages {

    private static final Map<String, Size> SIZES = Map.of("standard_d2d_v5", new Size(2, "standardDDv5Family"), "standard_d4d_v5",
            new Size(4, "standardDDv5Family"), "standard_d8d_v5", new Size(8, "standardDDv5Family"), "standard_d16d_v5",
            new Size(16, "standardDDv5Family"), "standard_d4ds_v5", new Size(4, "standardDDSv5Family"), "standard_d8ds_v5",
            new Size(8, "standardDDSv5Family"), "standard_d4s_v5", new Size(4, "standardDSv5Family"), "standard_ds2_v2",
            new Size(2, "standardDSv2Family"), "standard_d4ads_v5", new Size(4, "standardDADSv5Family"));

    private final Cloud cloud;

    Usages(Cloud cloud) {
        this.cloud = cloud;
    }

    void register(Routes routes) {
        routes.on("GET", "/subscriptions/{subscription}/providers/Microsoft.Compute/locations/{location}/usages", call -> {
            String location = location(call);
            return Reply.of(200, Json.list(List.of(usage("cores", "Total Regional vCPUs", cores(location, ""), 350),
                    usage("virtualMachines", "Virtual Machines", 0, 25000),
                    family(location, "standardDDv5Family", "Standard DDv5 Family vCPUs"),
                    family(location, "standardDDSv5Family", "Standard DDSv5 Family vCPUs"),
                    family(location, "standardDSv5Family", "Standard DSv5 Family vCPUs"),
                    family(location, "standardDADSv5Family", "Standard DADSv5 Family vCPUs"),
                    family(location, "standardDSv2Family", "Standard DSv2 Family vCPUs"))));
        });
        routes.on("GET", "/subscriptions/{subscription}/providers/Microsoft.ContainerInstance/locations/{location}/usages", call -> {
            location(call);
            return Reply.of(200,
                    Json.list(
                            List.of(usage("ContainerGroups", "Container Groups", 0, 500), usage("StandardCores", "Standard Cores", 0, 500),
                                    usage("ConfidentialCores", "Confidential Cores", 0, 400),
                                    usage("ConfidentialContainerGroups", "Confidential Container Groups", 0, 100))));
        });
    }

    static Optional<Size> size(String name) {
        return Optional.ofNullable(SIZES.get(name.toLowerCase(Locale.ROOT)));
    }

    static List<String> sizes() {
        return SIZES.keySet().stream().sorted().toList();
    }

    private static String location(ArmCall call) {
        return Locations.normalise(call.name("location")).orElseThrow(() -> Refusal.of(400, "NoRegisteredProviderFound",
                "No registered resource provider found for location '" + call.name("location") + "'."));
    }

    private ObjectNode family(String location, String family, String shown) {
        return usage(family, shown, cores(location, family), 350);
    }

    /** Counts the cores of all nodes in a location, or of those of one family. */
    private int cores(String location, String family) {
        int cores = 0;
        for (Resource cluster : cloud.store().ofType(ManagedClusters.TYPE)) {
            if (cluster.body().path("location").stringValue("").equals(location)) {
                for (JsonNode pool : cluster.properties().path("agentPoolProfiles").values()) {
                    cores += size(Json.text(pool, "/vmSize")).filter(size -> family.isEmpty() || size.family.equals(family))
                            .map(Size::cores)
                            .orElse(0) * pool.path("count").asInt(0);
                }
            }
        }
        return cores;
    }

    private static ObjectNode usage(String name, String shown, int used, int limit) {
        ObjectNode usage = Json.object().put("unit", "Count").put("currentValue", used).put("limit", limit);
        usage.putObject("name").put("value", name).put("localizedValue", shown);
        return usage;
    }

    record Size(int cores, String family) {
    }
}

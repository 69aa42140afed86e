package org.uid2chatops.sandbox.azure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.fault.Parameters;

/** How much of its quotas the subscription uses in a region: there is plenty unless a fault says otherwise. */
final class Usages {

    private static final int CORES = 5000;
    private static final Map<String, List<Quota>> QUOTAS = Map.of("Microsoft.Compute",
            List.of(new Quota("cores", "Total Regional vCPUs", CORES), new Quota("virtualMachines", "Virtual Machines", 25000),
                    new Quota("standardDDv5Family", "Standard DDv5 Family vCPUs", CORES),
                    new Quota("standardDDSv5Family", "Standard DDSv5 Family vCPUs", CORES),
                    new Quota("standardDSv5Family", "Standard DSv5 Family vCPUs", CORES),
                    new Quota("standardDADSv5Family", "Standard DADSv5 Family vCPUs", CORES),
                    new Quota("standardDSv2Family", "Standard DSv2 Family vCPUs", CORES)),
            // Names and order as a region answers them
            "Microsoft.ContainerInstance",
            List.of(new Quota("ContainerGroups", "Container Groups", 500), new Quota("StandardCores", "Standard Cores", 500),
                    new Quota("ConfidentialCores", "Confidential cores", 4000),
                    new Quota("ConfidentialContainerGroups", "Confidential container groups", 1000),
                    new Quota("DedicatedContainerGroups", "Dedicated container groups", 0),
                    new Quota("DedicatedCores", "Dedicated cores", 0)),
            "Microsoft.Network",
            List.of(new Quota("VirtualNetworks", "Virtual Networks", 1000), new Quota("PublicIPAddresses", "Public IP Addresses", 1000),
                    new Quota("StandardSkuPublicIpAddresses", "Public IPv4 Addresses - Standard", 1000),
                    new Quota("NatGateways", "Nat Gateways", 1000)));

    private final Cloud cloud;
    private final WorldFaults world;
    private final Map<String, ToIntFunction<String>> counts = new LinkedHashMap<>();

    Usages(Cloud cloud, WorldFaults world) {
        this.cloud = cloud;
        this.world = world;
        add("cores", location -> cores(location, ""));
        QUOTAS.getOrDefault("Microsoft.Compute", List.of()).stream().map(Quota::name).filter(name -> name.startsWith("standard"))
                .forEach(family -> add(family, location -> cores(location, family)));
        add("VirtualNetworks", location -> resources(VirtualNetworks.TYPE, location));
        add("PublicIPAddresses", location -> resources(PublicIps.TYPE, location));
        add("StandardSkuPublicIpAddresses", location -> resources(PublicIps.TYPE, location));
        add("NatGateways", location -> resources(NatGateways.TYPE, location));
    }

    /** Says how to count what is used of a quota in a region. */
    void add(String quota, ToIntFunction<String> count) {
        counts.put(quota, count);
    }

    void register(Routes routes) {
        QUOTAS.forEach((namespace, quotas) -> routes.on("GET",
                "/subscriptions/{subscription}/providers/" + namespace + "/locations/{location}/usages", call -> {
                    String location = Locations.wanted(call);
                    return Reply.of(200, Json.list(quotas.stream().map(quota -> shown(namespace, quota, location)).toList()));
                }));
    }

    /** Returns how much of a quota is used in a region, and how much there is. */
    Usage of(String quota, String location) {
        Optional<Parameters> told = world.quota(quota, location);
        int own = Optional.ofNullable(counts.get(quota)).map(count -> count.applyAsInt(location)).orElse(0);
        int usual = QUOTAS.values().stream().flatMap(List::stream).filter(one -> one.name.equals(quota)).mapToInt(Quota::limit).findFirst()
                .orElse(CORES);
        return new Usage(own + told.map(one -> one.number("used", 0)).orElse(0), told.map(one -> one.number("limit", 0)).orElse(usual));
    }

    private ObjectNode shown(String namespace, Quota quota, String location) {
        Usage usage = of(quota.name, location);
        ObjectNode shown = Json.object();
        if (!namespace.equals("Microsoft.Compute")) {
            shown.put("id", ArmId.SUBSCRIPTION + "/providers/" + namespace + "/locations/" + location + "/usages/" + quota.name);
        }
        shown.put("unit", "Count").put("currentValue", usage.used).put("limit", usage.limit);
        shown.putObject("name").put("value", quota.name).put("localizedValue", quota.shown);
        return shown;
    }

    private int resources(String type, String location) {
        return (int) cloud.store().ofType(type).stream().filter(one -> one.body().path("location").stringValue("").equals(location))
                .count();
    }

    /** Counts the cores of all nodes in a location, or of those of one family. */
    private int cores(String location, String family) {
        return cloud.store().ofType(ManagedClusters.TYPE).stream()
                .filter(cluster -> cluster.body().path("location").stringValue("").equals(location))
                .mapToInt(cluster -> cores(cluster.properties(), family)).sum();
    }

    /** Counts the cores of a cluster's nodes, given its properties, or of those of one family. */
    static int cores(JsonNode properties, String family) {
        return properties.path("agentPoolProfiles").valueStream()
                .mapToInt(pool -> VmSizes.named(Json.text(pool, "/vmSize")).filter(size -> family.isEmpty() || size.family().equals(family))
                        .map(VmSizes.Size::cores).orElse(0) * pool.path("count").asInt(0))
                .sum();
    }

    private record Quota(String name, String shown, int limit) {
    }

    record Usage(int used, int limit) {
        int left() {
            return Math.max(0, limit - used);
        }
    }
}

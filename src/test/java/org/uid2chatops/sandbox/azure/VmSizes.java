package org.uid2chatops.sandbox.azure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.fault.Parameters;

/** The sizes of virtual machines, offered in every region. Source: Azure's descriptions of the series. */
final class VmSizes {

    private static final Pattern BY_LOCATION = Pattern.compile("(?i)\\s*location\\s+eq\\s+'([^']*)'\\s*");
    private static final Map<String, Size> SIZES = new LinkedHashMap<>();

    static {
        for (int cores : new int[]{2, 4, 8, 16}) {
            add("Standard_D" + cores + "d_v5", cores, "standardDDv5Family", 75);
            add("Standard_D" + cores + "ds_v5", cores, "standardDDSv5Family", 75);
            add("Standard_D" + cores + "s_v5", cores, "standardDSv5Family", 0);
            add("Standard_D" + cores + "ads_v5", cores, "standardDADSv5Family", 75);
        }
        SIZES.put("standard_ds2_v2", new Size("Standard_DS2_v2", 2, 7, 14, "standardDSv2Family"));
    }

    private final WorldFaults world;

    VmSizes(WorldFaults world) {
        this.world = world;
    }

    /** Four GB of memory for each core; {@code disk} GB of local disk for two cores. */
    private static void add(String name, int cores, String family, int disk) {
        SIZES.put(name.toLowerCase(Locale.ROOT), new Size(name, cores, cores * 4, disk * cores / 2, family));
    }

    void register(Routes routes) {
        String compute = "/subscriptions/{subscription}/providers/Microsoft.Compute";
        routes.on("GET", compute + "/skus", call -> {
            var filter = BY_LOCATION.matcher(call.parameter("$filter"));
            List<String> locations = filter.matches()
                    ? Locations.normalise(filter.group(1)).map(List::of).orElse(List.of())
                    : List.copyOf(Locations.displayNames().keySet());
            return Reply.of(200, Json.list(locations.stream()
                    .flatMap(location -> SIZES.values().stream().map(size -> sku(size, location))).toList()));
        });
        routes.on("GET", compute + "/locations/{location}/vmSizes", call -> {
            String location = Locations.wanted(call);
            return Reply.of(200, Json.list(SIZES.values().stream().filter(size -> world.restriction(size.name, location).isEmpty())
                    .map(VmSizes::shown).toList()));
        });
    }

    static Optional<Size> named(String name) {
        return Optional.ofNullable(SIZES.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Returns a size, if the subscription may use it in that region. */
    Optional<Size> allowed(String name, String location) {
        return named(name).filter(size -> world.restriction(size.name, location).isEmpty());
    }

    /** Returns the names of those that may be used in a region. */
    List<String> allowed(String location) {
        return SIZES.values().stream().map(Size::name).filter(name -> world.restriction(name, location).isEmpty()).sorted().toList();
    }

    private ObjectNode sku(Size size, String location) {
        ObjectNode sku = Json.object().put("resourceType", "virtualMachines").put("name", size.name).put("tier", "Standard")
                .put("size", size.name.substring("Standard_".length())).put("family", size.family);
        sku.putArray("locations").add(location);
        ObjectNode place = sku.putArray("locationInfo").addObject().put("location", location);
        place.putArray("zones").add("1").add("2").add("3");
        place.putArray("zoneDetails");
        ArrayNode capabilities = sku.putArray("capabilities");
        capability(capabilities, "MaxResourceVolumeMB", "" + size.disk * 1024);
        capability(capabilities, "OSVhdSizeMB", "1047552");
        capability(capabilities, "vCPUs", "" + size.cores);
        capability(capabilities, "HyperVGenerations", "V1,V2");
        capability(capabilities, "MemoryGB", "" + size.memory);
        capability(capabilities, "MaxDataDiskCount", "" + size.cores * 2);
        capability(capabilities, "CpuArchitectureType", "x64");
        capability(capabilities, "LowPriorityCapable", "True");
        capability(capabilities, "PremiumIO", size.family.contains("S") ? "True" : "False");
        capability(capabilities, "vCPUsAvailable", "" + size.cores);
        capability(capabilities, "vCPUsPerCore", "2");
        capability(capabilities, "EphemeralOSDiskSupported", size.disk > 0 ? "True" : "False");
        capability(capabilities, "EncryptionAtHostSupported", "True");
        capability(capabilities, "AcceleratedNetworkingEnabled", "True");
        ArrayNode restrictions = sku.putArray("restrictions");
        world.restriction(size.name, location).map(one -> restriction(one, location)).ifPresent(restrictions::add);
        return sku;
    }

    private static void capability(ArrayNode capabilities, String name, String value) {
        capabilities.addObject().put("name", name).put("value", value);
    }

    private static ObjectNode restriction(Parameters told, String location) {
        ObjectNode restriction = Json.object().put("type", "Location");
        restriction.putArray("values").add(location);
        restriction.putObject("restrictionInfo").putArray("locations").add(location);
        return restriction.put("reasonCode", told.text("reason", "NotAvailableForSubscription"));
    }

    private static ObjectNode shown(Size size) {
        return Json.object().put("name", size.name).put("numberOfCores", size.cores).put("osDiskSizeInMB", 1_047_552)
                .put("resourceDiskSizeInMB", size.disk * 1024).put("memoryInMB", size.memory * 1024)
                .put("maxDataDiskCount", size.cores * 2);
    }

    /**
     * A size.
     *
     * @param memory in GB
     * @param disk local disk in GB
     */
    record Size(String name, int cores, int memory, int disk, String family) {
    }
}

package org.uid2chatops.sandbox.azure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

/** The regions of the simulated Azure. */
final class Locations {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        for (String name : new String[]{"East US", "East US 2", "West US", "West US 2", "West US 3", "South Central US", "Central US",
                "Central India", "East Asia", "Japan East", "Southeast Asia", "UAE North", "North Europe", "West Europe",
                "Germany West Central", "Italy North", "Switzerland North"}) {
            NAMES.put(name.replace(" ", "").toLowerCase(Locale.ROOT), name);
        }
    }

    private Locations() {
    }

    /** Returns the short form of a region, given either form. */
    static Optional<String> normalise(String location) {
        String name = location.replace(" ", "").toLowerCase(Locale.ROOT);
        return NAMES.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    /** Returns the short form of the region that a call's path names. */
    static String wanted(ArmCall call) {
        return normalise(call.name("location")).orElseThrow(() -> Refusal.of(400, "NoRegisteredProviderFound",
                "No registered resource provider found for location '" + call.name("location") + "'."));
    }

    static String all() {
        return String.join(",", NAMES.keySet());
    }

    static Map<String, String> displayNames() {
        return NAMES;
    }

    /** Returns a region as {@code GET …/locations} lists it. */
    static ObjectNode shown(String name) {
        ObjectNode location = Json.object().put("id", ArmId.SUBSCRIPTION + "/locations/" + name).put("name", name).put("type", "Region")
                .put("displayName", NAMES.get(name)).put("regionalDisplayName", NAMES.get(name));
        location.putObject("metadata").put("regionType", "Physical").put("regionCategory", "Recommended");
        return location;
    }
}

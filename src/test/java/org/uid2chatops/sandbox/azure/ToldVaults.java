package org.uid2chatops.sandbox.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.fault.Parameters;

/** The soft-deleted vaults that are there because a fault says so. Guarded by {@link Cloud}. */
final class ToldVaults {

    private final Cloud cloud;
    private final WorldFaults world;
    private final UnaryOperator<String> open;
    private final List<Vault> made = new ArrayList<>();

    ToldVaults(Cloud cloud, WorldFaults world, UnaryOperator<String> open) {
        this.cloud = cloud;
        this.world = world;
        this.open = open;
    }

    /** Brings the vaults, by their names in small letters, in line with the faults that are on. */
    void settle(Map<String, Vault> vaults) {
        List<Parameters> told = world.softDeletedVaults();
        made.stream().filter(vault -> vault.deleted() != null && told.stream().noneMatch(one -> one.allows("name", vault.name())))
                .forEach(vault -> vaults.remove(key(vault.name()), vault));
        made.removeIf(vault -> vaults.get(key(vault.name())) != vault);
        told.forEach(one -> vaults.computeIfAbsent(key(one.text("name")), _ -> make(one)));
    }

    /** Ends what was told of a vault that is there again, or gone for good. */
    void over(String name) {
        made.removeIf(vault -> vault.name().equalsIgnoreCase(name));
        world.vaultIsBack(name);
    }

    private Vault make(Parameters told) {
        String name = told.text("name");
        String group = told.text("group", cloud.placeOfVault(name).map(Place::resourceGroup).orElse("my-vn-aks"));
        String id = ArmId.groupId(group) + "/providers/" + Vaults.TYPE + "/" + name;
        String url = open.apply(name);
        ObjectNode body = Json.object().put("id", id).put("name", name).put("type", Vaults.TYPE).put("location",
                Locations.normalise(told.text("location", Place.LOCATION)).orElse(Place.LOCATION));
        body.putObject("tags");
        body.putObject("systemData").put("createdBy", Place.OBJECT_ID).put("createdByType", "Application");
        ObjectNode properties = body.putObject("properties").put("tenantId", Place.TENANT).put("enabledForDeployment", false)
                .put("enableSoftDelete", true).put("softDeleteRetentionInDays", 90).put("enableRbacAuthorization", true)
                .put("vaultUri", url + "/").put("provisioningState", "Succeeded").put("publicNetworkAccess", "Enabled");
        properties.putObject("sku").put("family", "A").put("name", "standard");
        properties.putArray("accessPolicies");
        if (told.flag("purgeProtected", true)) {
            properties.put("enablePurgeProtection", true);
        }
        var vault = new Vault(new Resource(id, Vaults.TYPE, cloud.now(), body), url);
        vault.delete(cloud.now());
        made.add(vault);
        return vault;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

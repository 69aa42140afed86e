package org.uid2chatops.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A target of the sandbox's configuration, as far as the world has to know it.
 *
 * @param name of the target
 * @param environment {@code integ} or {@code prod}
 */
public record Place(String name, String environment, String resourceGroup, String virtualNetwork, String publicIp, String natGateway,
        String cluster, String keyVault, String keyVaultSecret, String managedIdentity) {

    public static final String TENANT = "7e57e57e-0000-4000-8000-000000000001";
    public static final String SUBSCRIPTION = "5ab5c21b-0000-4000-8000-000000000002";
    /** The bot's app registration. */
    public static final String CLIENT_ID = "b07b07b0-0000-4000-8000-000000000003";
    /** The bot's service principal: the {@code oid} of its tokens. */
    public static final String OBJECT_ID = "b07b07b0-0000-4000-8000-000000000004";
    public static final String CLIENT_SECRET = "sandbox-client-secret";
    public static final String LOCATION = "eastus";
    /** The guide's own names. */
    public static final Place INTEG = new Place("integ", "integ", "my-vn-aks", "my-vnet", "my-public-ip", "my-nat-gateway", "myvncluster",
            "my-vn-aks-vault", "my-vn-aks-opr-key-name", "my-vn-aks-opr-id");

    /** Returns {@code integ} with the guide's own names, {@code prod}, and {@code site-001}… */
    public static List<Place> all(int sites) {
        var all = new ArrayList<Place>();
        all.add(INTEG);
        all.add(named("prod", "prod"));
        for (int i = 1; i <= sites; i++) {
            all.add(named(String.format(Locale.ROOT, "site-%03d", i), "integ"));
        }
        return all;
    }

    /** Returns whether an id or a request's path is of the target's resource group or of something in it. */
    public boolean holds(String path) {
        return (path.toLowerCase(Locale.ROOT) + "/").contains("/resourcegroups/" + resourceGroup.toLowerCase(Locale.ROOT) + "/");
    }

    private static Place named(String name, String environment) {
        return new Place(name, environment, "uid2-" + name, "uid2-" + name + "-vnet", "uid2-" + name + "-ip", "uid2-" + name + "-nat",
                "uid2-" + name + "-aks", "uid2-" + name + "-vault", "uid2-" + name + "-operator-key", "uid2-" + name + "-operator");
    }

    /** Returns the target whose resource group that is, or the group's name. */
    public static String targetOf(List<Place> places, String resourceGroup) {
        return places.stream().filter(place -> place.resourceGroup().equalsIgnoreCase(resourceGroup)).map(Place::name).findFirst()
                .orElse(resourceGroup);
    }
}

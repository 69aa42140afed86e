package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.List;

import org.uid2chatops.config.Target;

/** The actions that the bot's requests need, and where. Source: Azure's list of resource provider operations. */
final class RequiredRights {

    private static final List<String> IN_GROUP = List.of("Microsoft.Network/publicIPAddresses/write",
            "Microsoft.Network/publicIPAddresses/join/action", "Microsoft.Network/natGateways/write",
            "Microsoft.Network/natGateways/join/action", "Microsoft.Network/virtualNetworks/write",
            "Microsoft.Network/virtualNetworks/subnets/write", "Microsoft.Network/virtualNetworks/subnets/join/action",
            "Microsoft.ContainerService/managedClusters/write",
            "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
            "Microsoft.ManagedIdentity/userAssignedIdentities/write", "Microsoft.KeyVault/vaults/write");
    private static final String GRANT = "Microsoft.Authorization/roleAssignments/write";

    private RequiredRights() {
    }

    /** Some actions at one scope. */
    record At(String scope, List<String> actions) {
    }

    /** Returns what is needed now: where the resource group is not there yet, the rights must come from the subscription. */
    static List<At> of(Arm arm, Target target) {
        var ids = new ArmIds(target);
        boolean group = Arm.found(() -> arm.resources().getResourceGroups().get(target.names().resourceGroup())).isPresent();
        var inGroup = new ArrayList<>(IN_GROUP);
        inGroup.add(GRANT);
        var above = new ArrayList<String>();
        if (!group) {
            above.add("Microsoft.Resources/subscriptions/resourceGroups/write");
            above.addAll(inGroup);
        }
        if (arm.cluster(target).isEmpty() && group) {
            // the node resource group is made by AKS beside the target's, and the kubelet's role is granted there
            above.add(GRANT);
        }
        if (!ProviderRegistrations.missing(arm).isEmpty()) {
            ProviderRegistrations.missing(arm).forEach(namespace -> above.add(namespace + "/register/action"));
        }
        var all = new ArrayList<At>();
        if (!above.isEmpty()) {
            all.add(new At(ids.subscription(), above));
        }
        if (group) {
            all.add(new At(ids.group(), inGroup));
        }
        return all;
    }
}

package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.uid2chatops.config.GrantPolicy;
import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;

/** The actions that the bot's requests need, and where. Source: Azure's list of resource provider operations. */
final class RequiredRights {

    private static final String GRANT = "Microsoft.Authorization/roleAssignments/write";
    private static final Map<ResourceKind, List<String>> MAKING = Map.of(
            ResourceKind.PUBLIC_IP,
            List.of("Microsoft.Network/publicIPAddresses/write", "Microsoft.Network/publicIPAddresses/join/action"),
            ResourceKind.NAT_GATEWAY, List.of("Microsoft.Network/natGateways/write", "Microsoft.Network/natGateways/join/action"),
            ResourceKind.VIRTUAL_NETWORK,
            List.of("Microsoft.Network/virtualNetworks/write", "Microsoft.Network/virtualNetworks/subnets/write",
                    "Microsoft.Network/virtualNetworks/subnets/join/action"),
            ResourceKind.CLUSTER, List.of("Microsoft.ContainerService/managedClusters/write"),
            ResourceKind.MANAGED_IDENTITY, List.of("Microsoft.ManagedIdentity/userAssignedIdentities/write"),
            ResourceKind.KEY_VAULT, List.of("Microsoft.KeyVault/vaults/write"));
    private static final List<String> USING_NETWORK = List.of("Microsoft.Network/virtualNetworks/subnets/write",
            "Microsoft.Network/virtualNetworks/subnets/join/action");
    private static final String CREDENTIALS = "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action";

    private RequiredRights() {
    }

    /** Some actions at one scope. */
    record At(String scope, List<String> actions) {
    }

    /** Returns what is needed now: where the resource group is not there yet, the rights must come from the subscription. */
    static List<At> of(Arm arm, Target target) {
        var ids = new ArmIds(target);
        var needed = new LinkedHashMap<String, Set<String>>();
        boolean group = Arm.found(() -> arm.resources().getResourceGroups().get(target.names().resourceGroup())).isPresent();
        String home = group ? ids.group() : ids.subscription();
        if (!group && target.manages(ResourceKind.RESOURCE_GROUP)) {
            at(needed, ids.subscription()).add("Microsoft.Resources/subscriptions/resourceGroups/write");
        }
        for (ResourceKind kind : ResourceKind.values()) {
            if (target.manages(kind)) {
                at(needed, home).addAll(MAKING.getOrDefault(kind, List.of()));
            }
        }
        if (!target.manages(ResourceKind.VIRTUAL_NETWORK) && !target.network().subnets().isEmpty()) {
            at(needed, ids.of(ResourceKind.VIRTUAL_NETWORK)).addAll(USING_NETWORK);
        }
        boolean cluster = arm.cluster(target).isPresent();
        at(needed, cluster ? ids.of(ResourceKind.CLUSTER) : home).add(CREDENTIALS);
        if (target.grants() == GrantPolicy.CREATE) {
            // the node resource group is made by AKS beside the target's, and the kubelet's role is granted there
            at(needed, cluster ? home : ids.subscription()).add(GRANT);
        }
        arm.registrations().missing().forEach(namespace -> at(needed, ids.subscription()).add(namespace + "/register/action"));
        return needed.entrySet().stream().filter(one -> !one.getValue().isEmpty())
                .map(one -> new At(one.getKey(), new ArrayList<>(one.getValue()))).toList();
    }

    private static Set<String> at(Map<String, Set<String>> needed, String scope) {
        return needed.computeIfAbsent(scope, _ -> new LinkedHashSet<>());
    }
}

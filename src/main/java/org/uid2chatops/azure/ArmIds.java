package org.uid2chatops.azure;

import org.uid2chatops.config.Target;

/** The ARM ids of a target's resources, made of names. Azure may spell them in another case: compare with {@link #same}. */
record ArmIds(Target target) {

    String subscription() {
        return "/subscriptions/" + target.subscriptionId();
    }

    String group() {
        return group(target.names().resourceGroup());
    }

    String group(String name) {
        return subscription() + "/resourceGroups/" + name;
    }

    String publicIp() {
        return network("publicIPAddresses", target.names().publicIp());
    }

    String natGateway() {
        return network("natGateways", target.names().natGateway());
    }

    String subnet(Target.Subnet subnet) {
        return network("virtualNetworks", target.names().virtualNetwork()) + "/subnets/" + subnet.name();
    }

    String vault() {
        return group() + "/providers/Microsoft.KeyVault/vaults/" + target.names().keyVault();
    }

    String identity() {
        return group() + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + target.names().managedIdentity();
    }

    String role(Role role) {
        return subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + role.id();
    }

    private String network(String type, String name) {
        return group() + "/providers/Microsoft.Network/" + type + "/" + name;
    }

    static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }
}

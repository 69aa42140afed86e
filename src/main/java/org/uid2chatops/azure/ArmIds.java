package org.uid2chatops.azure;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;

/** The ARM ids of a target's resources, made of groups and names. Azure may spell them in another case: compare with {@link #same}. */
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

    /** Returns the id of the target's resource of that kind, in whichever group that is. */
    String of(ResourceKind kind) {
        Target.Resource resource = target.resource(kind);
        return kind == ResourceKind.RESOURCE_GROUP
                ? group(resource.name())
                : group(resource.group()) + "/providers/" + kind.type() + "/" + resource.name();
    }

    String publicIp() {
        return of(ResourceKind.PUBLIC_IP);
    }

    String natGateway() {
        return of(ResourceKind.NAT_GATEWAY);
    }

    String virtualNetwork() {
        return of(ResourceKind.VIRTUAL_NETWORK);
    }

    String subnet(Target.Subnet subnet) {
        return virtualNetwork() + "/subnets/" + subnet.name();
    }

    String vault() {
        return of(ResourceKind.KEY_VAULT);
    }

    String role(Role role) {
        return subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + role.id();
    }

    static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }
}

package org.uid2chatops.azure;

import java.util.Optional;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Target.Care;

/** Why a target does not need a public address or a NAT gateway of its own. */
final class NatNeeds {

    private NatNeeds() {
    }

    /** Returns why no public address is needed; an address that is to be used is looked at all the same. */
    static Optional<String> noAddress(Target target) {
        if (!target.manages(ResourceKind.PUBLIC_IP)) {
            return Optional.empty();
        }
        return target.manages(ResourceKind.NAT_GATEWAY)
                ? noGateway(target)
                : Optional.of("NAT gateway " + target.names().natGateway() + " is used as it is, with the address it has");
    }

    /** Returns why no NAT gateway is needed; one that is to be used is looked at all the same. */
    static Optional<String> noGateway(Target target) {
        Target.Subnet subnet = target.network().containerSubnet();
        return target.manages(ResourceKind.NAT_GATEWAY) && subnet.care() == Care.USED
                ? Optional.of("subnet " + subnet.name() + " of " + target.names().virtualNetwork()
                        + " is used as it is, with the NAT gateway it has")
                : Optional.empty();
    }
}

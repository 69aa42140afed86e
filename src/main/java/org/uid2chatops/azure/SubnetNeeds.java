package org.uid2chatops.azure;

import java.util.Optional;

import com.azure.core.management.SubResource;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;

import org.uid2chatops.config.Cidr;
import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;

/** What a deployment needs of the subnets that are only used, and of those that the bot keeps in a network that is only used. */
final class SubnetNeeds {

    /** Addresses of every subnet that Azure keeps for itself. */
    private static final int KEPT = 5;
    /** What Azure CNI sets aside for a node: itself and 30 pods. */
    private static final int PER_NODE = 31;

    private SubnetNeeds() {
    }

    /** Returns why a subnet that is to be used as it is cannot be. */
    static Optional<Cause> used(Optional<SubnetInner> found, Target.Subnet subnet, Target target) {
        String id = new ArmIds(target).subnet(subnet);
        boolean nodes = subnet.equals(target.network().clusterSubnet());
        String property = nodes ? "use.subnet-aks" : "use.subnet-cg";
        return found.isEmpty()
                ? Optional.of(Fitness.missing("subnet", id, target, property))
                : (nodes ? nodes(found.get(), id, target) : containers(found.get(), id, target)).cause("subnet", id, target, property);
    }

    private static Fitness nodes(SubnetInner found, String id, Target target) {
        Optional<String> delegation = SubnetBodies.delegatedTo(found);
        String another = "Name another subnet in " + target.property("use.subnet-aks")
                + ", or remove that setting and the bot makes one.";
        var fitness = new Fitness().needs("delegation", delegation.orElse(null), "none, since AKS refuses nodes in a delegated subnet",
                delegation.isEmpty(), another);
        String prefix = SubnetBodies.prefix(found);
        if (target.manages(ResourceKind.CLUSTER) && prefix != null && Cidr.isValid(prefix)) {
            // one node more than the most, for upgrades
            long wanted = (target.cluster().maxCount() + 1L) * PER_NODE;
            fitness.needs("range", prefix,
                    "one with room for " + wanted + " addresses (" + target.cluster().maxCount() + " nodes, one more in "
                            + "upgrades, and 30 pods on each)",
                    Cidr.size(prefix) - KEPT >= wanted,
                    "Set " + target.property("node-count-max") + " to fewer nodes. " + another);
        }
        return fitness;
    }

    private static Fitness containers(SubnetInner found, String id, Target target) {
        String service = target.network().containerSubnet().delegation().orElse("");
        Optional<String> delegation = SubnetBodies.delegatedTo(found);
        Optional<String> gateway = Optional.ofNullable(found.natGateway()).map(SubResource::id);
        String own = new ArmIds(target).natGateway();
        boolean any = target.manages(ResourceKind.NAT_GATEWAY);
        return new Fitness()
                .needs("delegation", delegation.orElse("none"), service, delegation.filter(service::equalsIgnoreCase).isPresent(),
                        "Delegate it with `az network vnet subnet update --ids " + id + " --delegations " + service + "`.")
                .needs("NAT gateway", gateway.orElse("none"), any ? "one, by which the operator reaches UID2" : own,
                        gateway.filter(one -> any || ArmIds.same(one, own)).isPresent(),
                        "Attach it with `az network vnet subnet update --ids " + id + " --nat-gateway " + (any ? "GATEWAY" : own) + "`.");
    }

    /** Returns why a subnet that the bot would keep as wanted cannot be: it is there already, in a network that others own. */
    static Optional<Cause> inUsedNetwork(SubnetInner found, Target.Subnet wanted, Target target) {
        String property = target.property("subnets." + wanted.name());
        String use = target.property("use.subnet-" + wanted.name());
        String id = new ArmIds(target).subnet(wanted);
        String prefix = SubnetBodies.prefix(found);
        String delegation = SubnetBodies.delegatedTo(found).orElse("none");
        String needed = wanted.delegation().orElse("none");
        return new Fitness()
                .needs("address prefix", prefix, wanted.prefix(), wanted.prefix().equals(prefix),
                        "If it is meant for the operator, set " + property + "=" + prefix + ", or " + use + "=" + id + ".")
                .needs("delegation", delegation, needed, delegation.equalsIgnoreCase(needed),
                        "If it is meant for the operator, set its delegation right; if not, name another network.")
                .cause("subnet", id, target, ResourceKind.VIRTUAL_NETWORK.useProperty());
    }
}

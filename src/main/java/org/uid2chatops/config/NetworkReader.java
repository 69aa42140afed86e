package org.uid2chatops.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.uid2chatops.config.Target.Care;
import org.uid2chatops.config.Target.Network;
import org.uid2chatops.config.Target.Resource;
import org.uid2chatops.config.Target.Subnet;

/** Reads a target's address ranges and subnets. */
final class NetworkReader {

    private static final String DELEGATION = "Microsoft.ContainerInstance/containerGroups";
    private static final String RANGE = "Write an IPv4 range like 10.1.0.0/16, with zeros behind the prefix.";

    private final TargetSettings settings;
    private final ResourcesReader resources;
    private final boolean makesNetwork;
    private final boolean makesCluster;

    NetworkReader(TargetSettings settings, ResourcesReader resources, Map<ResourceKind, Resource> all) {
        this.settings = settings;
        this.resources = resources;
        this.makesNetwork = managed(all, ResourceKind.VIRTUAL_NETWORK);
        this.makesCluster = managed(all, ResourceKind.CLUSTER);
    }

    private static boolean managed(Map<ResourceKind, Resource> all, ResourceKind kind) {
        return Optional.ofNullable(all.get(kind)).map(Resource::managed).orElse(true);
    }

    Network read() {
        String network = "use.virtual-network uses a network as it is";
        String cluster = "use.cluster uses a cluster as it is";
        var read = new Network(makesNetwork ? range("address-space", "10.0.0.0/8") : nothing("address-space", network),
                makesNetwork
                        ? new Subnet("default", range("subnets.default", "10.0.0.0/24"), Optional.empty(), Care.MANAGED)
                        : new Subnet("default", nothing("subnets.default", network), Optional.empty(), Care.NONE),
                nodes(cluster), containers(), makesCluster ? range("service-cidr", "10.4.0.0/16") : nothing("service-cidr", cluster),
                makesCluster
                        ? settings.get("dns-service-ip", "10.4.0.10", Cidr::isAddress,
                                "Write an IPv4 address inside the service range, like 10.4.0.10.")
                        : nothing("dns-service-ip", cluster));
        if (readable(read)) {
            consistent(read);
        }
        return read;
    }

    private Subnet nodes(String cluster) {
        Optional<String> used = resources.usedSubnet("use.subnet-aks");
        if (used.isPresent()) {
            return new Subnet(used.get(), nothing("subnets.aks", "use.subnet-aks uses a subnet with its own range"), Optional.empty(),
                    Care.USED);
        }
        return makesCluster
                ? new Subnet("aks", range("subnets.aks", "10.1.0.0/16"), Optional.empty(), Care.MANAGED)
                : new Subnet("aks", nothing("subnets.aks", cluster), Optional.empty(), Care.NONE);
    }

    private Subnet containers() {
        Optional<String> used = resources.usedSubnet("use.subnet-cg");
        if (used.isEmpty()) {
            return new Subnet("cg", range("subnets.cg", "10.2.0.0/16"), Optional.of(DELEGATION), Care.MANAGED);
        }
        if (!used.get().equalsIgnoreCase("cg")) {
            settings.mistake("use.subnet-cg", "the subnet is called " + used.get() + ", but the virtual node looks for one called cg",
                    "Name a subnet called cg, or remove use.subnet-cg and the bot makes one.");
        }
        return new Subnet("cg", nothing("subnets.cg", "use.subnet-cg uses a subnet with its own range"), Optional.of(DELEGATION),
                Care.USED);
    }

    private String range(String name, String otherwise) {
        return settings.get(name, otherwise, Cidr::isValid, RANGE);
    }

    private String nothing(String name, String why) {
        settings.ignored(name, why);
        return "";
    }

    private boolean readable(Network network) {
        return (!makesNetwork || Cidr.isValid(network.addressSpace()))
                && (!makesCluster || Cidr.isValid(network.serviceCidr()) && Cidr.isAddress(network.dnsServiceIp()))
                && network.subnets().stream().allMatch(subnet -> Cidr.isValid(subnet.prefix()));
    }

    /** The service range may lie inside the network's, as the guide's does, but not inside a subnet. */
    private void consistent(Network network) {
        if (makesCluster && !Cidr.holds(network.serviceCidr(), network.dnsServiceIp())) {
            settings.mistake("dns-service-ip", network.dnsServiceIp() + " is not in service-cidr " + network.serviceCidr(),
                    "Write an address inside the service range, like 10.4.0.10 in 10.4.0.0/16.");
        }
        List<Subnet> subnets = network.subnets();
        for (int i = 0; i < subnets.size(); i++) {
            Subnet subnet = subnets.get(i);
            if (makesNetwork && !Cidr.within(network.addressSpace(), subnet.prefix())) {
                settings.mistake("subnets." + subnet.name(), subnet.prefix() + " is not in address-space " + network.addressSpace(),
                        "Write a range inside the network's.");
            }
            if (makesCluster && Cidr.overlap(subnet.prefix(), network.serviceCidr())) {
                settings.mistake("service-cidr", network.serviceCidr() + " overlaps subnet " + subnet.name() + " " + subnet.prefix(),
                        "Write a range that no subnet has.");
            }
            for (Subnet other : subnets.subList(i + 1, subnets.size())) {
                if (Cidr.overlap(subnet.prefix(), other.prefix())) {
                    settings.mistake("subnets." + other.name(),
                            other.prefix() + " overlaps subnet " + subnet.name() + " " + subnet.prefix(),
                            "Give each subnet a range of its own.");
                }
            }
        }
    }
}

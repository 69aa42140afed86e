package org.uid2chatops.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.uid2chatops.config.Target.Cluster;
import org.uid2chatops.config.Target.Names;
import org.uid2chatops.config.Target.Network;
import org.uid2chatops.config.Target.Subnet;

/**
 * Makes a target of its settings, with the guide's values where none is given. Source of the defaults: the guide,
 * "Prepare Environment Variables" and the commands after it; of the name rules: Azure's "Naming rules and restrictions
 * for Azure resources".
 */
final class TargetReader {

    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final String DELEGATION = "Microsoft.ContainerInstance/containerGroups";
    private static final String RANGE = "Write an IPv4 range like 10.1.0.0/16, with zeros behind the prefix.";

    private final AzureCredential ambient;

    /** @param ambient the credential of targets that name none */
    TargetReader(AzureCredential ambient) {
        this.ambient = ambient;
    }

    Target read(String name, TargetSettings settings) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,61}[a-z0-9]|[a-z0-9]")) {
            settings.mistake("*", "\"" + name + "\" is not possible as the name of a target",
                    "Use lower-case letters, digits and hyphens, at most 63.");
        }
        var environment = environment(settings);
        return new Target(name, environment,
                settings.require("subscription-id", matches(GUID), "Write the subscription's id: `az account show --query id`."),
                credential(settings), location(settings), settings.below("tags"), names(settings), network(settings), cluster(settings),
                path(settings, "release", "Name the directory that holds the release's operator.yaml."), operatorKey(settings),
                path(settings, "chart", "Name the directory of the virtual-node chart (Helm/virtualnode of its repository)."),
                settings.flag("approval", environment == DeploymentEnvironment.PROD));
    }

    private static DeploymentEnvironment environment(TargetSettings settings) {
        String label = settings.require("environment", matches("integ|prod"), "Write integ or prod.");
        return Arrays.stream(DeploymentEnvironment.values()).filter(known -> known.label().equals(label)).findFirst()
                .orElse(DeploymentEnvironment.PROD);
    }

    private AzureCredential credential(TargetSettings settings) {
        Optional<String> tenant = settings.get("tenant-id");
        Optional<String> client = settings.get("client-id");
        Optional<String> secret = settings.get("client-secret");
        if (tenant.isPresent() && client.isPresent() && secret.isPresent()) {
            return new AzureCredential.ClientSecret(tenant.get(), client.get(), secret.get());
        }
        for (var part : Map.of("tenant-id", tenant, "client-id", client, "client-secret", secret).entrySet()) {
            if (part.getValue().isEmpty() && (tenant.isPresent() || client.isPresent() || secret.isPresent())) {
                settings.mistake(part.getKey(), "is missing",
                        "tenant-id, client-id and client-secret go together; or leave out all three.");
            }
        }
        return ambient;
    }

    /** People write {@code East US}; Azure's own tools take {@code eastus}. */
    private static String location(TargetSettings settings) {
        return settings
                .require("location", matches("[A-Za-z][A-Za-z0-9 ]{2,40}"),
                        "Write a location like eastus or \"East US\": `az account list-locations`.")
                .replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private static Names names(TargetSettings settings) {
        return new Names(
                settings.get("resource-group", "my-vn-aks", matches("[\\w.()-]{0,89}[\\w()-]"),
                        "1 to 90 letters, digits, . _ ( ) -, not ending with a dot."),
                settings.get("virtual-network", "my-vnet", matches("[A-Za-z0-9][\\w.-]{0,62}[A-Za-z0-9_]"),
                        "2 to 64 letters, digits, . _ -; first a letter or digit."),
                settings.get("public-ip", "my-public-ip", matches("[A-Za-z0-9]([\\w.-]{0,78}[A-Za-z0-9_])?"),
                        "1 to 80 letters, digits, . _ -."),
                settings.get("nat-gateway", "my-nat-gateway", matches("[A-Za-z0-9]([\\w.-]{0,78}[A-Za-z0-9_])?"),
                        "1 to 80 letters, digits, . _ -."),
                settings.get("cluster", "myvncluster", matches("[A-Za-z0-9]([\\w-]{0,61}[A-Za-z0-9])?"),
                        "1 to 63 letters, digits, _ -; first and last a letter or digit."),
                settings.get("key-vault", "my-vn-aks-vault", matches("(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]"),
                        "3 to 24 letters, digits and single hyphens; first a letter, last a letter or digit."),
                settings.get("key-vault-secret", "my-vn-aks-opr-key-name", matches("[A-Za-z0-9-]{1,127}"),
                        "1 to 127 letters, digits and hyphens."),
                settings.get("managed-identity", "my-vn-aks-opr-id", matches("[A-Za-z0-9][\\w-]{2,127}"),
                        "3 to 128 letters, digits, _ -; first a letter or digit."));
    }

    private static Network network(TargetSettings settings) {
        var network = new Network(settings.get("address-space", "10.0.0.0/8", Cidr::isValid, RANGE),
                new Subnet("default", settings.get("subnets.default", "10.0.0.0/24", Cidr::isValid, RANGE), Optional.empty()),
                new Subnet("aks", settings.get("subnets.aks", "10.1.0.0/16", Cidr::isValid, RANGE), Optional.empty()),
                new Subnet("cg", settings.get("subnets.cg", "10.2.0.0/16", Cidr::isValid, RANGE), Optional.of(DELEGATION)),
                settings.get("service-cidr", "10.4.0.0/16", Cidr::isValid, RANGE),
                settings.get("dns-service-ip", "10.4.0.10", Cidr::isAddress,
                        "Write an IPv4 address inside the service range, like 10.4.0.10."));
        if (readable(network)) {
            consistent(network, settings);
        }
        return network;
    }

    private static boolean readable(Network network) {
        return Cidr.isValid(network.addressSpace()) && Cidr.isValid(network.serviceCidr()) && Cidr.isAddress(network.dnsServiceIp())
                && network.subnets().stream().allMatch(subnet -> Cidr.isValid(subnet.prefix()));
    }

    /** The service range may lie inside the network's, as the guide's does, but not inside a subnet. */
    private static void consistent(Network network, TargetSettings settings) {
        if (!Cidr.holds(network.serviceCidr(), network.dnsServiceIp())) {
            settings.mistake("dns-service-ip", network.dnsServiceIp() + " is not in service-cidr " + network.serviceCidr(),
                    "Write an address inside the service range, like 10.4.0.10 in 10.4.0.0/16.");
        }
        var subnets = network.subnets();
        for (int i = 0; i < subnets.size(); i++) {
            Subnet subnet = subnets.get(i);
            if (!Cidr.within(network.addressSpace(), subnet.prefix())) {
                settings.mistake("subnets." + subnet.name(), subnet.prefix() + " is not in address-space " + network.addressSpace(),
                        "Write a range inside the network's.");
            }
            if (Cidr.overlap(subnet.prefix(), network.serviceCidr())) {
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

    private static Cluster cluster(TargetSettings settings) {
        String version = settings.get("kubernetes-version", "", matches("|1\\.\\d{2}(\\.\\d{1,3})?"),
                "Write a version like 1.34 or 1.34.9, or leave it out for the newest tested one: `az aks get-versions`.");
        int least = settings.number("node-count-min", 2, 1, 1000);
        int most = settings.number("node-count-max", 5, 1, 1000);
        int count = settings.number("node-count", 2, 1, 1000);
        if (least > most || count < least || count > most) {
            settings.mistake("node-count", count + " does not lie between node-count-min " + least + " and node-count-max " + most,
                    "The guide starts 2 nodes and lets the autoscaler move between 2 and 5.");
        }
        return new Cluster(version.isEmpty() ? Optional.empty() : Optional.of(version),
                settings.get("node-pool", "oprnodepool", matches("[a-z][a-z0-9]{0,11}"),
                        "1 to 12 lower-case letters and digits, first a letter."),
                settings.get("vm-size", "Standard_D4d_v5", matches("[A-Za-z]+_[A-Za-z0-9_-]+"), "Write a size like Standard_D4d_v5."),
                count,
                least, most);
    }

    private static Path path(TargetSettings settings, String name, String rule) {
        return Path.of(settings.require(name, value -> !value.contains("\0"), rule));
    }

    private static OperatorKeySource operatorKey(TargetSettings settings) {
        return settings.get("operator-key-file").<OperatorKeySource>map(file -> new OperatorKeySource.MountedFile(Path.of(file)))
                .orElseGet(OperatorKeySource.InVault::new);
    }

    private static Predicate<String> matches(String pattern) {
        return value -> value.matches(pattern);
    }
}

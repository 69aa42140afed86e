package org.uid2chatops.config;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.uid2chatops.config.Target.Resource;

import static org.uid2chatops.config.TargetReader.matches;

/**
 * Reads which resources a target has: names of those that the bot makes, ARM ids of those that exist and are used. Source
 * of the name rules: Azure's "Naming rules and restrictions for Azure resources".
 */
final class ResourcesReader {

    private static final String SUBNETS = "Microsoft.Network/virtualNetworks/subnets";
    private static final String SUBNET_COMMAND = "az network vnet subnet show --resource-group GROUP --vnet-name NETWORK --name NAME --query id";

    private final TargetSettings settings;
    private final String subscription;
    private final Map<ResourceKind, Resource> found = new EnumMap<>(ResourceKind.class);

    ResourcesReader(TargetSettings settings, String subscription) {
        this.settings = settings;
        this.subscription = subscription;
    }

    Map<ResourceKind, Resource> read() {
        String group = settings.get("resource-group", "my-vn-aks", matches("[\\w.()-]{0,89}[\\w()-]"),
                "1 to 90 letters, digits, . _ ( ) -, not ending with a dot.");
        found.put(ResourceKind.RESOURCE_GROUP, new Resource(group, group, settings.flag("resource-group.create", true)));
        add(ResourceKind.VIRTUAL_NETWORK, "my-vnet", "[A-Za-z0-9][\\w.-]{0,62}[A-Za-z0-9_]",
                "2 to 64 letters, digits, . _ -; first a letter or digit.");
        add(ResourceKind.PUBLIC_IP, "my-public-ip", "[A-Za-z0-9]([\\w.-]{0,78}[A-Za-z0-9_])?", "1 to 80 letters, digits, . _ -.");
        add(ResourceKind.NAT_GATEWAY, "my-nat-gateway", "[A-Za-z0-9]([\\w.-]{0,78}[A-Za-z0-9_])?", "1 to 80 letters, digits, . _ -.");
        add(ResourceKind.CLUSTER, "myvncluster", "[A-Za-z0-9]([\\w-]{0,61}[A-Za-z0-9])?",
                "1 to 63 letters, digits, _ -; first and last a letter or digit.");
        add(ResourceKind.KEY_VAULT, "my-vn-aks-vault", "(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]",
                "3 to 24 letters, digits and single hyphens; first a letter, last a letter or digit.");
        add(ResourceKind.MANAGED_IDENTITY, "my-vn-aks-opr-id", "[A-Za-z0-9][\\w-]{2,127}",
                "3 to 128 letters, digits, _ -; first a letter or digit.");
        return found;
    }

    private void add(ResourceKind kind, String otherwise, String pattern, String rule) {
        String property = kind.property();
        Optional<ResourceId> id = id(kind.useProperty(), kind.type(), kind.idCommand());
        if (id.isEmpty()) {
            String name = settings.get(property, otherwise, matches(pattern), rule);
            ReservedWords.in(name).ifPresent(word -> settings.mistake(property,
                    "\"" + name + "\" is not possible: Azure reserves the word " + word.toLowerCase(Locale.ROOT),
                    "Write a name without it."));
            found.put(kind, new Resource(target(), name, true));
            return;
        }
        ResourceId used = id.get();
        settings.get(property).filter(name -> !name.equalsIgnoreCase(used.name())).ifPresent(name -> settings.mistake(kind.useProperty(),
                "it names " + used.name() + ", but " + property + " names " + name, "Remove " + property + ", or write the same name."));
        settings.effective(property, used.name());
        found.put(kind, new Resource(used.group(), used.name(), false));
    }

    private String target() {
        return found.getOrDefault(ResourceKind.RESOURCE_GROUP, new Resource("", "", true)).name();
    }

    /** Returns the name of a subnet that exists and is used; it has to be one of a virtual network that is used as well. */
    Optional<String> usedSubnet(String property) {
        Optional<ResourceId> id = id(property, SUBNETS, SUBNET_COMMAND);
        Resource network = found.getOrDefault(ResourceKind.VIRTUAL_NETWORK, new Resource("", "", true));
        boolean unreadable = network.managed() && settings.get(ResourceKind.VIRTUAL_NETWORK.useProperty()).isPresent();
        id.filter(_ -> !unreadable).filter(subnet -> network.managed() || !subnet.parent().equalsIgnoreCase(network.name())
                || !subnet.group().equalsIgnoreCase(network.group())).ifPresent(subnet -> settings.mistake(property,
                        network.managed()
                                ? "it is in virtual network " + subnet.parent() + ", which is not used"
                                : "it is in virtual network " + subnet.parent() + " of " + subnet.group()
                                        + ", but use.virtual-network names "
                                        + network.name() + " of " + network.group(),
                        "Set use.virtual-network to /subscriptions/" + subnet.subscription() + "/resourceGroups/" + subnet.group()
                                + "/providers/Microsoft.Network/virtualNetworks/" + subnet.parent() + "."));
        return id.map(ResourceId::name);
    }

    private Optional<ResourceId> id(String property, String type, String command) {
        Optional<String> written = settings.get(property);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String text = written.get();
        Optional<ResourceId> id = ResourceId.parse(text);
        String rule = "Write /subscriptions/" + (subscription.isEmpty() ? "SUBSCRIPTION" : subscription)
                + "/resourceGroups/GROUP/providers/"
                + type.replaceFirst("virtualNetworks/subnets$", "virtualNetworks/NETWORK/subnets") + "/NAME: `" + command + "`.";
        if (id.isEmpty()) {
            settings.mistake(property, "\"" + text + "\" is not the id of a resource", rule);
        } else if (!id.get().type().equalsIgnoreCase(type)) {
            settings.mistake(property, "\"" + text + "\" is the id of a " + id.get().type() + ", not of a " + type, rule);
            return Optional.empty();
        } else if (!id.get().subscription().equalsIgnoreCase(subscription) && !subscription.isEmpty()) {
            settings.mistake(property, "it is in subscription " + id.get().subscription() + ", but the target is in " + subscription,
                    "Name a resource of the target's own subscription; the bot does not reach over subscriptions.");
        }
        return id;
    }
}

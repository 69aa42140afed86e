package org.uid2chatops.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.uid2chatops.config.Target.Resource;

/**
 * Makes a target of its settings, with the guide's values where none is given. Source of the defaults: the guide,
 * "Prepare Environment Variables" and the commands after it.
 */
final class TargetReader {

    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

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
        String subscription = settings.require("subscription-id", matches(GUID),
                "Write the subscription's id: `az account show --query id`.");
        Optional<String> channel = ApprovalReader.channel(settings);
        var resources = new ResourcesReader(settings, subscription);
        Map<ResourceKind, Resource> all = resources.read();
        return new Target(name, environment, subscription, credential(settings), location(settings), settings.below("tags"), all,
                settings.get("key-vault-secret", "my-vn-aks-opr-key-name", matches("[A-Za-z0-9-]{1,127}"),
                        "1 to 127 letters, digits and hyphens."),
                grants(settings), new NetworkReader(settings, resources, all).read(), ClusterReader.read(settings, all),
                path(settings, "release", "Name the directory that holds the release's operator.yaml."), operatorKey(settings),
                ChartReader.read(settings),
                settings.flag("accept-untested", false),
                ApprovalReader.policy(settings, environment, channel), channel, settings.effective());
    }

    private static DeploymentEnvironment environment(TargetSettings settings) {
        String label = settings.require("environment", matches("integ|prod"), "Write integ or prod.");
        return Arrays.stream(DeploymentEnvironment.values()).filter(known -> known.label().equals(label)).findFirst()
                .orElse(DeploymentEnvironment.PROD);
    }

    private AzureCredential credential(TargetSettings settings) {
        Optional<String> tenant = settings.get("tenant-id");
        Optional<String> client = settings.get("client-id");
        Optional<String> secret = settings.secret("client-secret");
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
        String location = settings
                .require("location", matches("[A-Za-z][A-Za-z0-9 ]{2,40}"),
                        "Write a location like eastus or \"East US\": `az account list-locations`.")
                .replace(" ", "").toLowerCase(Locale.ROOT);
        settings.effective("location", location);
        return location;
    }

    private static GrantPolicy grants(TargetSettings settings) {
        String policy = settings.get("grants", "create", matches("(?i)create|verify"),
                "Write create (the bot makes the role assignments) or verify (an owner makes them, and the bot waits for each).");
        settings.effective("grants", policy.toLowerCase(Locale.ROOT));
        return policy.equalsIgnoreCase("verify") ? GrantPolicy.VERIFY : GrantPolicy.CREATE;
    }

    private static Path path(TargetSettings settings, String name, String rule) {
        return Path.of(settings.require(name, value -> !value.contains("\0"), rule));
    }

    private static OperatorKeySource operatorKey(TargetSettings settings) {
        return settings.get("operator-key-file").<OperatorKeySource>map(file -> new OperatorKeySource.MountedFile(Path.of(file)))
                .orElseGet(OperatorKeySource.InVault::new);
    }

    static Predicate<String> matches(String pattern) {
        return value -> value.matches(pattern);
    }
}

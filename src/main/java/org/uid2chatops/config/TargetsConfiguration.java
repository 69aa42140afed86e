package org.uid2chatops.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import org.uid2chatops.config.ConfigurationCheck.Problem;

/** Reads {@code uid2.targets.*}. Settings are bound as text, so that all mistakes can be told at once. */
@Configuration(proxyBeanMethods = false)
class TargetsConfiguration {

    /** What the Azure SDK's default credential looks for. Source: azure-identity, DefaultAzureCredential. */
    private static final List<String> SIGNS_OF_CREDENTIAL = List.of("AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE",
            "AZURE_CLIENT_CERTIFICATE_PATH", "IDENTITY_ENDPOINT", "MSI_ENDPOINT");

    private static final List<String> CREDENTIAL = List.of("uid2.azure.tenant-id", "uid2.azure.client-id", "uid2.azure.client-secret");

    @Bean
    TargetsRead targetsRead(Environment environment) {
        var binder = Binder.get(environment);
        AzureCredential ambient = ambient(binder);
        var byTarget = new LinkedHashMap<String, Map<String, String>>();
        var problems = new ArrayList<Problem>();
        binder.bind("uid2.targets", Bindable.mapOf(String.class, String.class)).orElseGet(Map::of).forEach((key, value) -> {
            int dot = key.indexOf('.');
            if (dot < 0) {
                problems.add(
                        new Problem("uid2.targets." + key, "is no setting", "Settings stand below a target: uid2.targets.NAME.SETTING."));
            } else {
                byTarget.computeIfAbsent(key.substring(0, dot), _ -> new LinkedHashMap<>()).put(key.substring(dot + 1), value);
            }
        });
        if (byTarget.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("uid2.targets", "there is no target", "Write at least one, e.g. uid2.targets.integ.environment=integ,"
                    + " uid2.targets.integ.subscription-id=…, uid2.targets.integ.location=eastus, …release=…, …chart=…"));
        }
        var targets = new ArrayList<Target>();
        byTarget.forEach((name, written) -> {
            var settings = new TargetSettings(name, written);
            targets.add(new TargetReader(ambient).read(name, settings));
            problems.addAll(settings.problems());
        });
        problems.addAll(SharedResources.problems(targets));
        problems.addAll(halfCredential(binder));
        problems.addAll(missingCredential(targets, environment));
        return new TargetsRead(new Targets(targets), List.copyOf(problems));
    }

    @Bean
    Targets targets(TargetsRead read) {
        return read.targets();
    }

    private static AzureCredential ambient(Binder binder) {
        var parts = CREDENTIAL.stream().flatMap(name -> written(binder, name).stream()).toList();
        return parts.size() == CREDENTIAL.size()
                ? new AzureCredential.ClientSecret(parts.get(0), parts.get(1), parts.get(2))
                : new AzureCredential.FromEnvironment();
    }

    /** An empty value, as an unset variable leaves it, is none. */
    private static Optional<String> written(Binder binder, String name) {
        return Optional.ofNullable(binder.bind(name, String.class).orElse(null)).filter(value -> !value.isBlank());
    }

    /** One part missing must not end in signing in as somebody else, from the environment. */
    private static List<Problem> halfCredential(Binder binder) {
        var missing = CREDENTIAL.stream().filter(name -> written(binder, name).isEmpty()).toList();
        return missing.isEmpty() || missing.size() == CREDENTIAL.size()
                ? List.of()
                : missing.stream().map(name -> new Problem(name, "is missing",
                        "uid2.azure.tenant-id, client-id and client-secret go together; or leave out all three.")).toList();
    }

    private static List<Problem> missingCredential(List<Target> targets, Environment environment) {
        boolean wanted = targets.isEmpty()
                || targets.stream().anyMatch(target -> target.credential() instanceof AzureCredential.FromEnvironment);
        boolean found = SIGNS_OF_CREDENTIAL.stream().anyMatch(environment::containsProperty)
                || environment.getProperty("uid2.azure.managed-identity", Boolean.class, false);
        return wanted && !found
                ? List.of(new Problem("uid2.azure.client-id", "there is no way to sign in to Azure",
                        "In AKS: give the pod a workload identity (AZURE_FEDERATED_TOKEN_FILE). On an Azure VM: set uid2.azure.managed-identity=true."
                                + " Elsewhere: make an app registration (`az ad sp create-for-rbac --name uid2-chatops`) and set"
                                + " uid2.azure.tenant-id, uid2.azure.client-id and uid2.azure.client-secret."))
                : List.of();
    }

    /** The targets, and what is wrong with them. */
    record TargetsRead(Targets targets, List<Problem> problems) implements ConfigurationCheck {
    }
}

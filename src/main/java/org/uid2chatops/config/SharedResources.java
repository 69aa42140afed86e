package org.uid2chatops.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.uid2chatops.config.ConfigurationCheck.Problem;

/** Finds targets that mean the same resources: a deploy to one would be a deploy to the other, without its lock and its approval. */
final class SharedResources {

    private SharedResources() {
    }

    static List<Problem> problems(List<Target> targets) {
        var problems = new ArrayList<Problem>();
        problems.addAll(shared(targets, "resource-group", Target::subscriptionId, target -> target.names().resourceGroup(),
                "Give each target a resource group of its own."));
        problems.addAll(shared(targets.stream().filter(target -> target.manages(ResourceKind.KEY_VAULT)).toList(), "key-vault", _ -> "",
                target -> target.names().keyVault(), "A vault's name is unique in all of Azure: give each target a vault of its own."));
        problems.addAll(shared(using(targets, ResourceKind.KEY_VAULT), "key-vault-secret", target -> target.names().keyVault(),
                target -> target.names().keyVaultSecret(), "Targets may use the same vault, but each needs a secret of its own in it."));
        problems.addAll(shared(using(targets, ResourceKind.CLUSTER), "use.cluster",
                target -> target.subscriptionId() + "/" + target.groupOf(ResourceKind.CLUSTER), target -> target.names().cluster(),
                "A cluster holds one operator: give each target a cluster of its own."));
        return problems;
    }

    /** Returns the targets if one of them uses what exists; what all of them make is in groups of their own. */
    private static List<Target> using(List<Target> targets, ResourceKind kind) {
        return targets.stream().allMatch(target -> target.manages(kind)) ? List.of() : targets;
    }

    /** @param scope within which the name must be one target's alone */
    private static List<Problem> shared(List<Target> targets, String setting, Function<Target, String> scope, Function<Target, String> name,
            String fix) {
        Map<String, String> first = new TreeMap<>();
        var problems = new ArrayList<Problem>();
        for (Target target : targets) {
            String resource = (scope.apply(target) + "/" + name.apply(target)).toLowerCase(Locale.ROOT);
            String other = first.putIfAbsent(resource, target.name());
            if (other != null) {
                problems.add(new Problem(target.property(setting),
                        "\"" + name.apply(target) + "\" is that of target " + other + " too", fix));
            }
        }
        return problems;
    }
}

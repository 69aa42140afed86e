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
        problems.addAll(shared(targets, "key-vault", _ -> "", target -> target.names().keyVault(),
                "A vault's name is unique in all of Azure: give each target a vault of its own."));
        return problems;
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
                problems.add(new Problem("uid2.targets." + target.name() + "." + setting,
                        "\"" + name.apply(target) + "\" is that of target " + other + " too", fix));
            }
        }
        return problems;
    }
}

package org.uid2chatops.rollout;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Plan.PlannedStep;

/** The digest of a plan: equal for two plans that a person would call the same. Thread-safe. */
@Component
class PlanDigest {

    private final List<PlanIngredient> ingredients;

    PlanDigest(List<PlanIngredient> ingredients) {
        this.ingredients = List.copyOf(ingredients);
    }

    /** Returns what the digest is over, by name. */
    SortedMap<String, String> basis(Target target, Release release, List<PlannedStep> steps) {
        var basis = of(release, ingredients(target));
        target.settings().forEach((name, value) -> basis.put("setting " + name, value));
        steps.forEach(step -> basis.put("step " + step.name().title(), decision(step.outlook())));
        return basis;
    }

    /** Returns a digest of each thing of a target that is neither a setting nor a step's. */
    SortedMap<String, String> ingredients(Target target) {
        var digests = new TreeMap<String, String>();
        ingredients.forEach(ingredient -> digests.put(ingredient.name(), ingredient.digest(target)));
        return digests;
    }

    /** Returns whether a plan was made of that release and these ingredients. */
    static boolean isOver(Plan plan, Release release, SortedMap<String, String> ingredients) {
        return plan.basis().entrySet().containsAll(of(release, ingredients).entrySet());
    }

    private static SortedMap<String, String> of(Release release, SortedMap<String, String> ingredients) {
        var basis = new TreeMap<>(ingredients);
        basis.put("lifecycle", Integer.toString(Lifecycle.VERSION));
        basis.put("release", release.version());
        basis.put("operator.yaml", release.digest());
        basis.put("enclave", release.enclaveId());
        return basis;
    }

    static String of(SortedMap<String, String> basis) {
        return DigestUtils.sha256Hex(basis.entrySet().stream().map(PlanDigest::line).collect(Collectors.joining("\n")));
    }

    private static String line(Map.Entry<String, String> entry) {
        return entry.getKey() + "=" + entry.getValue();
    }

    /** Leaves out what was found in words: it holds ids, counts and versions that change by themselves. */
    private static String decision(Outlook outlook) {
        return switch (outlook) {
            case Outlook.Create _ -> "create";
            case Outlook.Modify modify -> "modify " + modify.changes().stream()
                    .map(change -> change.field() + ": " + change.from() + " -> " + change.to()).sorted().collect(Collectors.joining("; "));
            case Outlook.Nothing _ -> "nothing";
            case Outlook.Later _ -> "later";
            case Outlook.Waits _ -> "waits";
            case Outlook.Stops stops -> "stops " + stops.cause().code();
            case Outlook.Unknown _ -> "unknown";
        };
    }
}

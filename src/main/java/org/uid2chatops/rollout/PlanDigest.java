package org.uid2chatops.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.release.Release;
import org.uid2chatops.rollout.Plan.PlannedStep;

/** The digest of a plan: equal for two plans that a person would call the same. Thread-safe. */
@Component
class PlanDigest {

    private final List<PlanIngredient> ingredients;

    PlanDigest(List<PlanIngredient> ingredients) {
        this.ingredients = ingredients.stream().sorted(Comparator.comparing(PlanIngredient::name)).toList();
    }

    String of(Target target, Release release, List<PlannedStep> steps) {
        var lines = new ArrayList<String>();
        lines.add("lifecycle " + Lifecycle.VERSION);
        lines.add("release " + release.version() + " " + release.digest() + " enclave " + release.enclaveId());
        for (PlanIngredient ingredient : ingredients) {
            lines.add(ingredient.name() + " " + ingredient.digest(target));
        }
        lines.add("approval " + target.approvalWanted());
        new TreeMap<>(target.settings()).forEach((name, value) -> lines.add("setting " + name + "=" + value));
        steps.forEach(step -> lines.add("step " + step.name() + " " + decision(step.outlook())));
        return DigestUtils.sha256Hex(String.join("\n", lines));
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

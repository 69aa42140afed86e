package org.uid2chatops.rollout;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.uid2chatops.config.Target;
import org.uid2chatops.release.Releases;

/** Plans of some features' steps, for those features' tests; all other steps find things as they should be. */
public final class PlansUnderTest {

    private final Planner planner;

    public PlansUnderTest(List<Step> steps, Diagnosis diagnosis, List<PlanIngredient> ingredients, Clock clock) {
        var all = Arrays.stream(StepName.values())
                .map(name -> steps.stream().filter(step -> step.name() == name).findFirst().orElseGet(() -> new Standing(name))).toList();
        planner = new Planner(all, new Diagnoses(List.of(diagnosis)), new PlanDigest(ingredients), new Releases(), Optional.empty(), clock);
    }

    public Plan plan(Target target) {
        return planner.plan(target);
    }

    private record Standing(StepName name) implements Step {
        @Override
        public Decision decide(StepContext context) {
            return new Decision.Done("as it should be");
        }
    }
}

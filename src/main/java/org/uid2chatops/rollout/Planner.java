package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Diagnosis.Finding;
import org.uid2chatops.rollout.Plan.PlannedStep;

/** Makes plans: lets each step look and decide, and runs no effect. Reads only. Thread-safe. */
@Component
class Planner {

    private static final RolloutId NO_ROLLOUT = new RolloutId("plan");

    private final Map<StepName, Step> steps;
    private final Diagnoses diagnoses;
    private final PlanDigest digests;
    private final ReleaseSource releases;
    private final Optional<CostEstimator> costs;
    private final Clock clock;

    Planner(List<Step> steps, Diagnoses diagnoses, PlanDigest digests, ReleaseSource releases, Optional<CostEstimator> costs, Clock clock) {
        this.steps = steps.stream().collect(Collectors.toUnmodifiableMap(Step::name, Function.identity()));
        this.diagnoses = diagnoses;
        this.digests = digests;
        this.releases = releases;
        this.costs = costs;
        this.clock = clock;
    }

    /**
     * Looks at everything now.
     *
     * @throws RuntimeException if the release or the chart cannot be read; a {@link Diagnosis} reads it
     */
    Plan plan(Target target) {
        Release release = releases.read(target);
        var outlooks = new EnumMap<StepName, Outlook>(StepName.class);
        for (StepName step : Lifecycle.order()) {
            outlooks.put(step, outlook(target, step, outlooks));
        }
        List<PlannedStep> planned = outlooks.entrySet().stream().map(entry -> new PlannedStep(entry.getKey(), entry.getValue())).toList();
        boolean complete = planned.stream().noneMatch(step -> step.outlook() instanceof Outlook.Unknown);
        var basis = digests.basis(target, release, planned);
        return new Plan(target.name(), release.version(), release.enclaveId(), planned, PlanDigest.of(basis), basis, complete,
                TypicalDurations.of(planned), costs.flatMap(estimator -> estimator.of(target, release)), clock.instant(), Optional.empty());
    }

    private Outlook outlook(Target target, StepName name, Map<StepName, Outlook> known) {
        Optional<StepName> missing = Prerequisites.of(name).stream().sorted()
                .filter(needed -> !Prerequisites.met(name, known.getOrDefault(needed, new Outlook.Later(needed)))).findFirst();
        if (missing.isPresent()) {
            return new Outlook.Later(root(missing.get(), known));
        }
        Instant now = clock.instant();
        try {
            return of(step(name).decide(new StepContext(NO_ROLLOUT, target, now, now, Optional.empty())));
        } catch (Exception failure) {
            return switch (diagnoses.of(failure, "plan of " + target.name() + ", step " + name)) {
                case Finding.Permanent(Cause cause) -> new Outlook.Stops(cause);
                case Finding.Transient(Cause cause, _) -> new Outlook.Unknown(cause);
            };
        }
    }

    private Step step(StepName name) {
        return Optional.ofNullable(steps.get(name)).orElseThrow(() -> new IllegalStateException("no feature offers the step " + name));
    }

    /** A person wants to read what it really hangs on: the cluster, not the credentials that cannot be had without it. */
    private static StepName root(StepName missing, Map<StepName, Outlook> known) {
        return known.get(missing) instanceof Outlook.Later(StepName after) ? root(after, known) : missing;
    }

    private static Outlook of(Decision decision) {
        return switch (decision) {
            case Decision.Done done -> new Outlook.Nothing(done.detail());
            case Decision.Act act when act.changes().isEmpty() -> new Outlook.Create(act.what());
            case Decision.Act act -> new Outlook.Modify(act.what(), act.changes());
            case Decision.Wait wait -> new Outlook.Waits(wait.why());
            case Decision.Fail fail -> new Outlook.Stops(fail.cause());
        };
    }
}

package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/**
 * A unit of the guide that is one ARM resource: absent, it is created; while Azure works on it, it is waited for;
 * different, it is changed; failed, its request is repeated once, which is how Azure says the cause.
 *
 * @param <R> the SDK's model of the resource
 */
abstract class ArmStep<R> implements Step {

    private static final Set<String> FAILED = Set.of("failed", "canceled");
    private static final Set<String> LEAVING = Set.of("deleting", "deprovisioning", "deleted");

    private final StepName name;
    private final String property;
    private final AzureClients clients;
    private final Duration deadline;

    /** @param property of a target that names the resource */
    ArmStep(StepName name, String property, AzureClients clients, Duration deadline) {
        this.name = name;
        this.property = property;
        this.clients = clients;
        this.deadline = deadline;
    }

    /** Names the resource: {@code NAT gateway my-nat-gateway}. */
    abstract String noun(Target target);

    /** Reads the resource; a 404 or null means there is none. */
    abstract @Nullable R get(Arm arm, Target target);

    /** Returns Azure's {@code provisioningState}, or null for a resource that is never in between. */
    abstract @Nullable Object state(R found);

    abstract Comparison compare(R found, Target target);

    /** Sends the one request that creates it. */
    abstract Optional<Duration> create(Arm arm, Target target) throws Exception;

    /** Sends the one request that brings what was found to what is wanted. */
    abstract Optional<Duration> change(Arm arm, Target target, R found) throws Exception;

    abstract Done done(R found, Target target);

    /** Looks at what must be known before it is created; a decision ends it, empty lets it be created. */
    Optional<Decision> beforeCreation(Arm arm, Target target) throws Exception {
        return Optional.empty();
    }

    /** Returns whether it is enough that the resource exists, though Azure still works on it. */
    boolean enough(R found) {
        return false;
    }

    /**
     * Returns why a person has to decide about what Azure, or the bot on its own, does not change.
     *
     * @param property of the target that names the resource
     */
    Cause impossible(R found, Comparison comparison, Target target, String property) {
        return comparison.cause(noun(target), target, property);
    }

    @Override
    public final StepName name() {
        return name;
    }

    @Override
    public final Decision decide(StepContext context) throws Exception {
        Target target = context.target();
        Arm arm = clients.of(target);
        Optional<R> looked = Arm.found(() -> get(arm, target));
        if (looked.isEmpty()) {
            Optional<Decision> obstacle = beforeCreation(arm, target);
            return obstacle.isPresent() ? obstacle.get() : new Act("create " + noun(target), () -> create(arm, target));
        }
        return decide(context, arm, looked.get());
    }

    private Decision decide(StepContext context, Arm arm, R found) {
        Target target = context.target();
        String state = String.valueOf(state(found)).toLowerCase(Locale.ROOT);
        if (LEAVING.contains(state)) {
            return waiting(noun(target) + " to be gone, which somebody deletes", target);
        }
        Comparison comparison = compare(found, target);
        if (comparison.impossible()) {
            return new Fail(impossible(found, comparison, target, property));
        }
        boolean settled = state.equals("succeeded") || state.equals("null");
        boolean failed = FAILED.contains(state);
        if (!settled && !failed && !(enough(found) && comparison.changes().isEmpty())) {
            return waiting(noun(target) + " (" + state + ")", target);
        }
        if (!comparison.changes().isEmpty()) {
            return new Act("change " + noun(target), comparison.changes(), () -> change(arm, target, found));
        }
        if (failed && !enough(found)) {
            String repeat = "repeat the request for " + noun(target) + ", which Azure left failed";
            return context.intent().filter(intent -> intent.what().equals(repeat)).isPresent()
                    ? new Fail(failed(target))
                    : new Act(repeat, () -> change(arm, target, found));
        }
        return done(found, target);
    }

    private Cause failed(Target target) {
        return new Cause("ProvisioningFailed", noun(target) + " is in state Failed in Azure, and repeating the request did not help",
                "Look at its activity log in the Azure portal, put the cause right, and deploy again.");
    }

    private Wait waiting(String what, Target target) {
        return new Wait(what,
                new Limit(deadline, new Cause("TookTooLong", "Azure has worked on " + noun(target) + " for " + minutes(deadline),
                        "Look at it in the Azure portal (activity log of resource group " + target.names().resourceGroup()
                                + "), then deploy again: it goes on where it stands.")));
    }

    static String minutes(Duration duration) {
        long minutes = duration.toMinutes();
        return minutes >= 1 ? minutes + " min" : duration.toSeconds() + " s";
    }
}

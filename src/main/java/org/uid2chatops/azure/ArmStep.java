package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.uid2chatops.config.ResourceKind;
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
 * different, it is changed; failed, its request is repeated once, which is how Azure says the cause. One that is only used
 * is looked at and never sent a request that changes it.
 *
 * @param <R> the SDK's model of the resource
 */
abstract class ArmStep<R> implements Step {

    private static final Set<String> FAILED = Set.of("failed", "canceled");
    private static final Set<String> LEAVING = Set.of("deleting", "deprovisioning", "deleted");

    private final StepName name;
    private final ResourceKind kind;
    private final AzureClients clients;
    private final Duration deadline;

    ArmStep(StepName name, ResourceKind kind, AzureClients clients, Duration deadline) {
        this.name = name;
        this.kind = kind;
        this.clients = clients;
        this.deadline = deadline;
    }

    /** Reads the resource; a 404 or null means there is none. */
    abstract @Nullable R get(Arm arm, Target target);

    /** Returns Azure's {@code provisioningState}, or null for a resource that is never in between. */
    abstract @Nullable Object state(R found);

    abstract Comparison compare(R found, Target target);

    /** Returns how a resource that is only used meets what the operator needs of it. */
    abstract Fitness fitness(R found, Target target);

    /** Sends the one request that creates it. */
    abstract Optional<Duration> create(Arm arm, Target target) throws Exception;

    /** Sends the one request that brings what was found to what is wanted. */
    abstract Optional<Duration> change(Arm arm, Target target, R found) throws Exception;

    abstract Done done(R found, Target target);

    /** Returns why nobody needs the resource in this target; empty if it is needed. */
    Optional<String> needless(Target target) {
        return Optional.empty();
    }

    /** Returns why a resource that is to be used cannot be: there is none. */
    Cause missing(Target target) {
        return Fitness.missing(kind.noun(), new ArmIds(target).of(kind), target, kind.useProperty());
    }

    /** Asks what the resource's own fields do not tell of one that is only used; a decision ends it, empty lets it be used. */
    Optional<Decision> beforeUse(Arm arm, R found, Target target) throws Exception {
        return Optional.empty();
    }

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

    /** Names the resource: {@code NAT gateway my-nat-gateway}. */
    final String noun(Target target) {
        return kind.noun() + " " + target.resource(kind).name();
    }

    /** Returns the resource group that the resource is in. */
    final String group(Target target) {
        return target.groupOf(kind);
    }

    @Override
    public final StepName name() {
        return name;
    }

    @Override
    public final Decision decide(StepContext context) throws Exception {
        Target target = context.target();
        Optional<String> needless = needless(target);
        if (needless.isPresent()) {
            return new Done("not needed: " + needless.get());
        }
        Arm arm = clients.of(target);
        Optional<R> looked = Arm.found(() -> get(arm, target));
        if (!target.manages(kind)) {
            return looked.isEmpty() ? new Fail(missing(target)) : use(arm, looked.get(), target);
        }
        if (looked.isEmpty()) {
            Optional<Decision> obstacle = beforeCreation(arm, target);
            return obstacle.isPresent() ? obstacle.get() : new Act("create " + noun(target), () -> create(arm, target));
        }
        return decide(context, arm, looked.get());
    }

    private Decision use(Arm arm, R found, Target target) throws Exception {
        String state = String.valueOf(state(found)).toLowerCase(Locale.ROOT);
        Optional<Cause> unfit = fitness(found, target).cause(kind, target);
        if (unfit.isPresent()) {
            return new Fail(unfit.get());
        }
        if (FAILED.contains(state)) {
            return new Fail(new Cause("UsedResourceFailed",
                    "The " + kind.noun() + " " + new ArmIds(target).of(kind) + " is in state Failed in Azure.",
                    "Look at its activity log in the Azure portal and put the cause right: the bot does not change what it only uses."));
        }
        if (!state.equals("succeeded") && !state.equals("null")) {
            return waiting(noun(target) + " (" + state + ")", target);
        }
        Optional<Decision> obstacle = beforeUse(arm, found, target);
        return obstacle.orElseGet(() -> {
            Done done = done(found, target);
            return new Done(done.detail() + ", used as it is", done.facts());
        });
    }

    private Decision decide(StepContext context, Arm arm, R found) {
        Target target = context.target();
        String state = String.valueOf(state(found)).toLowerCase(Locale.ROOT);
        if (LEAVING.contains(state)) {
            return waiting(noun(target) + " to be gone, which somebody deletes", target);
        }
        Comparison comparison = compare(found, target);
        if (comparison.impossible()) {
            return new Fail(impossible(found, comparison, target, kind.property()));
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
            String repeat = repeat(noun(target));
            return context.sent(repeat)
                    ? new Fail(failed(target))
                    : new Act(repeat, () -> change(arm, target, found));
        }
        return done(found, target);
    }

    private Cause failed(Target target) {
        return failed(noun(target), true);
    }

    /** Names the change that sends a request again, once, where Azure has left a resource failed. */
    static String repeat(String noun) {
        return "repeat the request for " + noun + ", which Azure left failed";
    }

    static Cause failed(String noun, boolean repeated) {
        return new Cause("ProvisioningFailed",
                "The " + noun + " is in state Failed in Azure" + (repeated ? ", and repeating the request did not help." : "."),
                "Look at its activity log in the Azure portal, and put the cause right.");
    }

    private Wait waiting(String what, Target target) {
        return new Wait(what,
                new Limit(deadline, new Cause("TookTooLong", "Azure has worked on " + noun(target) + " for " + minutes(deadline) + ".",
                        "Look at it in the Azure portal (activity log of resource group " + group(target)
                                + ").")));
    }

    static String minutes(Duration duration) {
        long minutes = duration.toMinutes();
        return minutes >= 1 ? minutes + " min" : duration.toSeconds() + " s";
    }
}

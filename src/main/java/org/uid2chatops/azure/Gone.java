package org.uid2chatops.azure;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;

/** What is said when a resource that an earlier step has seen is no longer there. */
final class Gone {

    private Gone() {
    }

    static Cause cause(ResourceKind kind, Target target) {
        return target.manages(kind)
                ? new Cause("ResourceGone",
                        "The " + kind.noun() + " " + target.resource(kind).name() + " is gone: somebody deleted it while the rollout ran.",
                        Cause.ONLY_ANEW)
                : Fitness.missing(kind.noun(), new ArmIds(target).of(kind), target, kind.useProperty());
    }
}

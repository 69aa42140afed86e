package org.uid2chatops.rollout;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision.Change;

/**
 * Holds a target, as it is now, against what its running rollout was asked for: that alone is what runs, also when the bot comes back with
 * another configuration. Thread-safe.
 */
@Component
class StillAskedFor {

    private final ReleaseSource releases;
    private final PlanDigest digests;

    StillAskedFor(ReleaseSource releases, PlanDigest digests) {
        this.releases = releases;
        this.digests = digests;
    }

    /** Returns why a step must not go on; empty if all it works with is as it was. What it does not work with is not read for it. */
    Optional<Cause> against(AskedFor asked, Target target, StepName step) {
        List<Change> settings = asked.otherSettings(target.settings());
        if (!settings.isEmpty()) {
            return Optional.of(changed("SettingsChanged", target, settings));
        }
        boolean chart = step == StepName.VIRTUAL_NODE_CHART;
        if ((chart || Lifecycle.LAST.contains(step)) && !releases.read(target).digest().equals(asked.releaseDigest())) {
            return Optional.of(new Cause("ReleaseChanged",
                    "The release in " + target.release() + " is no longer the one that was asked for (" + asked.release() + ").",
                    next(target)));
        }
        return chart
                ? Optional.of(asked.otherIngredients(digests.ingredients(target))).filter(changes -> !changes.isEmpty())
                        .map(changes -> changed("ChartChanged", target, changes))
                : Optional.empty();
    }

    private static Cause changed(String code, Target target, List<Change> changes) {
        return new Cause(code, "Target `" + target.name() + "` is no longer as it was when this was asked for: " + changes.stream()
                .map(change -> change.field() + ": " + change.from() + " → " + change.to()).collect(Collectors.joining("; ")) + ".",
                next(target));
    }

    private static String next(Target target) {
        return target.approvalWanted()
                ? "Put it back as it was, or have people agree to what it is now: `/uid2 deploy " + target.name() + " because REASON`."
                : "If what is there now is what you want, trying again goes on with it; else put it back first.";
    }
}

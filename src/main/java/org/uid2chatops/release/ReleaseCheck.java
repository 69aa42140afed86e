package org.uid2chatops.release;

import java.util.List;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;

/** Refuses a rollout whose release could not be applied, before anything is created for it; and warns of one that is, or will be, switched off. */
@Component
class ReleaseCheck implements PreflightCheck {

    private final Releases releases;
    private final Deactivations deactivations;

    ReleaseCheck(Releases releases, Deactivations deactivations) {
        this.releases = releases;
        this.deactivations = deactivations;
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        try {
            return switch (deactivations.of(releases.read(target).version(), target.name())) {
                case Deactivation.Past(Cause cause) -> List.of(new PreflightFinding.Warning(cause));
                case Deactivation.Near(Cause cause) -> List.of(new PreflightFinding.Warning(cause));
                case Deactivation.Far _,Deactivation.Unknown _ -> List.of();
            };
        } catch (UnusableRelease unusable) {
            return unusable.mistakes().stream().<PreflightFinding>map(PreflightFinding.Blocker::new).toList();
        }
    }
}

package org.uid2chatops.release;

import java.util.List;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;

/** Refuses a rollout whose release could not be applied, before anything is created for it. */
@Component
class ReleaseCheck implements PreflightCheck {

    private final Releases releases;

    ReleaseCheck(Releases releases) {
        this.releases = releases;
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        try {
            releases.read(target);
            return List.of();
        } catch (UnusableRelease unusable) {
            return unusable.mistakes().stream().<PreflightFinding>map(PreflightFinding.Blocker::new).toList();
        }
    }
}

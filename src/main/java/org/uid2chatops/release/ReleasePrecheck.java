package org.uid2chatops.release;

import java.util.List;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Precheck;

/** Refuses a rollout whose release could not be applied, before anything is created for it. */
@Component
class ReleasePrecheck implements Precheck {

    private final Releases releases;

    ReleasePrecheck(Releases releases) {
        this.releases = releases;
    }

    @Override
    public List<Cause> check(Target target) {
        try {
            releases.read(target);
            return List.of();
        } catch (UnusableRelease unusable) {
            return unusable.mistakes();
        }
    }
}

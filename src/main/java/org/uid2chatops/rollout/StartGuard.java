package org.uid2chatops.rollout;

import java.util.List;
import java.util.Optional;

import org.uid2chatops.config.Target;

/** Something that may keep a rollout from starting, or from going on after a failure. Thread-safe. */
public interface StartGuard {

    /**
     * Returns what stands against it now.
     *
     * @param by Slack id of who asks
     * @param agreement what people agreed to
     */
    Optional<Obstacle> against(Target target, String by, Optional<Agreement> agreement);

    /** Returns a guard that stands where any of these does. */
    static StartGuard any(List<StartGuard> guards) {
        return (target, by, agreement) -> guards.stream().flatMap(guard -> guard.against(target, by, agreement).stream()).findFirst();
    }
}

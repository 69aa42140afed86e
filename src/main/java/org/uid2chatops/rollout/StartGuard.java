package org.uid2chatops.rollout;

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
}

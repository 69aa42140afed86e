package org.uid2chatops.rollout;

import org.uid2chatops.config.Target;

/** Tells which release a target has now. Thread-safe. */
@FunctionalInterface
public interface ReleaseSource {

    /**
     * Reads and checks it.
     *
     * @throws RuntimeException if it must not be applied; a {@link Diagnosis} reads why
     */
    Release read(Target target);
}

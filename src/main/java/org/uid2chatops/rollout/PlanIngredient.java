package org.uid2chatops.rollout;

import org.uid2chatops.config.Target;

/** Something of a target, beside its settings and the steps' decisions, that an approval is about. Thread-safe. */
public interface PlanIngredient {

    /** Names it: {@code chart}. */
    String name();

    /**
     * Returns a text that differs when, and only when, the thing does.
     *
     * @throws RuntimeException if it cannot be read; a {@link Diagnosis} reads it
     */
    String digest(Target target);
}

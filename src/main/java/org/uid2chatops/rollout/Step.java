package org.uid2chatops.rollout;

/**
 * One unit of the guide. It looks first and says what is to be done; the engine journals that and does it. Repeating a
 * step is harmless: names, ids and bodies are deterministic, so a repeated request is the same request.
 *
 * <p>Thread-safe: one instance serves every rollout. It holds no state between calls.
 */
public interface Step {

    /** Returns which unit of the guide this is. */
    StepName name();

    /**
     * Looks at the live state and decides. Reads only; whatever changes something is inside {@link Decision.Act}.
     *
     * @throws Exception what the looking met; a {@link Diagnosis} reads it
     */
    Decision decide(StepContext context) throws Exception;
}

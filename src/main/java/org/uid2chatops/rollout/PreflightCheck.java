package org.uid2chatops.rollout;

import java.util.List;

import org.uid2chatops.config.Target;

/** One look at what a rollout would run into, before anything is created for it. Reads only. Thread-safe. */
public interface PreflightCheck {

    /**
     * Returns everything it found, each with its fix; empty if nothing stands in the way.
     *
     * @throws Exception what the looking met; a {@link Diagnosis} reads it
     */
    List<PreflightFinding> check(Target target) throws Exception;
}

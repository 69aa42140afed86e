package org.uid2chatops.rollout;

import java.util.Optional;

import org.uid2chatops.config.Target;

/** Estimates what a target costs. Reads no live state. Thread-safe. */
public interface CostEstimator {

    /** Returns the estimate; empty if a price is not known. */
    Optional<CostEstimate> of(Target target, Release release);
}

package org.uid2chatops.rollout;

import java.time.Instant;
import java.util.Optional;

import org.uid2chatops.config.Target;

/**
 * What a step knows beside the live state.
 *
 * @param rollout which run this is
 * @param target where it runs, as it was when this look began
 * @param now the bot's clock
 * @param active since when the step has been the one to run
 * @param intent the last change that this rollout's journal holds for the step; after a crash it may or may not have
 *        reached the other side
 */
public record StepContext(RolloutId rollout, Target target, Instant now, Instant active, Optional<Intent> intent) {

    /** Returns whether that change was sent and accepted; one that was only about to be sent may still be sent again. */
    public boolean sent(String what) {
        return intent.filter(last -> last.what().equals(what) && last.times() > 0).isPresent();
    }

    /**
     * A change that was about to be sent.
     *
     * @param at when it was recorded
     * @param what it in words
     * @param times how often this very change was accepted in this rollout
     */
    public record Intent(Instant at, String what, int times) {
    }
}

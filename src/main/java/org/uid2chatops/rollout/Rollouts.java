package org.uid2chatops.rollout;

import java.util.List;
import java.util.Optional;

import org.uid2chatops.config.Target;

/** The rollouts of this bot: start one, look at one. Thread-safe. */
public interface Rollouts {

    /**
     * Starts a deploy, unless one runs on that target. Repeating a call with the same {@code requestKey} returns the
     * rollout that the first one started.
     *
     * @param by Slack id of who asks; authorised by the caller
     * @param channel Slack id of the channel to report in
     */
    StartResult deploy(Target target, String by, String channel, String requestKey);

    Optional<RolloutView> view(RolloutId id);

    /** Returns the newest rollout of a target. */
    Optional<RolloutView> latest(String target);

    /** What asking for a rollout came to. */
    sealed interface StartResult {
        record Started(RolloutId id) implements StartResult {
        }

        /** Another rollout runs on the target. */
        record Busy(RolloutView holder) implements StartResult {
        }

        /** It could only fail: every mistake found, nothing started. */
        record Refused(List<Cause> mistakes) implements StartResult {
        }
    }
}

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
     * @param agreement what people agreed to; without it nothing starts on a target that wants approval, and with it only that
     */
    StartResult deploy(Target target, String by, String channel, String requestKey, Optional<Agreement> agreement);

    /** Looks at the target and says what a rollout would run into and do. Changes nothing. */
    PlanResult plan(Target target);

    /**
     * Takes a failed rollout up from where it failed, with the settings and the release that its target has now.
     *
     * @param by Slack id of who asks; authorised by the caller
     * @param requestKey of the request, the same each time that it is tried
     */
    RetryResult retry(RolloutId id, String by, String requestKey);

    /**
     * Says that a failed rollout is not to be retried.
     *
     * @param by Slack id of who decides; authorised by the caller
     * @return whether that was decided now; false if it is not failed, was given up before, or does not exist
     */
    boolean giveUp(RolloutId id, String by);

    /**
     * Stops a running rollout before its next change. What it has asked Azure or the cluster for already is not taken back, and is left to
     * finish.
     *
     * @param by Slack id of who decides; authorised by the caller
     */
    CancelResult cancel(RolloutId id, String by);

    /** Checks the journals of a target's newest rollouts, newest first: whether they are as they were written. */
    List<Verified> verify(String target, int most);

    /** Returns the newest rollouts of a target, newest first. */
    List<RolloutView> newest(String target, int most);

    Optional<RolloutView> view(RolloutId id);

    /** Returns a rollout as it stood after that row of its journal. */
    Optional<RolloutView> viewAt(RolloutId id, long seq);

    /** Returns the newest rollout of a target. */
    Optional<RolloutView> latest(String target);

    /** What asking for a rollout came to. */
    sealed interface StartResult {
        /** @param warnings what a preflight found worth knowing */
        record Started(RolloutId id, List<Cause> warnings) implements StartResult {
        }

        /** Another rollout runs on the target. */
        record Busy(RolloutView holder) implements StartResult {
        }

        /** It could only fail: every mistake found, nothing started. */
        record Refused(PreflightReport found) implements StartResult {
        }

        /** Whether it could go well cannot be told now, since the other side is busy or away: nothing started. */
        record Unanswered(PreflightReport found) implements StartResult {
        }

        /** Other people have to agree first: nothing started. */
        record WantsApproval() implements StartResult {
        }

        /** Somebody has locked or frozen the target: nothing started. */
        record Held(Obstacle obstacle) implements StartResult {
        }

        /** What people agreed to is not what would run: nothing started. */
        record Differs(Plan plan) implements StartResult {
        }

        /** What people agreed to was taken back, superseded or has expired while the plan was made: nothing started. */
        record Lapsed() implements StartResult {
        }
    }

    /** What cancelling came to. */
    sealed interface CancelResult {

        /** It stopped now. */
        record Stopped(RolloutView rollout) implements CancelResult {
        }

        /** It had ended before. */
        record Over(RolloutView rollout) implements CancelResult {
        }

        record NoSuch() implements CancelResult {
        }
    }

    /** What making a plan came to. */
    sealed interface PlanResult {
        record Made(Plan plan, PreflightReport found) implements PlanResult {
        }

        /** There is nothing to plan with: the release or the chart cannot be read. */
        record Impossible(PreflightReport found) implements PlanResult {
        }
    }

    /** What asking for a retry came to. */
    sealed interface RetryResult {

        /**
         * @param changed what of the target's settings and release is other than before
         * @param warnings what is worth knowing though it goes on
         */
        record Going(RolloutView rollout, List<Decision.Change> changed, List<Cause> warnings) implements RetryResult {
        }

        /** Another rollout runs on the target. */
        record Busy(RolloutView holder) implements RetryResult {
        }

        /** It could only fail again. */
        record Refused(PreflightReport found) implements RetryResult {
        }

        /** Whether it could go well cannot be told now. */
        record Unanswered(PreflightReport found) implements RetryResult {
        }

        /** Somebody has locked or frozen the target. */
        record Held(Obstacle obstacle) implements RetryResult {
        }

        /** Approved was something else: what changed since wants a new rollout, and a new approval. */
        record WantsApproval(List<Decision.Change> changed) implements RetryResult {
        }

        /** It is no rollout to retry: it runs or has ended well, was given up, is not the target's newest, or its target is gone. */
        record Over(RolloutView rollout, Optional<RolloutView> newer) implements RetryResult {
        }

        record NoSuch() implements RetryResult {
        }
    }
}

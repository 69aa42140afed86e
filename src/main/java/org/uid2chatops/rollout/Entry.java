package org.uid2chatops.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.uid2chatops.rollout.Decision.Change;

/** Something that happened to a rollout: the content of one journal row. Holds no secret. */
public sealed interface Entry {

    /** An entry that is about one step. */
    sealed interface OfStep extends Entry {
        StepName step();
    }

    /**
     * The rollout was asked for and accepted.
     *
     * @param definition version of the machine's definition that it runs by
     * @param settings the target's settings at that moment; empty in journals of versions that did not note them
     * @param ingredients digests of the chart and whatever else a plan is made of, by name; empty as the settings are
     * @param agreement what people agreed to; its parts are empty if nobody had to
     */
    record Requested(String target, String by, String channel, String release, String releaseDigest, String enclaveId, int definition,
            Map<String, String> settings, Map<String, String> ingredients, Agreement agreement) implements Entry {
        public Requested {
            settings = settings == null ? Map.of() : Map.copyOf(settings);
            ingredients = ingredients == null ? Map.of() : Map.copyOf(ingredients);
            agreement = agreement == null ? Agreement.NONE : agreement;
        }
    }

    /**
     * A failed rollout goes on from where it failed.
     *
     * @param by Slack id of who asked for it
     * @param release the version that the target has now
     * @param releaseDigest of that release
     * @param settings the target's settings now
     * @param ingredients the chart's digest now, and what else a plan is made of, by name
     * @param changed what of these is other than when it was asked for, or retried, before
     */
    record Retried(String by, String release, String releaseDigest, Map<String, String> settings, Map<String, String> ingredients,
            List<Change> changed) implements Entry {
        public Retried {
            settings = Map.copyOf(settings);
            ingredients = ingredients == null ? Map.of() : Map.copyOf(ingredients);
            changed = List.copyOf(changed);
        }
    }

    /**
     * A failed rollout is not to be retried.
     *
     * @param by Slack id of who decided it
     */
    record GivenUp(String by) implements Entry {
    }

    /**
     * The rollout was stopped by a person before it ended.
     *
     * @param by Slack id of who decided it
     */
    record Cancelled(String by) implements Entry {
    }

    /** The step became one to run. */
    record Began(StepName step) implements OfStep {
    }

    /** A change is about to be sent. */
    record Intended(StepName step, String what, List<Change> changes) implements OfStep {
    }

    /** The change was sent and accepted; whether it has come true is looked at next. */
    record Sent(StepName step) implements OfStep {
    }

    /** The step waits; written when the reason is new. */
    record Waiting(StepName step, String why, Optional<Instant> atMostUntil) implements OfStep {
    }

    /** Something passing went wrong; it is tried again. */
    record Retrying(StepName step, Cause cause, int attempt, Instant at) implements OfStep {
    }

    /** The step's live state is what the guide asks for. */
    record Completed(StepName step, String detail, Map<String, String> facts) implements OfStep {
    }

    /** The step needs a person; the rollout has failed. */
    record Failed(StepName step, Cause cause) implements OfStep {
    }

    /**
     * A restarted bot, or another replica, took the step over.
     *
     * @param process name of the run of the bot that goes on; empty in journals of versions that did not note it
     */
    record Resumed(StepName step, String process) implements OfStep {
        public Resumed {
            process = process == null ? "" : process;
        }
    }

    /** Every step is complete. */
    record Succeeded() implements Entry {
    }
}

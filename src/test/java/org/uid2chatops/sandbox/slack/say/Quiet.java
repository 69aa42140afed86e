package org.uid2chatops.sandbox.slack.say;

/** What a conversation has to know of the bot, told from the bot's database. */
public interface Quiet {

    /**
     * Returns whether there is nothing left for the bot to do by itself: no rollout runs or was just asked for, and
     * nothing waits to be posted. A rollout that waits for a person's decision does not run.
     */
    boolean nothingRuns();

    /** Returns whether every rollout ended well, also if there was none; one that waits for a decision has not ended. */
    boolean everyRolloutEndedWell();
}

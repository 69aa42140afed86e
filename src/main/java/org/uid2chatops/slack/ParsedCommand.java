package org.uid2chatops.slack;

import java.util.Optional;

import org.uid2chatops.config.Target;

/** What somebody asked for. */
sealed interface ParsedCommand {

    record Help() implements ParsedCommand {
    }

    record ListTargets() implements ParsedCommand {
    }

    record Plan(Target target) implements ParsedCommand {
    }

    /** @param behind whether it is to wait for a rollout that runs there */
    record Deploy(Target target, boolean behind) implements ParsedCommand {
    }

    /** @param waiting whether not the rollout is meant that runs, but the own one that waits behind it */
    record Cancel(Target target, boolean waiting) implements ParsedCommand {
    }

    record Retry(Target target) implements ParsedCommand {
    }

    /** @param target which; empty means every one */
    record Verify(Optional<Target> target) implements ParsedCommand {
    }

    /** @param target which; empty means every one */
    record Status(Optional<Target> target) implements ParsedCommand {
    }

    /** @param answer what is wrong and what to type instead, as mrkdwn */
    record Wrong(String answer) implements ParsedCommand {
    }
}

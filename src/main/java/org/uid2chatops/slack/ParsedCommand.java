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

    record Deploy(Target target) implements ParsedCommand {
    }

    record Retry(Target target) implements ParsedCommand {
    }

    /** @param target which; empty means every one */
    record Status(Optional<Target> target) implements ParsedCommand {
    }

    /** @param answer what is wrong and what to type instead, as mrkdwn */
    record Wrong(String answer) implements ParsedCommand {
    }
}

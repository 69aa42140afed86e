package org.uid2chatops.slack;

import java.util.Optional;

import org.uid2chatops.config.Target;

/** What somebody asked for. */
sealed interface ParsedCommand {

    /**
     * Something that is recorded and then done.
     *
     * @param target which; empty means every one
     * @param words what else was said: why, since when, until when
     */
    record Asks(Verb verb, Optional<Target> target, Optional<String> words) implements ParsedCommand {
    }

    /** @param answer what is wrong and what to type instead, as mrkdwn */
    record Wrong(String answer) implements ParsedCommand {
    }
}

package org.uid2chatops.sandbox.slack.workspace;

import java.util.Optional;

import org.uid2chatops.sandbox.Person;

/**
 * A channel, or a person's direct messages with the bot.
 *
 * @param name without {@code #}; {@code dm-alex} for direct messages
 * @param with whose direct messages it is
 * @param botIsMember whether the bot may post there
 */
public record Channel(String id, String name, Optional<Person> with, boolean botIsMember) {

    /** Returns whether that person sees what is posted there. */
    public boolean seenBy(Person person) {
        return with.isEmpty() || with.get() == person;
    }
}

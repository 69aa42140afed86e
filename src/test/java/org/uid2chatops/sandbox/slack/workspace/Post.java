package org.uid2chatops.sandbox.slack.workspace;

import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;

/**
 * A message as it stands. Immutable: an edit makes a new one with the same {@code ts}.
 *
 * @param ts its id in the channel, which is the simulated time it was posted at
 * @param content as {@code conversations.history} answers it; never changed in place
 * @param onlyFor the one person who sees it, if it is ephemeral
 * @param version the number of its last change
 */
public record Post(Channel channel, String ts, ObjectNode content, Optional<Person> onlyFor, long version, boolean deleted) {

    public String text() {
        return content.path("text").asString("");
    }

    public String user() {
        return content.path("user").asString("");
    }

    /** Returns the {@code ts} of its thread; its own when it starts one. */
    public Optional<String> thread() {
        return content.path("thread_ts").stringValueOpt();
    }

    /** Returns whether it shows in its thread only. */
    public boolean isReply() {
        return thread().isPresent() && !thread().get().equals(ts);
    }

    /** Returns whether the channel itself shows it. */
    public boolean inChannel() {
        return !isReply() || content.path("subtype").asString("").equals("thread_broadcast");
    }

    public boolean seenBy(Person person) {
        return channel.seenBy(person) && (onlyFor.isEmpty() || onlyFor.get() == person);
    }

    Post with(ObjectNode newContent, long newVersion) {
        return new Post(channel, ts, newContent, onlyFor, newVersion, deleted);
    }

    Post gone(long newVersion) {
        return new Post(channel, ts, content, onlyFor, newVersion, true);
    }
}

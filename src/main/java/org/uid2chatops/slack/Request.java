package org.uid2chatops.slack;

import java.util.Optional;

/**
 * Something asked for.
 *
 * @param triggerId Slack's id of that one command or click
 * @param channel where; the person's own id for what was pressed in their Home, which is no channel
 * @param target its name, of a command
 * @param about id of the rollout, or of the approval, that a click is about
 * @param words why, in the person's own words
 */
record Request(String triggerId, String user, String channel, Verb verb, Optional<String> target, Optional<String> about,
        Optional<String> words) {

    boolean fromHome() {
        return channel.equals(user);
    }
}

package org.uid2chatops.outbox;

import java.time.Duration;

/**
 * How often people are told.
 *
 * @param post real time between two posts in one channel
 * @param edit real time between two edits of one live message
 * @param refresh time on the bot's clock after which a changing live message is rendered again
 */
public record Rhythm(Duration post, Duration edit, Duration refresh) {
}

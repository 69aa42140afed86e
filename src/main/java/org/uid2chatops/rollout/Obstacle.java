package org.uid2chatops.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody has stopped what changes a target.
 *
 * @param what {@code locked}, {@code frozen}
 * @param by Slack id; empty if the configuration did
 * @param until when it ends by itself
 */
public record Obstacle(String what, String by, String reason, Instant since, Optional<Instant> until) {
}

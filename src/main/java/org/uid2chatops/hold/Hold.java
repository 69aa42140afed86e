package org.uid2chatops.hold;

import java.time.Instant;
import java.util.Optional;

import org.uid2chatops.rollout.Obstacle;

/**
 * What keeps a target from being changed.
 *
 * @param by Slack id; empty for a window of the configuration
 * @param until when it ends by itself
 */
public record Hold(String target, Kind kind, String by, String reason, Instant since, Optional<Instant> until) {

    /** How it holds. */
    public enum Kind {
        /** Everybody but its owner. */
        LOCK,
        /** Everybody. */
        FREEZE,
        /** Everybody, at times that the configuration names. */
        WINDOW
    }

    /** Returns it as what stands in a rollout's way. */
    public Obstacle obstacle() {
        return new Obstacle(kind == Kind.LOCK ? "locked" : "frozen", by, reason, since, until);
    }
}

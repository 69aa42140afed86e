package org.uid2chatops.rollout;

import java.time.Duration;
import java.util.Optional;

/** Reads the exceptions of one neighbour (Azure, Kubernetes). Thread-safe. */
public interface Diagnosis {

    /** Returns what {@code failure} means, or empty if it is not this neighbour's. */
    Optional<Finding> of(Throwable failure);

    /** What an exception means. */
    sealed interface Finding {

        /**
         * It may pass by itself: throttled, busy, a server error, a connection cut.
         *
         * @param retryAfter on the bot's clock, if the other side said it
         */
        record Transient(Cause cause, Optional<Duration> retryAfter) implements Finding {
        }

        /** Trying again changes nothing. */
        record Permanent(Cause cause) implements Finding {
        }
    }
}

package org.uid2chatops.sandbox.kubernetes.controllers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** When things began, on the simulated clock, and when to look again. Used by the loop's thread alone. */
final class Timers {

    private final Clock clock;
    private final Map<String, Instant> began = new HashMap<>();
    private @Nullable Instant next;

    Timers(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Returns since when that has been so: now, if it is asked for the first time. */
    Instant since(String what) {
        return began.computeIfAbsent(what, _ -> clock.instant());
    }

    /** Returns whether that has been so for long enough; if not, the loop looks again when it is. */
    boolean passed(String what, Duration time) {
        return reached(since(what).plus(time));
    }

    /** Returns whether that instant has come; if not, the loop looks again when it has. */
    boolean reached(Instant instant) {
        if (clock.instant().isBefore(instant)) {
            lookAgain(instant);
            return false;
        }
        return true;
    }

    void restart(String what) {
        began.put(what, clock.instant());
    }

    void forget(String what) {
        began.remove(what);
    }

    void lookAgain(Instant at) {
        if (next == null || at.isBefore(next)) {
            next = at;
        }
    }

    /** Returns when to look again, and forgets it. */
    Optional<Instant> takeNext() {
        Optional<Instant> taken = Optional.ofNullable(next);
        next = null;
        return taken;
    }
}

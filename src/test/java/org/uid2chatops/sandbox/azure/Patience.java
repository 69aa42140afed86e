package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import org.uid2chatops.sandbox.time.SimulatedClock;

/** Holds an answer back until the simulated clock gets there, however the clock gets there. Thread-safe. */
final class Patience {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private final SimulatedClock clock;

    Patience(SimulatedClock clock) {
        this.clock = clock;
    }

    void until(Instant instant) throws InterruptedException {
        var lock = new ReentrantLock();
        var never = lock.newCondition();
        lock.lock();
        try {
            for (Instant now = clock.instant(); now.isBefore(instant); now = clock.instant()) {
                Duration left = clock.inReal(Duration.between(now, instant));
                never.awaitNanos(Math.min(left.toNanos() + 1, LOOK_AGAIN.toNanos()));
            }
        } finally {
            lock.unlock();
        }
    }
}

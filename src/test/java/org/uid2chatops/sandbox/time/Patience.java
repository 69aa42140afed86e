package org.uid2chatops.sandbox.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets answers wait until the simulated clock gets there, however the clock gets there, or the world ends. Thread-safe. */
public final class Patience implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private final SimulatedClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closed;

    public Patience(SimulatedClock clock) {
        this.clock = clock;
    }

    public void until(Instant instant) throws InterruptedException {
        lock.lock();
        try {
            for (Instant now = clock.instant(); !closed && now.isBefore(instant); now = clock.instant()) {
                Duration left = clock.inReal(Duration.between(now, instant));
                closing.awaitNanos(Math.min(left.toNanos() + 1, LOOK_AGAIN.toNanos()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody wait any longer. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

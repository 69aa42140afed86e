package org.uid2chatops.sandbox.slack.workspace;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Counts what changes in the workspace and wakes those who wait for it; the one lock of everything that can change. Thread-safe. */
public final class Changes {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long version;

    /** Makes a change, which is given its number; numbers count up from 1. */
    public <T> T make(LongFunction<T> change) {
        lock.lock();
        try {
            T made = change.apply(++version);
            changed.signalAll();
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the workspace while nothing changes. */
    public <T> T look(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of the last change. */
    public long version() {
        return look(() -> version);
    }

    /** Wakes everybody who waits, for a condition that lies outside the workspace. */
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the condition holds, which is looked at after every change.
     *
     * @param real at most that long, in real time
     * @return whether it holds
     */
    public boolean await(BooleanSupplier condition, Duration real) throws InterruptedException {
        lock.lock();
        try {
            long left = real.toNanos();
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}

package org.uid2chatops.sandbox.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The world's clock: it runs {@code 60 / timeScale} times as fast as real time and can be moved ahead. It starts at the
 * real time. Thread-safe.
 */
public final class SimulatedClock extends Clock {

    private final double speed;
    private final long realStart = System.nanoTime();
    private final Instant start = Instant.now();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** @param timeScale real seconds per simulated minute, above zero; 60 is real time */
    public SimulatedClock(double timeScale) {
        this.speed = 60 / timeScale;
    }

    @Override
    public Instant instant() {
        return start.plusNanos((long) ((System.nanoTime() - realStart) * speed)).plus(ahead.get());
    }

    /** Returns simulated seconds in one real second. */
    public double speed() {
        return speed;
    }

    /** Jumps ahead by a duration that is not negative. */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("the clock only goes ahead, not by " + by);
        }
        ahead.updateAndGet(by::plus);
    }

    /** Returns how long a simulated duration takes in real time. */
    public Duration inReal(Duration simulated) {
        return Duration.ofNanos(Math.round(simulated.toNanos() / speed));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? this : Clock.fixed(instant(), zone);
    }
}

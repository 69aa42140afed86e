package org.uid2chatops.time;

import java.time.Duration;

/**
 * How fast the bot's {@link java.time.Clock} runs against real time. 1 everywhere but in the sandbox, whose clock is
 * quicker: there a duration that somebody states in real time (a {@code Retry-After}, Slack's message rate) is longer
 * on the bot's clock.
 *
 * @param clockPerReal seconds of the bot's clock in one real second, above zero
 */
public record Pace(double clockPerReal) {

    /** The pace of every clock outside the sandbox. */
    public static final Pace REAL = new Pace(1);

    public Pace {
        if (!(clockPerReal > 0)) {
            throw new IllegalArgumentException("clockPerReal must be above zero, not " + clockPerReal);
        }
    }

    /** Returns how long {@code real}, a duration of real time, is on the bot's clock. */
    public Duration onClock(Duration real) {
        return scaled(real, clockPerReal);
    }

    /** Returns how long {@code clock}, a duration on the bot's clock, is in real time. */
    public Duration inReal(Duration clock) {
        return scaled(clock, 1 / clockPerReal);
    }

    private static Duration scaled(Duration duration, double factor) {
        return factor == 1 ? duration : Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
}

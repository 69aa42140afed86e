package org.uid2chatops.time;

import java.time.Duration;
import java.util.Optional;

import org.springframework.boot.convert.DurationStyle;

/** A duration as people write it: {@code 12h}, {@code 2d}, {@code PT90M}. */
public final class WrittenDuration {

    private WrittenDuration() {
    }

    /** Returns it; empty if the text is none. */
    public static Optional<Duration> read(String text) {
        try {
            return Optional.of(DurationStyle.detectAndParse(text));
        } catch (IllegalArgumentException | ArithmeticException none) {
            return Optional.empty();
        }
    }
}

package org.uid2chatops.slack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import org.uid2chatops.time.WrittenDuration;

/** A time as somebody typed it: {@code 3h}, {@code 7d}, {@code 2026-12-01}, {@code 2026-12-01 18:00}; times of day are UTC. */
sealed interface When {

    record Apart(Duration duration) implements When {
    }

    record At(Instant instant) implements When {
    }

    static Optional<When> read(String typed) {
        String text = typed.strip();
        if (text.matches("\\d+")) {
            return Optional.empty();
        }
        return WrittenDuration.read(text).<When>map(Apart::new).or(() -> at(text).map(At::new));
    }

    private static Optional<Instant> at(String text) {
        try {
            return Optional.of(text.length() > 10
                    ? LocalDateTime.parse(text.replace(' ', 'T'), DateTimeFormatter.ISO_LOCAL_DATE_TIME).toInstant(ZoneOffset.UTC)
                    : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeException no) {
            return Optional.empty();
        }
    }

    default Instant after(Instant now) {
        return switch (this) {
            case Apart(Duration duration) -> now.plus(duration);
            case At(Instant instant) -> instant;
        };
    }

    default Instant before(Instant now) {
        return switch (this) {
            case Apart(Duration duration) -> now.minus(duration);
            case At(Instant instant) -> instant;
        };
    }
}

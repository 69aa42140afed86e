package org.uid2chatops.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** When versions of the operator came out and are switched off, as UID2 publishes it. The dates are data: see {@code deactivations.yaml}. */
record PublishedDates(String source, List<Dates> releases) {

    /** What UID2 promises. Source: uid2docs, upgrade policy. */
    private static final int MONTHS_OF_USE = 12;

    /** @param deactivated if it is published; else a year after the release is what to expect */
    record Dates(String version, LocalDate released, @Nullable LocalDate deactivated) {

        LocalDate off() {
            return deactivated == null ? released.plusMonths(MONTHS_OF_USE) : deactivated;
        }
    }

    static PublishedDates bundled() {
        try (InputStream in = PublishedDates.class.getResourceAsStream("deactivations.yaml")) {
            return new YAMLMapper().readValue(Objects.requireNonNull(in), PublishedDates.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

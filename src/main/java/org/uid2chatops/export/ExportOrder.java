package org.uid2chatops.export;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * A file of a target's audit that somebody asked for. The same order makes the same file, whenever it is made.
 *
 * @param from first instant that it covers, to the millisecond
 * @param until last instant that it covers: when it was asked for
 */
public record ExportOrder(String target, Instant from, Instant until, ExportFormat format) {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    public ExportOrder {
        from = from.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns a name that no other order has, unless it asks the same. */
    public String fileName() {
        return "uid2-audit-" + target + "-" + STAMP.format(from) + "-" + STAMP.format(until) + "." + format.word();
    }

    /** Returns it as text that {@link #read} takes. */
    public String written() {
        return String.join("\n", target, from.toString(), until.toString(), format.name());
    }

    /** @throws RuntimeException if {@link #written} did not write it */
    public static ExportOrder read(String written) {
        String[] parts = written.split("\n", -1);
        return new ExportOrder(parts[0], Instant.parse(parts[1]), Instant.parse(parts[2]), ExportFormat.valueOf(parts[3]));
    }
}

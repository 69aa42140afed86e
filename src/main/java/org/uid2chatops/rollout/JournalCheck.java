package org.uid2chatops.rollout;

import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.Verified.Break;

/**
 * Checks journals: each row's hash covers the row and the hash before it, so that a changed, removed or reordered row shows. Reads only.
 * Thread-safe.
 */
@Component
class JournalCheck {

    private final JdbcClient jdbc;

    JournalCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Verified of(Rollout rollout) {
        List<Stored> rows = jdbc.sql("select * from journal where rollout_id = ? and seq <= ? order by seq")
                .params(rollout.id().value(), rollout.seq())
                .query((row, _) -> new Stored(row.getLong("seq"), row.getString("previous"), row.getString("hash"),
                        Journal.hash(row.getString("previous"), rollout.id(), row.getLong("seq"),
                                row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("type"), row.getString("body"))))
                .list();
        var hashes = new LinkedHashSet<String>();
        rows.forEach(row -> hashes.add(row.hash()));
        return new Verified(rollout.id(), rollout.target(), rollout.started(), rows.size(), broken(rollout, rows), hashes);
    }

    private static Optional<Break> broken(Rollout rollout, List<Stored> rows) {
        String previous = Rollout.NOTHING;
        long expected = 1;
        for (Stored row : rows) {
            if (row.seq() != expected) {
                return Optional.of(new Break(expected, row.seq() == expected + 1
                        ? "row " + expected + " is missing"
                        : "rows " + expected + " to " + (row.seq() - 1) + " are missing"));
            }
            if (!row.hash().equals(row.computed())) {
                return Optional
                        .of(new Break(row.seq(), "row " + row.seq() + " is not what was written: its content and its hash disagree"));
            }
            if (!row.previous().equals(previous)) {
                return Optional
                        .of(new Break(row.seq(), "row " + row.seq() + " does not follow the row before it: one of them was replaced"));
            }
            previous = row.hash();
            expected++;
        }
        return previous.equals(rollout.head()) && expected == rollout.seq() + 1
                ? Optional.empty()
                : Optional.of(new Break(expected, "the journal ends at row " + (expected - 1) + ", and the rollout says " + rollout.seq()));
    }

    /** @param computed the hash that the row's content has */
    private record Stored(long seq, String previous, String hash, String computed) {
    }
}

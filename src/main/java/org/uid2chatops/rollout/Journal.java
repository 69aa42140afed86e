package org.uid2chatops.rollout;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The append-only table of what happened to each rollout. Each row's hash covers the row and the hash before it, so that
 * a changed, removed or reordered row shows.
 */
@Component
class Journal {

    private final JdbcClient jdbc;
    private final EntryJson json;

    Journal(JdbcClient jdbc, EntryJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Appends a row in the caller's transaction. The rollout must be locked. */
    JournalRow append(Rollout rollout, Instant now, Entry entry) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        String body = json.body(entry);
        long seq = rollout.seq() + 1;
        String hash = hash(rollout.head(), rollout.id(), seq, at, EntryJson.type(entry), body);
        jdbc.sql("insert into journal (rollout_id, seq, at, type, body, previous, hash) values (?, ?, ?, ?, ?, ?, ?)")
                .params(rollout.id().value(), seq, at.atOffset(ZoneOffset.UTC), EntryJson.type(entry), body, rollout.head(), hash).update();
        return new JournalRow(rollout.id(), seq, at, entry, rollout.head(), hash);
    }

    /** Returns a rollout's rows, oldest first. */
    List<JournalRow> rows(RolloutId id) {
        return jdbc.sql("select * from journal where rollout_id = ? order by seq").param(id.value())
                .query((row, _) -> new JournalRow(id, row.getLong("seq"), row.getObject("at", OffsetDateTime.class).toInstant(),
                        json.read(row.getString("type"), row.getString("body")), row.getString("previous"), row.getString("hash")))
                .list();
    }

    static String hash(String previous, RolloutId rollout, long seq, Instant at, String type, String body) {
        String text = String.join("\n", previous, rollout.value(), Long.toString(seq), at.toString(), type, body);
        return DigestUtils.sha256Hex(text);
    }
}

package org.uid2chatops.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.chain.ChainBreak;
import org.uid2chatops.chain.ChainWalk;

/**
 * Who asked for what, who was refused, who decided what: append-only, and hash-chained for each target, so that a changed, removed or
 * reordered row shows. What a rollout did stands in its journal. Thread-safe.
 */
@Component
public class Audit {

    private static final int MOST = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public Audit(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Appends a row, in the caller's transaction if there is one. It holds the target's chain until that ends, so it comes before whatever
     * is added to the outbox.
     *
     * @param person Slack id; empty if nobody did it
     * @param what {@code approved}
     * @param digest of the plan it is about; empty if it is about none
     */
    public void record(String target, String person, String what, String detail, String digest) {
        recordOnce("", target, person, what, detail, digest);
    }

    /** As {@link #record}; the second time with the same key changes nothing. */
    public void recordOnce(String key, String target, String person, String what, String detail, String digest) {
        transaction.executeWithoutResult(_ -> {
            Head head = hold(target);
            if (!key.isEmpty() && jdbc.sql("select count(*) from audit where request_key = ?").param(key).query(Long.class).single() > 0) {
                return;
            }
            Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var row = new AuditRow(target, head.seq() + 1, at, person, what, detail, digest, head.hash(), "");
            String hash = hash(row);
            jdbc.sql("""
                    insert into audit (target, seq, request_key, at, slack_user, what, detail, digest, previous, hash)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""").param(target).param(row.seq()).param(key.isEmpty() ? null : key)
                    .param(at.atOffset(ZoneOffset.UTC)).param(person).param(what).param(detail).param(digest).param(head.hash()).param(hash)
                    .update();
            jdbc.sql("update audit_chain set seq = ?, head = ? where target = ?").params(row.seq(), hash, target).update();
        });
    }

    /** Returns the rows of a target since then, oldest first; the newest if they are many. */
    public List<AuditRow> since(String target, Instant since) {
        return rows("where target = ? and at >= ? order by seq desc limit " + MOST, target, since.atOffset(ZoneOffset.UTC)).reversed();
    }

    /** Checks a target's chain: returns the first place where its rows are not as they were written. */
    public Optional<ChainBreak> broken(String target) {
        // the head first: what is written while this walks lies behind it
        Head head = jdbc.sql("select seq, head from audit_chain where target = ?").param(target).query(Audit::head).optional()
                .orElse(new Head(0, ChainWalk.NOTHING));
        var walk = new ChainWalk();
        each(target, 1, head.seq(), row -> walk.row(row.seq(), row.previous(), row.hash(), hash(row)));
        return walk.end(head.seq(), head.hash()).or(() -> unwritten(target));
    }

    /** What somebody added behind the head, or left behind when they took the head away. */
    private Optional<ChainBreak> unwritten(String target) {
        return jdbc.sql("""
                select min(seq) from audit where target = :target
                and seq > coalesce((select seq from audit_chain where target = :target), 0)""").param("target", target)
                .query(Long.class).optional().map(seq -> new ChainBreak(seq, "row " + seq + " was not written by me"));
    }

    /** Returns which rows of a target are those from then until then; none in between is left out, whatever time it says. */
    public AuditSpan span(String target, Instant from, Instant until) {
        return jdbc.sql("select min(seq), max(seq) from audit where target = ? and at >= ? and at <= ?")
                .params(target, from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject(1) == null ? AuditSpan.NONE : new AuditSpan(row.getLong(1), row.getLong(2))).single();
    }

    /** Hands over a target's rows with those numbers, oldest first, a few at a time however many they are. */
    public void each(String target, long first, long last, Consumer<AuditRow> reader) {
        List<AuditRow> page;
        for (long next = first; next <= last; next = page.getLast().seq() + 1) {
            page = rows("where target = ? and seq >= ? and seq <= ? order by seq limit " + MOST, target, next, last);
            page.forEach(reader);
            if (page.isEmpty()) {
                return;
            }
        }
    }

    private List<AuditRow> rows(String where, Object... parameters) {
        return jdbc.sql("select * from audit " + where).params(parameters)
                .query((row, _) -> new AuditRow(row.getString("target"), row.getLong("seq"),
                        row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("slack_user"), row.getString("what"),
                        row.getString("detail"), row.getString("digest"), row.getString("previous"), row.getString("hash")))
                .list();
    }

    private Head hold(String target) {
        jdbc.sql("insert into audit_chain (target, seq, head) values (?, 0, ?) on conflict do nothing").params(target, ChainWalk.NOTHING)
                .update();
        return jdbc.sql("select seq, head from audit_chain where target = ? for update").param(target)
                .query(Audit::head).single();
    }

    private static Head head(ResultSet row, int number) throws SQLException {
        return new Head(row.getLong("seq"), row.getString("head"));
    }

    private record Head(long seq, String hash) {
    }

    private static String hash(AuditRow row) {
        return DigestUtils.sha256Hex(String.join("\n", row.previous(), row.target(), Long.toString(row.seq()), row.at().toString(),
                row.person(), row.what(), row.detail(), row.digest()));
    }
}

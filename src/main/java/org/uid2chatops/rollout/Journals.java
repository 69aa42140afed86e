package org.uid2chatops.rollout;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journals of a target's rollouts as they are stored, hashes and all, for whoever takes them out. Reads only; thread-safe. */
@Component
public class Journals {

    private static final String WITHIN = "from journal where rollout_id = ? and at >= ? and at <= ?";

    private final JdbcClient jdbc;
    private final RolloutTable rollouts;
    private final JournalCheck check;

    Journals(JdbcClient jdbc, RolloutTable rollouts, JournalCheck check) {
        this.jdbc = jdbc;
        this.rollouts = rollouts;
        this.check = check;
    }

    /** Returns how many rows there are from then until then, of all rollouts of a target. */
    public long count(String target, Instant from, Instant until) {
        return jdbc.sql("""
                select count(*) from journal join rollout on rollout.id = journal.rollout_id
                where rollout.target = ? and journal.at >= ? and journal.at <= ?""").params(target, at(from), at(until))
                .query(Long.class).single();
    }

    /** Returns the rollouts of a target that have rows from then until then, oldest first. */
    public List<RolloutId> within(String target, Instant from, Instant until) {
        return jdbc.sql("""
                select id from rollout where target = ? and exists
                (select 1 from journal where rollout_id = rollout.id and at >= ? and at <= ?) order by started_at, id""")
                .params(target, at(from), at(until)).query((row, _) -> new RolloutId(row.getString(1))).list();
    }

    /** Hands over a rollout's rows from then until then, oldest first; none in between is left out, whatever time it says. */
    public void each(RolloutId id, Instant from, Instant until, Consumer<Stored> reader) {
        jdbc.sql("select * from journal where rollout_id = ? and seq >= (select min(seq) " + WITHIN + ") and seq <= (select max(seq) "
                + WITHIN + ") order by seq")
                .params(id.value(), id.value(), at(from), at(until), id.value(), at(from), at(until))
                .query(row -> {
                    reader.accept(new Stored(id, row.getLong("seq"), row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("type"), row.getString("body"), row.getString("previous"), row.getString("hash")));
                });
    }

    /** Checks the whole journal of a rollout that {@link #within} has named. */
    public Verified check(RolloutId id) {
        return check.of(rollouts.find(id).orElseThrow(() -> new IllegalStateException("there is no rollout " + id)));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * A journal's row, unread.
     *
     * @param type of the entry
     * @param body JSON; its hash is over this very text
     */
    public record Stored(RolloutId rollout, long seq, Instant at, String type, String body, String previous, String hash) {
    }
}

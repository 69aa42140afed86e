package org.uid2chatops.rollout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.RolloutView.Status;

/** The tables of rollouts, of targets' locks and of turns. Every method takes part in the caller's transaction. */
@Component
class RolloutTable {

    private final JdbcClient jdbc;

    RolloutTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Rollout rollout) {
        jdbc.sql(
                """
                        insert into rollout (id, target, request_key, requested_by, channel, release, definition, epoch, status, started_at, seq, head)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(rollout.id().value(), rollout.target(), rollout.requestKey(), rollout.by(), rollout.channel(), rollout.release(),
                        rollout.definition(), rollout.epoch(), rollout.status().name(), rollout.started().atOffset(ZoneOffset.UTC),
                        rollout.seq(), rollout.head())
                .update();
    }

    void update(Rollout rollout) {
        jdbc.sql("update rollout set epoch = ?, status = ?, ended_at = ?, seq = ?, head = ? where id = ?").param(rollout.epoch())
                .param(rollout.status().name()).param(rollout.ended().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .param(rollout.seq()).param(rollout.head()).param(rollout.id().value())
                .update();
    }

    Optional<Rollout> find(RolloutId id) {
        return jdbc.sql("select * from rollout where id = ?").param(id.value()).query(RolloutTable::read).optional();
    }

    /** Returns the rollout, held against every other transaction until this one ends. */
    Optional<Rollout> lock(RolloutId id) {
        return jdbc.sql("select * from rollout where id = ? for update").param(id.value()).query(RolloutTable::read).optional();
    }

    Optional<Rollout> asked(String requestKey) {
        return jdbc.sql("select * from rollout where request_key = ?").param(requestKey).query(RolloutTable::read).optional();
    }

    Optional<Rollout> latest(String target) {
        return newest(target, 1).stream().findFirst();
    }

    /** Returns the newest rollouts of a target, newest first. */
    List<Rollout> newest(String target, int most) {
        return jdbc.sql("select * from rollout where target = ? order by started_at desc, id desc limit ?").params(target, most)
                .query(RolloutTable::read).list();
    }

    /** Returns the rollout that runs on the target, if one does. */
    Optional<Rollout> running(String target) {
        return jdbc
                .sql("select rollout.* from rollout join target_lock on target_lock.rollout_id = rollout.id where target_lock.target = ?")
                .param(target).query(RolloutTable::read).optional();
    }

    /**
     * Takes the target for the rollout.
     *
     * @throws DuplicateKeyException if another holds it; the transaction must then be given up
     */
    void take(String target, RolloutId id) {
        jdbc.sql("insert into target_lock (target, rollout_id) values (?, ?)").params(target, id.value()).update();
    }

    void free(String target) {
        jdbc.sql("delete from target_lock where target = ?").param(target).update();
    }

    /** Starts the next turn at a step. The rollout must be locked. */
    Turn turn(Rollout rollout, StepName step, String holder, Instant now) {
        var previous = jdbc.sql("select turn, holder, at from step_turn where rollout_id = ? and step = ?")
                .params(rollout.id().value(), step.name())
                .query((row, _) -> new Turn(rollout.id(), step, rollout.epoch(), row.getLong("turn"), row.getString("holder"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .optional();
        if (previous.isEmpty()) {
            jdbc.sql("insert into step_turn (rollout_id, step, turn, holder, at) values (?, ?, 1, ?, ?)")
                    .params(rollout.id().value(), step.name(), holder, now.atOffset(ZoneOffset.UTC)).update();
            return new Turn(rollout.id(), step, rollout.epoch(), 1, holder, now);
        }
        long next = previous.get().number() + 1;
        jdbc.sql("update step_turn set turn = ?, holder = ?, at = ? where rollout_id = ? and step = ?")
                .params(next, holder, now.atOffset(ZoneOffset.UTC), rollout.id().value(), step.name()).update();
        return new Turn(rollout.id(), step, rollout.epoch(), next, previous.get().previousHolder(), previous.get().previousAt());
    }

    /** Returns whether no later turn has begun. The rollout must be locked. */
    boolean isLatest(Turn turn) {
        return jdbc.sql("select turn from step_turn where rollout_id = ? and step = ?").params(turn.rollout().value(), turn.step().name())
                .query(Long.class).single() == turn.number();
    }

    /**
     * One look at a step by one process.
     *
     * @param previousHolder which process had the turn before; this one, if there was none
     * @param previousAt when that turn began
     */
    record Turn(RolloutId rollout, StepName step, int epoch, long number, String previousHolder, Instant previousAt) {
    }

    private static Rollout read(ResultSet row, int number) throws SQLException {
        return new Rollout(new RolloutId(row.getString("id")), row.getString("target"), row.getString("request_key"),
                row.getString("requested_by"), row.getString("channel"), row.getString("release"), row.getInt("definition"),
                row.getInt("epoch"), Status.valueOf(row.getString("status")), row.getObject("started_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant), row.getLong("seq"),
                row.getString("head"));
    }
}

package org.uid2chatops.outbox;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The outbox in the database. Whoever adds to a lane or ends its delivery holds the lane's row: without that, a delivery
 * that is about to end could miss what is being added, and nobody would deliver it. It is always taken first, so that
 * two writers wait for each other in one order. A process that stood still may believe that it still delivers: each run has a
 * number, and only the newest one's notes are taken.
 */
@Component
class OutboxStore implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxStore.class);
    static final String TASK = "outbox/deliver";
    /** One lane for every Home: Slack counts them together. */
    private static final String HOMES = "homes";

    private final Lanes lanes = new Lanes();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SchedulerClient scheduler;
    private final Clock clock;

    OutboxStore(JdbcClient jdbc, PlatformTransactionManager transactions, SchedulerClient scheduler, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public void add(Message message) {
        if (!lane(message).equals(HOMES) || !TransactionSynchronizationManager.isSynchronizationActive()) {
            put(message);
            return;
        }
        // whatever the transaction tells in a channel, this lane is the last that it takes
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                put(message);
            }
        });
    }

    private void put(Message message) {
        transaction.executeWithoutResult(_ -> {
            String lane = lane(message);
            Instant now = clock.instant();
            hold(lane);
            write(lane, message, now);
            try {
                scheduler.schedule(new TaskInstance<>(TASK, lane), now, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
            } catch (TaskInstanceCurrentlyExecutingException | ExecutionException delivering) {
                LOG.debug("{} is being delivered; the delivery looks once more, holding the lane, before it ends", lane, delivering);
            }
        });
    }

    private void write(String lane, Message message, Instant now) {
        switch (message) {
            case Message.Live live -> stale(lane, "LIVE", live.rollout(), live.channel(), now);
            case Message.Approval approval -> stale(lane, "APPROVAL", approval.approval(), approval.channel(), now);
            case Message.ApprovalNews news ->
                insert(lane, "APPROVAL_NEWS", news.approval(), news.number(), null, news.channel(), null, now);
            case Message.Detail detail -> insert(lane, "DETAIL", detail.rollout(), detail.seq(), null, detail.channel(), null, now);
            case Message.Outcome outcome -> insert(lane, "OUTCOME", outcome.rollout(), outcome.seq(), null, outcome.channel(), null, now);
            case Message.File file -> insert(lane, "FILE", null, null, file.user(), file.channel(), file.order(), now);
            case Message.Reply reply -> insert(lane, "REPLY", null, null, reply.user(), reply.channel(), reply.text(), now);
            case Message.Homes homes -> stale(lane, "HOMES", "", homes.channel(), now);
            case Message.Home home -> {
                stale(lane, "HOME", home.user(), home.channel(), now);
                if (home.urgent()) {
                    jdbc.sql("update outbox set urgent = true where lane = ? and kind = 'HOME' and rollout = ?").params(lane, home.user())
                            .update();
                }
            }
        }
    }

    private void stale(String lane, String kind, String subject, String channel, Instant now) {
        if (jdbc.sql("update outbox set version = version + 1, due = ? where lane = ? and kind = ? and rollout = ?")
                .params(at(now), lane, kind, subject).update() == 0) {
            insert(lane, kind, subject, null, null, channel, null, now);
        }
    }

    private void insert(String lane, String kind, @Nullable String rollout, @Nullable Long seq, @Nullable String user, String channel,
            @Nullable String reply, Instant now) {
        jdbc.sql("""
                insert into outbox (lane, kind, rollout, seq, slack_user, channel, reply, due)
                values (:lane, :kind, :rollout, :seq, :user, :channel, :reply, :due)
                """).param("lane", lane).param("kind", kind).param("rollout", rollout).param("seq", seq).param("user", user)
                .param("channel", channel).param("reply", reply).param("due", at(now)).update();
    }

    /** Starts the next run of a lane's delivery; what the one before may still want to write is not accepted. */
    Run begin(String lane) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            hold(lane);
            jdbc.sql("update outbox_lane set turn = turn + 1 where lane = ?").param(lane).update();
            return new Run(lane, turn(lane));
        }));
    }

    private long turn(String lane) {
        return jdbc.sql("select turn from outbox_lane where lane = ?").param(lane).query(Long.class).single();
    }

    /**
     * Does {@code work} while nobody else can write to the run's lane.
     *
     * @return what it comes to; empty if a later run has begun: nothing was done, and nothing more may be
     */
    <T> Optional<T> within(Run run, Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            hold(run.lane());
            return turn(run.lane()) == run.turn() ? Optional.of(work.get()) : Optional.<T>empty();
        }));
    }

    /** As {@link #within}; returns whether it was done. */
    boolean note(Run run, Runnable work) {
        return within(run, () -> {
            work.run();
            return true;
        }).isPresent();
    }

    /** Holds the lane until the end of the current transaction. */
    private void hold(String lane) {
        if (!lanes.enter(lane)) {
            return;
        }
        jdbc.sql("insert into outbox_lane (lane) values (?) on conflict do nothing").param(lane).update();
        jdbc.sql("select lane from outbox_lane where lane = ? for update").param(lane).query(String.class).single();
    }

    Lane lane(String lane) {
        return jdbc.sql("select failures, not_before, posted_at from outbox_lane where lane = ?").param(lane).query(
                (rs, _) -> new Lane(rs.getInt(1), instant(rs.getObject(2, OffsetDateTime.class)),
                        instant(rs.getObject(3, OffsetDateTime.class))))
                .optional().orElse(new Lane(0, null, null));
    }

    /** Returns what is to be told in a lane, oldest first, after what somebody waits for. */
    List<Row> rows(String lane) {
        return jdbc.sql("""
                select id, kind, rollout, seq, slack_user, channel, reply, version, batch, failures, due, not_before, urgent
                from outbox where lane = ? order by urgent desc, id
                """).param(lane).query((rs, _) -> {
            String channel = rs.getString("channel");
            var message = switch (rs.getString("kind")) {
                case "LIVE" -> new Message.Live(rs.getString("rollout"), channel);
                case "DETAIL" -> new Message.Detail(rs.getString("rollout"), channel, rs.getLong("seq"));
                case "OUTCOME" -> new Message.Outcome(rs.getString("rollout"), channel, rs.getLong("seq"));
                case "APPROVAL" -> new Message.Approval(rs.getString("rollout"), channel);
                case "APPROVAL_NEWS" -> new Message.ApprovalNews(rs.getString("rollout"), channel, rs.getLong("seq"));
                case "FILE" -> new Message.File(rs.getString("slack_user"), channel, rs.getString("reply"));
                case "REPLY" -> new Message.Reply(rs.getString("slack_user"), channel, rs.getString("reply"));
                case "HOMES" -> new Message.Homes();
                case "HOME" -> new Message.Home(rs.getString("rollout"), rs.getBoolean("urgent"));
                case String other -> throw new IllegalStateException("outbox row of unknown kind " + other);
            };
            return new Row(rs.getLong("id"), message, rs.getLong("version"), rs.getObject("batch", Long.class), rs.getInt("failures"),
                    rs.getObject("due", OffsetDateTime.class).toInstant(), instant(rs.getObject("not_before", OffsetDateTime.class)));
        }).list();
    }

    /** Notes that a try to deliver these rows together begins. */
    void trying(List<Row> rows) {
        jdbc.sql("update outbox set batch = :last where id in (:ids)").param("last", rows.getLast().id()).param("ids", ids(rows)).update();
    }

    /** Removes what was delivered; a live message that became stale meanwhile stays. */
    void delivered(String lane, List<Row> rows, Instant now) {
        rows.forEach(row -> jdbc.sql("delete from outbox where id = ? and version = ?").params(row.id(), row.version()).update());
        spoke(lane, rows, now);
    }

    /** Keeps a live message, due again at {@code due}, or when it becomes stale, but not before {@code notBefore}. */
    void changing(String lane, Row row, Instant due, Instant notBefore, Instant now) {
        jdbc.sql("update outbox set not_before = ? where id = ?").params(at(notBefore), row.id()).update();
        jdbc.sql("update outbox set due = ? where id = ? and version = ?").params(at(due), row.id(), row.version()).update();
        spoke(lane, List.of(row), now);
    }

    private void spoke(String lane, List<Row> rows, Instant now) {
        jdbc.sql("update outbox set failures = 0 where id in (:ids)").param("ids", ids(rows)).update();
        jdbc.sql("update outbox_lane set failures = 0, not_before = null where lane = ?").param(lane).update();
        if (rows.stream().noneMatch(Row::isLive)) {
            jdbc.sql("update outbox_lane set posted_at = ? where lane = ?").params(at(now), lane).update();
        }
    }

    /** Has the whole lane wait after a failure. */
    void failed(String lane, List<Row> rows, Instant notBefore) {
        jdbc.sql("update outbox set failures = failures + 1 where id in (:ids)").param("ids", ids(rows)).update();
        jdbc.sql("update outbox_lane set failures = failures + 1, not_before = ? where lane = ?").params(at(notBefore), lane).update();
    }

    /** Forgets a try that certainly delivered nothing. */
    void untried(List<Row> rows) {
        jdbc.sql("update outbox set batch = null where id in (:ids)").param("ids", ids(rows)).update();
    }

    /** Has only these rows (and what follows them in their thread) wait. */
    void postpone(List<Row> rows, Instant notBefore) {
        jdbc.sql("update outbox set not_before = :until where id in (:ids)").param("until", at(notBefore)).param("ids", ids(rows)).update();
    }

    private static List<Long> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }

    private static String lane(Message message) {
        return switch (message) {
            case Message.Live live -> live.channel();
            case Message.Detail detail -> detail.channel();
            case Message.Outcome outcome -> outcome.channel();
            case Message.Approval approval -> approval.channel();
            case Message.ApprovalNews news -> news.channel();
            // a large one takes its time, and holds nothing else up
            case Message.File file -> file.channel() + "/files";
            case Message.Reply reply -> reply.channel() + "/" + reply.user();
            case Message.Homes _,Message.Home _ -> HOMES;
        };
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * A run of a lane's delivery.
     *
     * @param turn counts the lane's runs
     */
    record Run(String lane, long turn) {
    }

    /**
     * How a lane is doing.
     *
     * @param failures in a row
     */
    record Lane(int failures, @Nullable Instant notBefore, @Nullable Instant postedAt) {
    }
}

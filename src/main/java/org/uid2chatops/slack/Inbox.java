package org.uid2chatops.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.scheduling.Threads;

/**
 * What people asked for, recorded before it is acknowledged. Recording takes at most {@link #PATIENCE}: then it is given
 * up for certain, or, when the commit was already under way, {@link #LAST_PATIENCE} more. Thread-safe.
 */
@Component
class Inbox {

    static final String TASK = "slack/command";
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LAST_PATIENCE = Duration.ofMillis(700);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SchedulerClient scheduler;
    private final Clock clock;
    private final ExecutorService writers = Threads.perTask("inbox");

    Inbox(JdbcClient jdbc, PlatformTransactionManager transactions, SchedulerClient scheduler, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setTimeout((int) PATIENCE.toSeconds());
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Records a request and schedules its execution; the second time the same trigger id changes nothing. */
    Outcome record(Request request) {
        var state = new AtomicReference<>(Writing.OPEN);
        Future<Boolean> writing = writers.submit(() -> write(request, state));
        try {
            return result(writing, PATIENCE);
        } catch (TimeoutException slow) {
            if (state.compareAndSet(Writing.OPEN, Writing.GIVEN_UP)) {
                LOG.warn("The database did not record a command within {} ms; the person is told so", PATIENCE.toMillis());
                return Outcome.NOT_RECORDED;
            }
            return committing(writing);
        } catch (ExecutionException failed) {
            LOG.error("A command could not be recorded; the person is told so", failed.getCause());
            return state.get() == Writing.COMMITTING ? Outcome.UNKNOWN : Outcome.NOT_RECORDED;
        }
    }

    private static Outcome committing(Future<Boolean> writing) {
        try {
            return result(writing, LAST_PATIENCE);
        } catch (TimeoutException | ExecutionException e) {
            LOG.error("Whether a command was recorded is not known; the person is told so", e);
            return Outcome.UNKNOWN;
        }
    }

    private static Outcome result(Future<Boolean> writing, Duration patience) throws TimeoutException, ExecutionException {
        try {
            return writing.get(patience.toMillis(), TimeUnit.MILLISECONDS) ? Outcome.RECORDED : Outcome.NOT_RECORDED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }

    /** Never interrupted: H2 closes its file when a thread that uses it is. */
    private boolean write(Request request, AtomicReference<Writing> state) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int inserted = jdbc.sql("""
                    insert into inbox (trigger_id, slack_user, channel, verb, target, rollout, words, received_at)
                    values (:trigger, :user, :channel, :verb, :target, :about, :words, :now)
                    on conflict do nothing
                    """).param("trigger", request.triggerId()).param("user", request.user()).param("channel", request.channel())
                    .param("verb", request.verb().name()).param("target", request.target().orElse(null))
                    .param("about", request.about().orElse(null)).param("words", request.words().orElse(null))
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
            if (inserted > 0) {
                scheduler.scheduleIfNotExists(new TaskInstance<>(TASK, request.triggerId()), clock.instant());
            }
            if (!state.compareAndSet(Writing.OPEN, Writing.COMMITTING)) {
                status.setRollbackOnly();
                return false;
            }
            return true;
        }));
    }

    /** Returns a recorded request that was not answered yet. */
    Optional<Request> unanswered(String triggerId) {
        return jdbc.sql("select slack_user, channel, verb, target, rollout, words from inbox where trigger_id = ? and answered_at is null")
                .param(triggerId)
                .query((rs, _) -> new Request(triggerId, rs.getString(1), rs.getString(2), Verb.valueOf(rs.getString(3)),
                        Optional.ofNullable(rs.getString(4)), Optional.ofNullable(rs.getString(5)), Optional.ofNullable(rs.getString(6))))
                .optional();
    }

    void answered(String triggerId) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("update inbox set answered_at = ? where trigger_id = ?").params(now, triggerId).update();
    }

    /** Returns when a request was recorded. */
    Instant received(String triggerId) {
        return jdbc.sql("select received_at from inbox where trigger_id = ?").param(triggerId).query(OffsetDateTime.class).single()
                .toInstant();
    }

    /** Returns how often in a row it could not be answered, and got no further. */
    int postponed(String triggerId) {
        return jdbc.sql("select postponed from inbox where trigger_id = ?").param(triggerId).query(Integer.class).single();
    }

    void postpone(String triggerId, int inVain) {
        jdbc.sql("update inbox set postponed = ? where trigger_id = ?").params(inVain, triggerId).update();
    }

    /** Returns who is the first in line for the target of a request that waits, unless it is that request. */
    Optional<String> ahead(Request request) {
        return waiting(request.target().orElse("")).stream().findFirst().filter(first -> !first.triggerId().equals(request.triggerId()))
                .map(Waiting::user);
    }

    /** Returns what waits for a target to become free, the first in line first. */
    List<Waiting> waiting(String target) {
        return jdbc.sql("select trigger_id, slack_user from inbox where verb = ? and target = ? and answered_at is null "
                + "order by received_at, trigger_id").params(Verb.DEPLOY_BEHIND.name(), target)
                .query((rs, _) -> new Waiting(rs.getString(1), rs.getString(2))).list();
    }

    /** A request that waits behind somebody else's rollout. */
    record Waiting(String triggerId, String user) {
    }

    /** Forgets what that person waits for on that target. Returns how many requests those were. */
    int forgetWaiting(String user, String target) {
        return jdbc.sql("update inbox set answered_at = ? where verb = ? and slack_user = ? and target = ? and answered_at is null")
                .params(clock.instant().atOffset(ZoneOffset.UTC), Verb.DEPLOY_BEHIND.name(), user, target).update();
    }

    /** Whether it was recorded. */
    enum Outcome {
        RECORDED,
        NOT_RECORDED,
        UNKNOWN;

        /**
         * Returns what the person is told; empty if it was recorded.
         *
         * @param done what did not come of it, as {@code started}
         * @param again what they do another time, as {@code press it}
         */
        String answer(String done, String again) {
            return switch (this) {
                case RECORDED -> "";
                case NOT_RECORDED -> "Not recorded: my database does not answer, so nothing was " + done + ". Please " + again
                        + " again in a moment.";
                case UNKNOWN -> "I cannot tell whether that was recorded: my database stopped answering in the middle. Type `/uid2 status` "
                        + "in a moment; if nothing was " + done + ", " + again + " again.";
            };
        }
    }

    private enum Writing {
        OPEN,
        COMMITTING,
        GIVEN_UP
    }
}

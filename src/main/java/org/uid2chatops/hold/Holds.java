package org.uid2chatops.hold;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.config.ApprovalPolicy;
import org.uid2chatops.config.Target;
import org.uid2chatops.hold.Hold.Kind;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Agreement;
import org.uid2chatops.rollout.Obstacle;
import org.uid2chatops.rollout.StartGuard;

/** Locks and freezes of targets. A lock keeps out everybody but its owner, a freeze everybody. Thread-safe. */
@Component
public class Holds implements StartGuard {

    static final String REMINDER = "hold/reminder";
    /** On the bot's clock. */
    private static final Duration REMIND_AFTER = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FreezeWindows windows;
    private final Outbox outbox;
    private final HoldWords words;
    private final SchedulerClient scheduler;
    private final Clock clock;

    Holds(JdbcClient jdbc, TransactionTemplate transaction, FreezeWindows windows, Outbox outbox, HoldWords words,
            SchedulerClient scheduler, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.windows = windows;
        this.outbox = outbox;
        this.words = words;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * Locks a target, unless somebody has.
     *
     * @param channel where its owner is reminded after a day
     * @return the lock that holds now
     */
    public Hold lock(String target, String by, String reason, String channel) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            if (insert(new Hold(target, Kind.LOCK, by, reason, now, Optional.empty())) > 0) {
                outbox.add(new Message.Homes());
                scheduler.scheduleIfNotExists(new TaskInstance<>(REMINDER, target + " " + channel + " " + by + " " + now),
                        now.plus(REMIND_AFTER));
            }
            return own(target, Kind.LOCK).orElseThrow();
        }));
    }

    /**
     * Opens a target again.
     *
     * @param anyway whether somebody else's lock is taken away too; its owner is told
     * @return the lock that was there; empty if there was none
     */
    public Optional<Hold> unlock(String target, String by, boolean anyway, String channel) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Optional<Hold> lock = own(target, Kind.LOCK);
            lock.filter(one -> anyway || one.by().equals(by)).ifPresent(one -> {
                remove(target, Kind.LOCK);
                outbox.add(new Message.Homes());
                if (!one.by().equals(by)) {
                    outbox.add(new Message.Reply(one.by(), channel, words.takenAway(one, by)));
                }
            });
            return lock;
        }));
    }

    /** Freezes a target for everybody; a freeze that is there is replaced. */
    public Hold freeze(String target, String by, String reason, Instant until) {
        var freeze = new Hold(target, Kind.FREEZE, by, reason, clock.instant().truncatedTo(ChronoUnit.MILLIS), Optional.of(until));
        transaction.executeWithoutResult(_ -> {
            remove(target, Kind.FREEZE);
            insert(freeze);
            outbox.add(new Message.Homes());
        });
        return freeze;
    }

    /** Ends a freeze. Returns whether there was one. */
    public boolean unfreeze(String target) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            outbox.add(new Message.Homes());
            return remove(target, Kind.FREEZE) > 0;
        }));
    }

    /** Returns all that holds a target now. */
    public List<Hold> on(String target) {
        Instant now = clock.instant();
        return Stream.concat(jdbc.sql("select * from hold where target = ? order by kind desc").param(target)
                .query((row, _) -> new Hold(target,
                        Kind.valueOf(row.getString("kind")), row.getString("slack_user"), row.getString("reason"),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("until", OffsetDateTime.class)).map(OffsetDateTime::toInstant)))
                .list().stream()
                .filter(hold -> hold.until().filter(until -> !now.isBefore(until)).isEmpty()), windows.on(target, now).stream()).toList();
    }

    /** Returns whether a target is frozen now, so that more people than usual have to agree. */
    public boolean frozen(String target) {
        return on(target).stream().anyMatch(hold -> hold.kind() != Kind.LOCK);
    }

    @Override
    public Optional<Obstacle> against(Target target, String by, Optional<Agreement> agreement) {
        boolean through = agreement.isPresent()
                && target.approval().filter(policy -> goesThrough(policy, agreement.get())).isPresent();
        return on(target.name()).stream().filter(hold -> hold.kind() == Kind.LOCK ? !hold.by().equals(by) : !through).findFirst()
                .map(Hold::obstacle);
    }

    /** An emergency does not wait for a freeze to end; a lock that is in its way is taken over. */
    private static boolean goesThrough(ApprovalPolicy policy, Agreement agreement) {
        return agreement.by().size() >= policy.freezeQuorum() || agreement.emergency() && policy.breakGlass().isPresent();
    }

    /** Reminds the owner of a lock that is a day old, and again each day. Returns when to look again; empty if it is gone. */
    Optional<Instant> remind(String instance) {
        String[] parts = instance.split(" ");
        return own(parts[0], Kind.LOCK).filter(lock -> lock.by().equals(parts[2]) && lock.since().toString().equals(parts[3])).map(lock -> {
            outbox.add(new Message.Reply(lock.by(), parts[1], words.reminder(lock, Duration.between(lock.since(), clock.instant()))));
            return clock.instant().plus(REMIND_AFTER);
        });
    }

    private Optional<Hold> own(String target, Kind kind) {
        return on(target).stream().filter(hold -> hold.kind() == kind).findFirst();
    }

    private int insert(Hold hold) {
        return jdbc
                .sql("insert into hold (target, kind, slack_user, reason, since, until) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                .param(hold.target()).param(hold.kind().name()).param(hold.by()).param(hold.reason())
                .param(hold.since().atOffset(ZoneOffset.UTC))
                .param(hold.until().map(until -> until.atOffset(ZoneOffset.UTC)).orElse(null)).update();
    }

    private int remove(String target, Kind kind) {
        return jdbc.sql("delete from hold where target = ? and kind = ?").params(target, kind.name()).update();
    }
}

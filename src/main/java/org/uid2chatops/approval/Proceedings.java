package org.uid2chatops.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import org.uid2chatops.approval.Approval.Review;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.audit.Audit;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.outbox.Outbox.Message;

/** Writes what becomes of requests: into their row, into the audit, and to people. Always in the caller's transaction. Thread-safe. */
@Component
class Proceedings {

    /** Of a deploy that was allowed while the policy still said how soon it is to be reviewed. */
    private static final Duration USUAL = Duration.ofDays(1);
    /** The columns hold somewhat more. */
    private static final int MOST_NOTED = 3500;

    private final ApprovalTable table;
    private final Outbox outbox;
    private final Audit audit;
    private final SchedulerClient scheduler;
    private final Clock clock;

    Proceedings(ApprovalTable table, Outbox outbox, Audit audit, SchedulerClient scheduler, Clock clock) {
        this.table = table;
        this.outbox = outbox;
        this.audit = audit;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void opened(Approval approval, String key) {
        table.insert(approval, key);
        audit.record(approval.target(), approval.requester(), approval.breakGlass() ? "asked for break-glass" : "asked for approval",
                approval.id() + " because " + approval.reason(), approval.digest());
        stale(approval);
        if (approval.breakGlass()) {
            tell(approval, News.BREAK_GLASS, 0);
        }
    }

    /** Ends a request. What was started in an emergency is to be reviewed. */
    Approval end(Approval approval, State how, Optional<String> by, String note) {
        // what it was stopped by may be as long as Azure's answers are
        Approval ended = approval.ended(how, clock.instant(), by, StringUtils.truncate(note, MOST_NOTED));
        if (how == State.STARTED && ended.breakGlass()) {
            Instant due = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(ended.policy().breakGlass().orElse(USUAL));
            ended = ended.with(Review.due(due));
            scheduler.scheduleIfNotExists(new TaskInstance<>(Reviews.REMINDER, ended.id()), due);
        }
        table.update(ended);
        audit.record(ended.target(), by.orElse(""), "approval " + how.name().toLowerCase(Locale.ROOT),
                ended.id() + (ended.note().isEmpty() ? "" : ": " + ended.note()), ended.digest());
        stale(ended);
        if (how != State.STARTED) {
            tell(ended, News.ENDED, 0);
        }
        return ended;
    }

    /** Has every message that shows a request show it as it is now. */
    void stale(Approval approval) {
        outbox.add(new Message.Approval(approval.id(), approval.channel()));
        outbox.add(new Message.Homes());
    }

    /** @param time for the how manieth time */
    void tell(Approval approval, News news, long time) {
        outbox.add(new Message.ApprovalNews(approval.id(), approval.channel(), news.number(time)));
    }
}

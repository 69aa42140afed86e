package org.uid2chatops.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.approval.Approval.Review;
import org.uid2chatops.audit.Audit;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.outbox.Outbox.Message;

/** The reviews of what was started in an emergency: wanted, reminded of each day, done once. Thread-safe. */
@Component
class Reviews {

    static final String REMINDER = "approval/review";
    /** On the bot's clock. */
    private static final Duration AGAIN = Duration.ofDays(1);

    private final ApprovalTable table;
    private final Outbox outbox;
    private final Audit audit;
    private final SchedulerClient scheduler;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Reviews(ApprovalTable table, Outbox outbox, Audit audit, SchedulerClient scheduler, TransactionTemplate transaction, Clock clock) {
        this.table = table;
        this.outbox = outbox;
        this.audit = audit;
        this.scheduler = scheduler;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Wants one of what has just started, in the caller's transaction. Returns the request with it. */
    Approval wanted(Approval started) {
        Instant due = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(started.policy().breakGlass().orElse(AGAIN));
        Approval wanted = started.with(Review.due(due));
        table.update(wanted);
        scheduler.scheduleIfNotExists(new TaskInstance<>(REMINDER, started.id()), due);
        return wanted;
    }

    Decided done(String id, String user, String findings) {
        return Objects.requireNonNull(transaction.execute(_ -> table.lock(id).map(approval -> done(approval, user, findings))
                .orElseGet(Decided.NoSuch::new)));
    }

    private Decided done(Approval approval, String user, String findings) {
        if (approval.review().isEmpty() || approval.review().get().done()) {
            return new Decided.Not(approval, Decided.Why.NO_REVIEW);
        }
        if (user.equals(approval.requester())) {
            return new Decided.Not(approval, Decided.Why.OWN);
        }
        if (!approval.reviewers().contains(user)) {
            return new Decided.Not(approval, Decided.Why.NOT_A_REVIEWER);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Approval reviewed = approval
                .with(new Review(approval.review().get().due(), Optional.of(now), Optional.of(user), findings));
        table.update(reviewed);
        audit.record(approval.target(), user, "reviewed break-glass", approval.id() + ": " + findings, approval.digest());
        outbox.add(new Message.Approval(approval.id(), approval.channel()));
        outbox.add(new Message.Homes());
        outbox.add(new Message.ApprovalNews(approval.id(), approval.channel(), News.REVIEWED.number(0)));
        return new Decided.Reviewed(reviewed);
    }

    /** Reminds of one that is due. Returns when to look again; empty if it is done. */
    Optional<Instant> remind(String id) {
        return Objects.requireNonNull(transaction.execute(_ -> table.lock(id)
                .filter(approval -> approval.review().filter(review -> !review.done()).isPresent()).map(approval -> {
                    Instant now = clock.instant();
                    long days = Duration.between(approval.review().orElseThrow().due(), now).toDays();
                    outbox.add(new Message.ApprovalNews(id, approval.channel(), News.REVIEW_DUE.number(days)));
                    return now.plus(AGAIN);
                })));
    }
}

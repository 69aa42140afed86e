package org.uid2chatops.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.approval.Approval.Review;
import org.uid2chatops.audit.Audit;

/** The reviews of what was started in an emergency: reminded of each day, done once. Thread-safe. */
@Component
class Reviews {

    static final String REMINDER = "approval/review";
    /** On the bot's clock. */
    private static final Duration AGAIN = Duration.ofDays(1);

    private final ApprovalTable table;
    private final Proceedings proceedings;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Reviews(ApprovalTable table, Proceedings proceedings, Audit audit, TransactionTemplate transaction, Clock clock) {
        this.table = table;
        this.proceedings = proceedings;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
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
        proceedings.stale(approval);
        proceedings.tell(approval, News.REVIEWED, 0);
        return new Decided.Reviewed(reviewed);
    }

    /** Reminds of one that is due. Returns when to look again; empty if it is done. */
    Optional<Instant> remind(String id) {
        return Objects.requireNonNull(transaction.execute(_ -> table.lock(id)
                .filter(approval -> approval.review().filter(review -> !review.done()).isPresent()).map(approval -> {
                    Instant now = clock.instant();
                    long days = Duration.between(approval.review().orElseThrow().due(), now).toDays();
                    proceedings.tell(approval, News.REVIEW_DUE, days);
                    return now.plus(AGAIN);
                })));
    }
}

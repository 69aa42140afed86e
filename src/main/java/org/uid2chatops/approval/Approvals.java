package org.uid2chatops.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.access.Access;
import org.uid2chatops.access.Access.Approvers;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Way;
import org.uid2chatops.audit.Audit;
import org.uid2chatops.config.ApprovalPolicy;
import org.uid2chatops.config.Target;
import org.uid2chatops.hold.Holds;
import org.uid2chatops.rollout.Agreement;
import org.uid2chatops.rollout.Agreements;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.RolloutId;

/**
 * What people agree to, and whether they have. Every decision is taken once, under the lock of its row: who comes second is told what was
 * decided. A request that waits holds no target. Thread-safe.
 */
@Component
public class Approvals implements Agreements {

    static final String CLOCK = "approval/clock";
    static final String RUN = "approval/run";
    /** Why one expires that enough people had agreed to. */
    static final String NEVER_STARTED = "nothing could be started before";

    private final ApprovalTable table;
    private final Access access;
    private final Holds holds;
    private final PlanWords words;
    private final Proceedings proceedings;
    private final Audit audit;
    private final Reviews reviews;
    private final SchedulerClient scheduler;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Approvals(ApprovalTable table, Access access, Holds holds, PlanWords words, Audit audit, Proceedings proceedings, Reviews reviews,
            SchedulerClient scheduler, TransactionTemplate transaction, Clock clock) {
        this.table = table;
        this.access = access;
        this.holds = holds;
        this.words = words;
        this.proceedings = proceedings;
        this.audit = audit;
        this.reviews = reviews;
        this.scheduler = scheduler;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Asks people to agree to a plan. What waited for that target before is superseded. Repeating a call with the same key returns what the
     * first one asked.
     *
     * @param target one whose policy wants approval, and allows that way
     * @param asking by somebody whom the caller has authorised
     */
    public Asked ask(Target target, Asking asking, Plan plan) {
        return asked(target, asking, plan, (older, newer) -> {
            older.ifPresent(one -> proceedings.end(one, State.SUPERSEDED, Optional.of(asking.requester()), newer.id()));
            return true;
        }).orElseThrow();
    }

    /**
     * Ends what was agreed to, since what would run is not that any more, and asks for what it is now: both or neither. Does nothing if it
     * has come to its end meanwhile.
     *
     * @param changes what is other, in words
     */
    void askAnew(Approval agreed, String changes, Target target, Plan plan) {
        var asking = new Asking(agreed.requester(), agreed.channel(), agreed.reason(), "again " + agreed.id(), agreed.way());
        Optional<Asked> asked = asked(target, asking, plan, (open, _) -> open.filter(one -> one.id().equals(agreed.id()))
                .map(one -> proceedings.end(one, State.CHANGED, Optional.empty(), changes)).isPresent());
        if (asked.isPresent() && asked.get() instanceof Asked.TooFew(var others, int quorum, var unknown)) {
            concluded(agreed.id(), State.BLOCKED, "what would run now is not what was agreed to (" + changes + "), and nobody can be asked "
                    + "anew: it takes " + quorum + " to agree, and " + others.size() + " could"
                    + (unknown.isEmpty() ? "." : ", as far as is known: Slack does not say who is in every user group."));
        }
    }

    /** @param ending ends what may still come to a rollout, for the newer one; false if nobody is to be asked after all */
    private Optional<Asked> asked(Target target, Asking asking, Plan plan, BiPredicate<Optional<Approval>, Approval> ending) {
        Optional<Approval> before = table.asked(asking.key());
        if (before.isPresent()) {
            return Optional.of(new Asked.Waiting(before.get(), Optional.empty()));
        }
        ApprovalPolicy policy = policy(target, asking.way());
        String requester = asking.requester();
        Approvers approvers = access.approvers(target);
        var others = new TreeSet<>(approvers.users());
        if (!policy.requesterCounts()) {
            others.remove(requester);
        }
        if (others.size() < policy.quorum()) {
            return Optional.of(new Asked.TooFew(others, policy.quorum(), approvers.unknown()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var approval = new Approval("a-" + String.format("%08x", RandomGenerator.getDefault().nextInt()), target.name(), requester,
                asking.channel(), asking.reason(), plan.release(), plan.digest(), plan.basis(), words.lines(plan), policy, others,
                State.WAITING, now,
                now.plus(policy.expiresAfter()), Optional.empty(), Optional.empty(), "", List.of(), asking.way(), Optional.empty());
        return Objects.requireNonNull(transaction.execute(_ -> {
            table.hold(target.name());
            Optional<Approval> same = table.asked(asking.key());
            if (same.isPresent()) {
                return Optional.of(new Asked.Waiting(same.get(), Optional.empty()));
            }
            Optional<Approval> older = table.open(target.name()).stream().findFirst().flatMap(one -> table.lock(one.id()))
                    .filter(Approval::open);
            if (!ending.test(older, approval)) {
                return Optional.empty();
            }
            proceedings.opened(approval, asking.key());
            scheduler.scheduleIfNotExists(new TaskInstance<>(CLOCK, approval.id()), now.plus(policy.expiresAfter().dividedBy(2)));
            return Optional.of(new Asked.Waiting(approval, older));
        }));
    }

    /**
     * Counts somebody's agreement.
     *
     * @param user Slack id of who agrees, an approver of the target now; checked by the caller
     * @param target as it is configured now; of its policy and the one that it was asked under the stricter holds
     */
    public Decided approve(String id, Target target, String user) {
        Optional<Approval> known = table.find(id);
        Optional<ApprovalPolicy> policy = target.approval();
        if (known.isEmpty() || policy.isEmpty()) {
            return new Decided.NoSuch();
        }
        Set<String> groups = access.among(known.get().policy(policy.get()).groups(), user);
        return deciding(id, approval -> switch (Ballot.of(approval, policy.get(), user, groups, clock.instant())) {
            case Ballot.Counted counted -> {
                table.insert(id, counted.vote());
                Approval now = approval.with(counted.vote());
                audit.record(now.target(), user, "approved", id, now.digest());
                if (counted.enough()) {
                    now = now.ended(State.APPROVED, clock.instant(), Optional.of(user), "");
                    table.update(now);
                    proceedings.tell(now, News.AGREED, 0);
                    scheduler.scheduleIfNotExists(new TaskInstance<>(RUN, id), clock.instant());
                }
                proceedings.stale(now);
                yield new Decided.Counted(now);
            }
            case Ballot.Again _ -> new Decided.Not(approval, Decided.Why.AGAIN);
            case Ballot.Own _ -> new Decided.Not(approval, Decided.Why.OWN);
            case Ballot.NotAmongThem _ -> new Decided.Not(approval, Decided.Why.NOT_AMONG_THEM);
            case Ballot.Over _ -> new Decided.Not(approval, Decided.Why.OVER);
            case Ballot.TooLate _ -> new Decided.Not(proceedings.end(approval, State.EXPIRED, Optional.empty(), ""), Decided.Why.OVER);
        });
    }

    /**
     * Ends a request because somebody does not agree.
     *
     * @param user Slack id, an approver of the target now; checked by the caller
     */
    public Decided reject(String id, Target target, String user, String reason) {
        return deciding(id, approval -> {
            if (approval.state() != State.WAITING) {
                return new Decided.Not(approval, Decided.Why.OVER);
            }
            if (Ballot.tooLate(approval, target.approval().orElse(approval.policy()), clock.instant())) {
                return new Decided.Not(proceedings.end(approval, State.EXPIRED, Optional.empty(), ""), Decided.Why.OVER);
            }
            if (user.equals(approval.requester())) {
                return new Decided.Not(approval, Decided.Why.OWN);
            }
            return approval.approvers().contains(user)
                    ? new Decided.Ended(proceedings.end(approval, State.REJECTED, Optional.of(user), reason))
                    : new Decided.Not(approval, Decided.Why.NOT_AMONG_THEM);
        });
    }

    /** Takes a request back, which only who asked may. */
    public Decided withdraw(String id, String user) {
        return deciding(id, approval -> {
            if (!approval.open()) {
                return new Decided.Not(approval, Decided.Why.OVER);
            }
            return user.equals(approval.requester())
                    ? new Decided.Ended(proceedings.end(approval, State.WITHDRAWN, Optional.of(user), ""))
                    : new Decided.Not(approval, Decided.Why.NOT_YOURS);
        });
    }

    public Optional<Approval> find(String id) {
        return table.find(id);
    }

    /** Returns what may still come to a rollout of that target. */
    public Optional<Approval> open(String target) {
        return table.open(target).stream().findFirst();
    }

    /** Reminds, or lets it expire. Returns when to look again; empty if never. */
    Optional<Instant> tick(String id) {
        return Objects.requireNonNull(transaction.execute(_ -> table.lock(id).filter(Approval::open).flatMap(approval -> {
            Instant now = clock.instant();
            if (!now.isBefore(approval.expires())) {
                proceedings.end(approval, State.EXPIRED, Optional.empty(), approval.state() == State.APPROVED ? NEVER_STARTED : "");
                return Optional.<Instant>empty();
            }
            if (approval.state() == State.WAITING) {
                proceedings.tell(approval, News.HALF_TIME, 0);
            }
            return Optional.of(approval.expires());
        })));
    }

    @Override
    public boolean use(Agreement agreement, RolloutId rollout) {
        return Boolean.TRUE.equals(transaction.execute(_ -> table.lock(agreement.approval())
                .filter(approval -> approval.state() == State.APPROVED && approval.digest().equals(agreement.digest()))
                .map(approval -> proceedings.end(approval, State.STARTED, approval.by(), rollout.value())).isPresent()));
    }

    /** Notes what became of what was agreed to; nothing, if it has come to its end meanwhile. */
    void concluded(String id, State how, String note) {
        transaction.executeWithoutResult(_ -> table.lock(id).filter(approval -> approval.state() == State.APPROVED)
                .ifPresent(approval -> proceedings.end(approval, how, Optional.empty(), note)));
    }

    /**
     * Notes that somebody has looked at what was started in an emergency.
     *
     * @param user Slack id, an approver of the target now; checked by the caller
     * @param findings in that person's words
     */
    public Decided review(String id, String user, String findings) {
        return reviews.done(id, user, findings);
    }

    /** Returns what of that target was started in an emergency and nobody has reviewed, oldest first. */
    public List<Approval> unreviewed(String target) {
        return table.unreviewed(target);
    }

    private ApprovalPolicy policy(Target target, Way way) {
        ApprovalPolicy policy = target.approval().orElseThrow();
        return switch (way) {
            case BREAK_GLASS -> policy.inEmergency();
            case QUORUM -> holds.frozen(target.name()) ? policy.inFreeze() : policy;
        };
    }

    private Decided deciding(String id, Function<Approval, Decided> decision) {
        return Objects.requireNonNull(
                transaction.execute(_ -> table.lock(id).map(decision).orElseGet(Decided.NoSuch::new)));
    }
}

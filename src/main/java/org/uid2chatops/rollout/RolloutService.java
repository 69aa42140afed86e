package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.RolloutView.Status;

/** Starts rollouts and shows them. Thread-safe. */
@Component
class RolloutService implements Rollouts {

    /** Among so many newest rollouts one is looked for that succeeded. */
    private static final int FEW = 50;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private final Ledger ledger;
    private final RolloutTable rollouts;
    private final RolloutViews views;
    private final Preflight preflight;
    private final StartGuard guard;
    private final Planner planner;
    private final PlanDigest digests;
    private final Diagnoses diagnoses;
    private final Retries retries;
    private final JournalCheck check;
    private final ReleaseSource releases;
    private final Clock clock;

    RolloutService(Ledger ledger, RolloutTable rollouts, RolloutViews views, Preflight preflight, List<StartGuard> guards, Planner planner,
            PlanDigest digests, Diagnoses diagnoses,
            Retries retries, JournalCheck check, ReleaseSource releases, Clock clock) {
        this.ledger = ledger;
        this.rollouts = rollouts;
        this.views = views;
        this.preflight = preflight;
        this.guard = StartGuard.any(guards);
        this.planner = planner;
        this.digests = digests;
        this.diagnoses = diagnoses;
        this.retries = retries;
        this.check = check;
        this.releases = releases;
        this.clock = clock;
    }

    @Override
    public StartResult deploy(Target target, String by, String channel, String requestKey, Optional<Agreement> agreement) {
        var before = rollouts.asked(requestKey);
        if (before.isPresent()) {
            return new StartResult.Started(before.get().id(), List.of());
        }
        if (target.approvalWanted() && agreement.isEmpty()) {
            return new StartResult.WantsApproval();
        }
        Optional<Obstacle> obstacle = guard.against(target, by, agreement);
        if (obstacle.isPresent()) {
            return new StartResult.Held(obstacle.get());
        }
        var holder = rollouts.running(target.name());
        if (holder.isPresent()) {
            return new StartResult.Busy(views.of(holder.get()));
        }
        PreflightReport report = preflight.of(target, requestKey);
        if (!report.blockers().isEmpty()) {
            return new StartResult.Refused(report);
        }
        if (!report.unanswered().isEmpty()) {
            return new StartResult.Unanswered(report);
        }
        Release release = releases.read(target);
        var ingredients = digests.ingredients(target);
        if (target.approvalWanted()) {
            Plan plan = planned(target);
            // what the journal will hold is what the plan was made of; where it changes at this moment, the next try says so
            if (!plan.complete() || !PlanDigest.isOver(plan, release, ingredients)) {
                return new StartResult.Unanswered(report);
            }
            if (!plan.digest().equals(agreement.orElseThrow().digest())) {
                return new StartResult.Differs(plan);
            }
        }
        return open(target, by, channel, requestKey, agreement.orElse(Agreement.NONE), release, ingredients, report.warnings());
    }

    @Override
    public PlanResult plan(Target target) {
        PreflightReport report = preflight.of(target);
        try {
            return new PlanResult.Made(planned(target), report);
        } catch (RuntimeException failure) {
            return new PlanResult.Impossible(report.with(diagnoses.of(failure, "plan of " + target.name())));
        }
    }

    @Override
    public RetryResult retry(RolloutId id, String by, String requestKey) {
        return retries.retry(id, by, requestKey);
    }

    @Override
    public boolean giveUp(RolloutId id, String by) {
        return ledger.giveUp(id, new Entry.GivenUp(by));
    }

    @Override
    public CancelResult cancel(RolloutId id, String by) {
        boolean stopped = ledger.cancel(id, new Entry.Cancelled(by));
        return view(id).<CancelResult>map(view -> stopped ? new CancelResult.Stopped(view) : new CancelResult.Over(view))
                .orElseGet(CancelResult.NoSuch::new);
    }

    @Override
    public List<Verified> verify(String target, int most) {
        return rollouts.newest(target, most).stream().map(check::of).toList();
    }

    private Plan planned(Target target) {
        return planner.plan(target).over(rollouts.newest(target.name(), FEW).stream()
                .filter(rollout -> rollout.status() == RolloutView.Status.SUCCEEDED).findFirst().map(Rollout::release));
    }

    private StartResult open(Target target, String by, String channel, String requestKey, Agreement agreement, Release release,
            SortedMap<String, String> ingredients, List<Cause> warnings) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var id = new RolloutId("r-" + STAMP.format(now) + "-" + String.format("%04x", RandomGenerator.getDefault().nextInt(0x10000)));
        var rollout = new Rollout(id, target.name(), requestKey, by, channel, release.version(), Lifecycle.VERSION, 0, Status.RUNNING, now,
                Optional.empty(), 0, Rollout.NOTHING);
        try {
            boolean opened = ledger.open(rollout, new Entry.Requested(target.name(), by, channel, release.version(), release.digest(),
                    release.enclaveId(), Lifecycle.VERSION, target.settings(), ingredients, agreement));
            return opened ? new StartResult.Started(id, warnings) : new StartResult.Lapsed();
        } catch (DuplicateKeyException overtaken) {
            return rollouts.asked(requestKey).<StartResult>map(same -> new StartResult.Started(same.id(), List.of()))
                    .or(() -> rollouts.running(target.name()).map(other -> new StartResult.Busy(views.of(other))))
                    .orElseThrow(() -> overtaken);
        }
    }

    @Override
    public List<RolloutView> newest(String target, int most) {
        return rollouts.newest(target, most).stream().map(views::of).toList();
    }

    @Override
    public Optional<RolloutView> view(RolloutId id) {
        return rollouts.find(id).map(views::of);
    }

    @Override
    public Optional<RolloutView> viewAt(RolloutId id, long seq) {
        return rollouts.find(id).map(rollout -> views.at(seq, rollout));
    }

    @Override
    public Optional<RolloutView> latest(String target) {
        return rollouts.latest(target).map(views::of);
    }
}

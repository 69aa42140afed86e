package org.uid2chatops.rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.release.Release;
import org.uid2chatops.release.Releases;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Rollouts.RetryResult;

/** Takes failed rollouts up again. Thread-safe. */
@Component
class Retries {

    private final Ledger ledger;
    private final RolloutTable rollouts;
    private final Journal journal;
    private final RolloutViews views;
    private final Targets targets;
    private final Preflight preflight;
    private final StartGuard guard;
    private final Releases releases;
    private final PlanDigest digests;

    Retries(Ledger ledger, RolloutTable rollouts, Journal journal, RolloutViews views, Targets targets, Preflight preflight,
            List<StartGuard> guards, Releases releases, PlanDigest digests) {
        this.ledger = ledger;
        this.rollouts = rollouts;
        this.journal = journal;
        this.views = views;
        this.targets = targets;
        this.preflight = preflight;
        this.guard = StartGuard.any(guards);
        this.releases = releases;
        this.digests = digests;
    }

    RetryResult retry(RolloutId id, String by, String requestKey) {
        Optional<Rollout> found = rollouts.find(id);
        if (found.isEmpty()) {
            return new RetryResult.NoSuch();
        }
        RolloutView view = views.of(found.get());
        Optional<RolloutView> newer = rollouts.latest(view.target()).filter(latest -> !latest.id().equals(id)).map(views::of);
        Optional<Target> target = targets.named(view.target());
        if (!view.retryable() || newer.isPresent() || target.isEmpty()) {
            return newer.filter(other -> other.status() == RolloutView.Status.RUNNING).<RetryResult>map(RetryResult.Busy::new)
                    .orElseGet(() -> new RetryResult.Over(view, newer));
        }
        Optional<Obstacle> obstacle = guard.against(target.get(), by, agreement(id));
        if (obstacle.isPresent()) {
            return new RetryResult.Held(obstacle.get());
        }
        PreflightReport report = preflight.of(target.get(), requestKey);
        if (!report.blockers().isEmpty()) {
            return new RetryResult.Refused(report);
        }
        return report.unanswered().isEmpty()
                ? go(found.get(), target.get(), by, report.warnings())
                : new RetryResult.Unanswered(report);
    }

    /** A retry goes on under what people agreed to before. */
    private Optional<Agreement> agreement(RolloutId id) {
        return journal.rows(id).stream().map(JournalRow::entry).filter(Entry.Requested.class::isInstance)
                .map(entry -> ((Entry.Requested) entry).agreement()).findFirst();
    }

    private RetryResult go(Rollout rollout, Target target, String by, List<Cause> warnings) {
        Release release = releases.read(target);
        AskedFor asked = AskedFor.in(journal.rows(rollout.id()));
        Map<String, String> ingredients = digests.ingredients(target);
        List<Change> changed = changed(asked, release, target.settings(), ingredients);
        if (target.approvalWanted() && !changed.isEmpty()) {
            return new RetryResult.WantsApproval(changed);
        }
        try {
            boolean goes = ledger.retry(rollout.id(),
                    new Entry.Retried(by, release.version(), release.digest(), target.settings(), ingredients, changed));
            RolloutView now = views.of(rollouts.find(rollout.id()).orElse(rollout));
            return goes ? new RetryResult.Going(now, changed, warnings) : new RetryResult.Over(now, Optional.empty());
        } catch (DuplicateKeyException taken) {
            return rollouts.running(target.name()).map(views::of).<RetryResult>map(RetryResult.Busy::new).orElseThrow(() -> taken);
        }
    }

    private static List<Change> changed(AskedFor asked, Release release, Map<String, String> settings, Map<String, String> ingredients) {
        Optional<Change> other = asked.releaseDigest().equals(release.digest())
                ? Optional.empty()
                : Optional.of(asked.release().equals(release.version())
                        ? new Change("release " + release.version(), "as it was", "its operator.yaml has changed")
                        : new Change("release", asked.release(), release.version()));
        // what is made of another release is another too, and nothing to say
        List<Change> made = other.isPresent() ? List.of() : asked.otherIngredients(ingredients);
        return Stream.of(other.stream(), made.stream(), asked.otherSettings(settings).stream()).flatMap(Function.identity()).toList();
    }
}

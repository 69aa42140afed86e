package org.uid2chatops.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

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
        Before before = before(journal.rows(rollout.id()));
        Map<String, String> ingredients = digests.ingredients(target);
        List<Change> changed = changed(before, release, target.settings(), ingredients);
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

    /** What the target was when the rollout was asked for, or retried, last. */
    private record Before(String release, String digest, Map<String, String> settings, Map<String, String> ingredients) {
    }

    private static Before before(List<JournalRow> rows) {
        return rows.stream().map(JournalRow::entry).<Before>mapMulti((entry, known) -> {
            switch (entry) {
                case Entry.Requested asked -> known.accept(new Before(asked.release(), asked.releaseDigest(), asked.settings(),
                        asked.ingredients()));
                case Entry.Retried again -> known.accept(new Before(again.release(), again.releaseDigest(), again.settings(),
                        again.ingredients()));
                default -> {
                }
            }
        }).reduce((_, last) -> last).orElseThrow();
    }

    private static List<Change> changed(Before before, Release release, Map<String, String> settings, Map<String, String> ingredients) {
        var changed = new ArrayList<Change>();
        if (!before.digest().equals(release.digest())) {
            changed.add(before.release().equals(release.version())
                    ? new Change("release " + release.version(), "as it was", "its operator.yaml has changed")
                    : new Change("release", before.release(), release.version()));
        }
        before.ingredients().forEach((name, digest) -> {
            if (!digest.equals(ingredients.get(name)) && changed.stream().noneMatch(one -> one.field().startsWith("release"))) {
                changed.add(new Change(name, "as it was", "it has changed"));
            }
        });
        if (before.settings().isEmpty()) {
            return changed;
        }
        var names = new TreeSet<>(before.settings().keySet());
        names.addAll(settings.keySet());
        for (String name : names) {
            String was = before.settings().getOrDefault(name, "not set");
            String is = settings.getOrDefault(name, "not set");
            if (!was.equals(is)) {
                changed.add(new Change(name, was, is));
            }
        }
        return changed;
    }
}

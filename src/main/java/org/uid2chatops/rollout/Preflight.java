package org.uid2chatops.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Diagnosis.Finding;
import org.uid2chatops.rollout.PreflightReport.Again;
import org.uid2chatops.scheduling.Threads;

/** Lets every feature look at what a rollout would run into. A check that cannot look does not keep the others from it. Thread-safe. */
@Component
class Preflight {

    private static final int MOST_UNDER_WAY = 20;
    /** Looks of all preflights: fifty deploys asked for at once would else keep the processor from what people wait for. */
    private static final int MOST_AT_ONCE = 12;
    /** Preflights: each holds a thread of the scheduler, the other half of which is left to what runs while Azure hangs. */
    private static final int MOST_PREFLIGHTS = 8;
    private static final Duration FOR_A_PLACE = Duration.ofSeconds(5);
    private static final Cause MANY = new Cause("ManyAtOnce",
            "I look at " + MOST_PREFLIGHTS + " other rollouts now, and not all of that is answered.",
            "It is this one's turn as soon as one of those is done.");
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private final List<PreflightCheck> checks;
    private final Diagnoses diagnoses;
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);
    private final Semaphore places = new Semaphore(MOST_PREFLIGHTS, true);
    private final Duration forAPlace;
    private final Cache<String, Looking> underWay = Caffeine.newBuilder().maximumSize(MOST_UNDER_WAY).expireAfterAccess(FORGOTTEN).build();

    @Autowired
    Preflight(List<PreflightCheck> checks, Diagnoses diagnoses) {
        this(checks, diagnoses, FOR_A_PLACE);
    }

    Preflight(List<PreflightCheck> checks, Diagnoses diagnoses, Duration forAPlace) {
        this.checks = checks;
        this.diagnoses = diagnoses;
        this.forAPlace = forAPlace;
    }

    /** Looks once, as {@link #of(Target, String)} does. */
    PreflightReport of(Target target) {
        return look(target, new Looking());
    }

    /**
     * Looks at everything side by side: what a person waits for is the slowest look, not their sum. A look that is taken again for the same
     * request asks only what was not answered before.
     *
     * @param request key of what somebody asked for
     * @throws IllegalStateException if the process is being stopped
     */
    PreflightReport of(Target target, String request) {
        PreflightReport report = look(target, underWay.get(request, _ -> new Looking()));
        if (report.unanswered().isEmpty()) {
            underWay.invalidate(request);
        }
        return report;
    }

    private PreflightReport look(Target target, Looking looking) {
        try {
            if (!places.tryAcquire(forAPlace.toMillis(), TimeUnit.MILLISECONDS)) {
                return new PreflightReport(List.of(), List.of(), List.of(MANY), new Again(true, Duration.ZERO));
            }
        } catch (InterruptedException stopped) {
            throw stopping(stopped);
        }
        try {
            return sideBySide(target, looking);
        } finally {
            places.release();
        }
    }

    private PreflightReport sideBySide(Target target, Looking looking) {
        int before = looking.answered();
        try (var threads = Threads.perTask("preflight")) {
            var looks = checks.stream().map(check -> threads.submit(() -> looked(check, target, looking))).toList();
            var seen = new ArrayList<PreflightReport>();
            try {
                for (Future<PreflightReport> look : looks) {
                    seen.add(look.get());
                }
            } catch (InterruptedException stopped) {
                threads.shutdownNow();
                throw stopping(stopped);
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a look of the preflight ended without an answer", failed.getCause());
            }
            return new PreflightReport(distinct(seen, PreflightReport::blockers), distinct(seen, PreflightReport::warnings),
                    distinct(seen, PreflightReport::unanswered), new Again(looking.answered() > before, longest(seen)));
        }
    }

    private static IllegalStateException stopping(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("the process is being stopped", stopped);
    }

    private PreflightReport looked(PreflightCheck check, Target target, Looking looking) throws Exception {
        atOnce.acquire();
        try {
            return looking.during(() -> look(check, target));
        } finally {
            atOnce.release();
        }
    }

    private PreflightReport look(PreflightCheck check, Target target) {
        try {
            List<PreflightFinding> findings = check.check(target);
            return new PreflightReport(
                    findings.stream().filter(PreflightFinding.Blocker.class::isInstance).map(PreflightFinding::cause).toList(),
                    findings.stream().filter(PreflightFinding.Warning.class::isInstance).map(PreflightFinding::cause).toList(), List.of());
        } catch (Exception failure) {
            return switch (diagnoses.of(failure, "preflight of " + target.name())) {
                case Finding.Permanent(Cause cause) -> new PreflightReport(List.of(cause), List.of(), List.of());
                case Finding.Transient(Cause cause, Optional<Duration> after) -> new PreflightReport(List.of(), List.of(), List.of(cause),
                        new Again(false, after.orElse(Duration.ZERO)));
            };
        }
    }

    private static Duration longest(List<PreflightReport> seen) {
        return seen.stream().map(report -> report.again().notBefore()).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** Several checks may meet one and the same obstacle: Azure away, a subscription that the bot does not see. */
    private static List<Cause> distinct(List<PreflightReport> seen, Function<PreflightReport, List<Cause>> part) {
        var kept = new ArrayList<Cause>();
        for (Cause cause : seen.stream().map(part).flatMap(List::stream).toList()) {
            if (kept.stream().noneMatch(other -> other.code().equals(cause.code()) && other.what().equals(cause.what()))) {
                kept.add(cause);
            }
        }
        return kept;
    }
}

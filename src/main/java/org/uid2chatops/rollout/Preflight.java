package org.uid2chatops.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Diagnosis.Finding;

/** Lets every feature look at what a rollout would run into. A check that cannot look does not keep the others from it. Thread-safe. */
@Component
class Preflight {

    private final List<PreflightCheck> checks;
    private final Diagnoses diagnoses;

    Preflight(List<PreflightCheck> checks, Diagnoses diagnoses) {
        this.checks = checks;
        this.diagnoses = diagnoses;
    }

    /**
     * Looks at everything side by side: what a person waits for is the slowest look, not their sum.
     *
     * @throws IllegalStateException if the process is being stopped
     */
    PreflightReport of(Target target) {
        try (var looking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PreflightReport>> looks = checks.stream().map(check -> looking.submit(() -> look(check, target))).toList();
            var blockers = new ArrayList<Cause>();
            var warnings = new ArrayList<Cause>();
            var unanswered = new ArrayList<Cause>();
            for (Future<PreflightReport> look : looks) {
                PreflightReport seen = look.get();
                blockers.addAll(seen.blockers());
                warnings.addAll(seen.warnings());
                unanswered.addAll(seen.unanswered());
            }
            return new PreflightReport(distinct(blockers), distinct(warnings), distinct(unanswered));
        } catch (InterruptedException stopped) {
            // closing the executor, which this leaves behind, has interrupted the looks and waited for them
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the process is being stopped", stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a look of the preflight ended without an answer", failed.getCause());
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
                case Finding.Transient(Cause cause, _) -> new PreflightReport(List.of(), List.of(), List.of(cause));
            };
        }
    }

    /** Several checks may meet one and the same obstacle: Azure away, a subscription that the bot does not see. */
    private static List<Cause> distinct(List<Cause> causes) {
        var kept = new ArrayList<Cause>();
        for (Cause cause : causes) {
            if (kept.stream().noneMatch(other -> other.code().equals(cause.code()) && other.what().equals(cause.what()))) {
                kept.add(cause);
            }
        }
        return kept;
    }
}

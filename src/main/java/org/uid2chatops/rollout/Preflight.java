package org.uid2chatops.rollout;

import java.util.ArrayList;
import java.util.List;

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

    /** @throws IllegalStateException if the process is being stopped */
    PreflightReport of(Target target) {
        var blockers = new ArrayList<Cause>();
        var warnings = new ArrayList<Cause>();
        var unanswered = new ArrayList<Cause>();
        for (PreflightCheck check : checks) {
            try {
                for (PreflightFinding finding : check.check(target)) {
                    switch (finding) {
                        case PreflightFinding.Blocker(Cause cause) -> blockers.add(cause);
                        case PreflightFinding.Warning(Cause cause) -> warnings.add(cause);
                    }
                }
            } catch (Exception failure) {
                switch (diagnoses.of(failure, "preflight of " + target.name())) {
                    case Finding.Permanent(Cause cause) -> blockers.add(cause);
                    case Finding.Transient(Cause cause, _) -> unanswered.add(cause);
                }
            }
        }
        return new PreflightReport(distinct(blockers), distinct(warnings), distinct(unanswered));
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

package org.uid2chatops.chart;

import java.util.Optional;

import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.Diagnosis;

/** Reads why a chart could not be had. */
@Component
class ChartDiagnosis implements Diagnosis {

    @Override
    public Optional<Finding> of(Throwable failure) {
        return switch (failure) {
            case UnusableChart unusable -> Optional.of(new Finding.Permanent(unusable.asCause()));
            case UnreachableChart away -> Optional.of(new Finding.Transient(away.asCause(), Optional.empty()));
            default -> Optional.empty();
        };
    }
}

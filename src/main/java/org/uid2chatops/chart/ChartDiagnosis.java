package org.uid2chatops.chart;

import java.util.Optional;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.Diagnosis;

/** Reads why a chart could not be had. It knows its own exceptions, so that it is asked before those who guess from what they wrap. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
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

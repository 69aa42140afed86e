package org.uid2chatops.release;

import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Diagnosis;

/** Reads what a release that must not be applied says of itself. */
@Component
class ReleaseDiagnosis implements Diagnosis {

    @Override
    public Optional<Finding> of(Throwable failure) {
        return failure instanceof UnusableRelease unusable ? Optional.of(new Finding.Permanent(whole(unusable))) : Optional.empty();
    }

    private static Cause whole(UnusableRelease unusable) {
        Cause first = unusable.mistakes().getFirst();
        return new Cause(first.code(), unusable.mistakes().stream().map(Cause::what).collect(Collectors.joining(" ")), first.next());
    }
}

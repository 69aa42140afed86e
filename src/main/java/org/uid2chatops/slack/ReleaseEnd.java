package org.uid2chatops.slack;

import java.util.Optional;

import org.uid2chatops.release.Deactivation;
import org.uid2chatops.rollout.Cause;

/** What people read of when a release is switched off. */
final class ReleaseEnd {

    private ReleaseEnd() {
    }

    /** Returns a line where it is switched off, or is within two months; empty where there is time, and where nobody knows. */
    static Optional<String> line(Deactivation deactivation) {
        return switch (deactivation) {
            case Deactivation.Past(Cause cause) -> Optional.of(":x: " + CauseWords.all(cause));
            case Deactivation.Near(Cause cause) -> Optional.of(":warning: " + CauseWords.all(cause));
            case Deactivation.Far _,Deactivation.Unknown _ -> Optional.empty();
        };
    }

    /** As {@link #line}; and a line too where nobody knows. */
    static Optional<String> lineOrUnknown(Deactivation deactivation) {
        return deactivation instanceof Deactivation.Unknown(Cause cause)
                ? Optional.of(":grey_question: " + CauseWords.all(cause))
                : line(deactivation);
    }
}

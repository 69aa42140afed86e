package org.uid2chatops.slack;

import java.util.List;
import java.util.stream.Collectors;

import org.uid2chatops.rollout.Decision.Change;

/** Changed fields, as people read them. */
final class Changes {

    private static final int MOST_IN_A_LINE = 5;
    private static final int MOST_OF_A_VALUE = 100;

    private Changes() {
    }

    /** Returns {@code location: eastus → westus2; …}, the first few of them. */
    static String inLine(List<Change> changes) {
        int more = changes.size() - MOST_IN_A_LINE;
        return changes.stream().limit(MOST_IN_A_LINE).map(Changes::one).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    /** Returns {@code location: eastus → westus2}. */
    static String one(Change change) {
        return Mrkdwn.escape(change.field() + ": " + Mrkdwn.cut(change.from(), MOST_OF_A_VALUE) + " → "
                + Mrkdwn.cut(change.to(), MOST_OF_A_VALUE));
    }
}

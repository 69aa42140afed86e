package org.uid2chatops.approval;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What asking for approval came to. */
public sealed interface Asked {

    /** @param superseded what waited for that target before */
    record Waiting(Approval approval, Optional<Approval> superseded) implements Asked {
    }

    /**
     * It could never be agreed to: too few people may.
     *
     * @param approvers Slack ids of who could
     * @param unknown user groups that Slack does not tell of now
     */
    record TooFew(Set<String> approvers, int quorum, List<String> unknown) implements Asked {
    }
}

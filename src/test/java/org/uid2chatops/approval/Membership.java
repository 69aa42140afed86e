package org.uid2chatops.approval;

import java.time.Duration;
import java.util.Set;

import org.uid2chatops.access.People;

/** A user group, the only one with anybody in it, from which a test takes people at any moment; Slack answers at once, and everybody is a full member. Thread-safe. */
final class Membership implements People {

    volatile Set<String> group = Set.of();

    @Override
    public Standing standing(String user) {
        return new Standing.Member();
    }

    @Override
    public Members members(String asked, Duration notOlderThan) {
        return new Members.Known(asked.equals(Lane.GROUP) ? group : Set.of());
    }
}

package org.uid2chatops.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.uid2chatops.access.People;

/** People as a test says they are: everybody is a full member, and in the groups that it names. Not thread-safe. */
public final class KnownPeople implements People {

    /** Those who are not full members. */
    public final Map<String, Standing> standings = new HashMap<>();
    /** Who is in which group; of one that is not named nothing is known. */
    public final Map<String, Set<String>> groups = new HashMap<>();

    @Override
    public Standing standing(String user) {
        return standings.getOrDefault(user, new Standing.Member());
    }

    @Override
    public Members members(String group, Duration notOlderThan) {
        return groups.containsKey(group) ? new Members.Known(groups.get(group)) : new Members.Unknown("Slack answered 503");
    }
}

package org.uid2chatops.rollout;

import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Journals, for other features' tests. */
public final class JournalsUnderTest {

    private JournalsUnderTest() {
    }

    public static Journals journals(JdbcClient jdbc) {
        return new Journals(jdbc, new RolloutTable(jdbc), new JournalCheck(jdbc));
    }

    /** Writes a rollout that is asked for and succeeds, with a row a second. */
    public static void rollout(JdbcClient jdbc, String id, String target, String by, Instant at, Agreement agreement) {
        var journal = new Journal(jdbc, new EntryJson(new JsonMapper()));
        var table = new RolloutTable(jdbc);
        var rollout = new Rollout(new RolloutId(id), target, "request of " + id, by, "C0000OPS", "5.70.159-r0", Lifecycle.VERSION, 0,
                RolloutView.Status.RUNNING, at, Optional.empty(), 0, Rollout.NOTHING);
        table.insert(rollout);
        var asked = journal.append(rollout, at, new Entry.Requested(target, by, "C0000OPS", "5.70.159-r0", "d", "e", Lifecycle.VERSION,
                java.util.Map.of(), java.util.Map.of(), agreement));
        var began = journal.append(rollout.after(asked), at.plusSeconds(1), new Entry.Began(StepName.RESOURCE_GROUP));
        var ended = journal.append(rollout.after(began), at.plusSeconds(2), new Entry.Succeeded());
        table.update(rollout.after(ended).ended(RolloutView.Status.SUCCEEDED, at.plusSeconds(2)));
    }
}

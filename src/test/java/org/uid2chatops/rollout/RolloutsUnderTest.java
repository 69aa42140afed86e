package org.uid2chatops.rollout;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.release.Releases;

/** Rollouts on a real database, of a chart that a test changes, for other features' tests. What they start takes no turn. */
public final class RolloutsUnderTest {

    /** The ingredient of a plan that the test says. */
    public static final String CHART = "chart";

    private final Planner planner;
    private final RolloutService service;
    private final RolloutTable table;
    private final Journal journal;

    /** @param chart asked each time that something looks at the chart */
    public RolloutsUnderTest(JdbcClient jdbc, TransactionTemplate transaction, SchedulerClient scheduler, Outbox outbox, StartGuard guard,
            Agreements agreements, Targets targets, Supplier<String> chart, Clock clock) {
        table = new RolloutTable(jdbc);
        journal = new Journal(jdbc, new EntryJson(new JsonMapper()));
        var ledger = new Ledger(table, journal, new StepSchedule(scheduler, clock), outbox, transaction, clock,
                new ProcessName("races", clock.instant()), agreements);
        var views = new RolloutViews(journal);
        var diagnoses = new Diagnoses(List.of());
        var preflight = new Preflight(List.of(), diagnoses);
        var digests = new PlanDigest(List.of(new Chart(chart)));
        var releases = new ReadOnce();
        planner = new Planner(Arrays.stream(StepName.values()).<Step>map(Standing::new).toList(), diagnoses, digests, releases,
                Optional.empty(), clock);
        service = new RolloutService(ledger, table, views, preflight, List.of(guard), planner, digests, diagnoses,
                new Retries(ledger, table, journal, views, targets, preflight, List.of(guard), releases, digests),
                new JournalCheck(jdbc), releases, clock);
    }

    public Rollouts rollouts() {
        return service;
    }

    public Plan plan(Target target) {
        return planner.plan(target);
    }

    /** Returns the chart that the rollout of that approval was begun with; empty if it has none. */
    public Optional<String> begunWith(String approval) {
        return table.asked("approval " + approval)
                .map(rollout -> ((Entry.Requested) journal.rows(rollout.id()).getFirst().entry()).ingredients().getOrDefault(CHART, ""));
    }

    /** Gives a target back, as the end of its rollout does. */
    public void free(String target) {
        table.free(target);
    }

    /** The release stays as it is, and to read it takes longer than a decision. */
    private static final class ReadOnce implements ReleaseSource {
        private final Map<String, Release> read = new ConcurrentHashMap<>();
        private final ReleaseSource files = new Releases();

        @Override
        public Release read(Target target) {
            return read.computeIfAbsent(target.name(), _ -> files.read(target));
        }
    }

    private record Chart(Supplier<String> now) implements PlanIngredient {
        @Override
        public String name() {
            return CHART;
        }

        @Override
        public String digest(Target target) {
            return now.get();
        }
    }

    /** Everything is as it should be, except that the cluster is not there. */
    private record Standing(StepName name) implements Step {
        @Override
        public Decision decide(StepContext context) {
            return name == StepName.CLUSTER
                    ? new Decision.Act("create cluster", Optional::empty)
                    : new Decision.Done("as it should be");
        }
    }
}

package org.uid2chatops.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.rollout.Diagnosis.Finding;
import org.uid2chatops.testing.MovableClock;
import org.uid2chatops.testing.TestTarget;

/** The rollout feature on a real database, with steps that do what a test tells them and a clock that a test moves. */
final class Fixture {

    static final Target INTEG = TestTarget.integ().read();
    static final RolloutProperties PROPERTIES = new RolloutProperties(Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(15));

    final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T03:00:00Z"));
    final List<Outbox.Message> told = new ArrayList<>();
    final Map<StepName, Step> scripts = new EnumMap<>(StepName.class);
    /** The digest of the release that the target has now; rollouts ask for "d". */
    String released = "d";
    /** The digest of the chart that the target has now. */
    String chart = "c";
    /** Real time. */
    LongSupplier real = System::nanoTime;
    final RolloutTable table;
    final Journal journal;
    private final JdbcClient jdbc;
    private final DataSource database;

    Fixture(DataSource database) {
        this.database = database;
        jdbc = JdbcClient.create(database);
        table = new RolloutTable(jdbc);
        journal = new Journal(jdbc, new EntryJson(new JsonMapper()));
    }

    /** Returns a process of the bot on this database. */
    Process process(String name) {
        return process(name, INTEG);
    }

    /** Returns a process that the target is configured so for. */
    Process process(String name, Target target) {
        SchedulerClient client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database)).build();
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        var ledger = new Ledger(table, journal, new StepSchedule(client, clock), told::add, transaction, clock,
                new ProcessName(name, clock.instant()), (_, _) -> true);
        var steps = Arrays.stream(StepName.values()).<Step>map(Scripted::new).toList();
        var turns = new StepTurn(steps, new InterruptedLooks(clock), new Diagnoses(List.of(new Passing())), new Targets(List.of(target)),
                new StillAskedFor(_ -> new Release("5.70.159-r0", "", released, "e", 1), new PlanDigest(List.of(new Chart()))), ledger,
                new LookIntervals(PROPERTIES, jdbc, clock),
                PROPERTIES, clock, () -> real.getAsLong());
        return new Process(ledger, turns);
    }

    /** Opens a rollout whose journal does not say what the target was: as one of an early version. */
    RolloutId open(Process process, String requestKey) {
        return open(process, requestKey, Map.of(), Map.of());
    }

    RolloutId open(Process process, String requestKey, Map<String, String> settings, Map<String, String> ingredients) {
        var id = new RolloutId("r-" + requestKey);
        process.ledger().open(
                new Rollout(id, "integ", requestKey, "U1", "C1", "5.70.159-r0", Lifecycle.VERSION, 0, RolloutView.Status.RUNNING,
                        clock.instant(), Optional.empty(), 0, Rollout.NOTHING),
                new Entry.Requested("integ", "U1", "C1", "5.70.159-r0", "d", "e", Lifecycle.VERSION, settings,
                        ingredients, Agreement.NONE));
        return id;
    }

    /** Takes a turn at each step that becomes scheduled. */
    void runAll(Process process, RolloutId id) {
        var ran = new HashSet<StepName>();
        for (var waiting = Set.copyOf(scheduled()); !ran.containsAll(waiting); waiting = Set.copyOf(scheduled())) {
            waiting.stream().filter(ran::add).forEach(step -> process.turns().take(id, step));
        }
    }

    /** Returns the steps that are scheduled. */
    List<StepName> scheduled() {
        return jdbc.sql("select task_instance from scheduled_tasks order by execution_time, task_instance")
                .query((row, _) -> StepName.valueOf(row.getString("task_instance").replaceFirst(".*/", ""))).list();
    }

    List<Entry> entries(RolloutId id, StepName step) {
        return journal.rows(id).stream().map(JournalRow::entry).filter(entry -> entry instanceof Entry.OfStep of && of.step() == step)
                .toList();
    }

    RolloutView view(RolloutId id) {
        return new RolloutViews(journal).of(table.find(id).orElseThrow());
    }

    record Process(Ledger ledger, StepTurn turns) {
    }

    private final class Chart implements PlanIngredient {
        @Override
        public String name() {
            return "chart";
        }

        @Override
        public String digest(Target target) {
            return chart;
        }
    }

    /** A step that does what the test's script says, and is done where there is none. */
    private final class Scripted implements Step {
        private final StepName name;

        private Scripted(StepName name) {
            this.name = name;
        }

        @Override
        public StepName name() {
            return name;
        }

        @Override
        public Decision decide(StepContext context) throws Exception {
            Step script = scripts.get(name);
            return script == null ? new Decision.Done("as it should be") : script.decide(context);
        }
    }

    /** Writes a script as a lambda. */
    void script(StepName name, Decider decider) {
        scripts.put(name, new Step() {
            @Override
            public StepName name() {
                return name;
            }

            @Override
            public Decision decide(StepContext context) throws Exception {
                return decider.decide(context);
            }
        });
    }

    @FunctionalInterface
    interface Decider {
        Decision decide(StepContext context) throws Exception;
    }

    /** A passing trouble, as a neighbour's diagnosis would find it. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1;
        final transient Optional<Duration> retryAfter;

        Busy(Optional<Duration> retryAfter) {
            this.retryAfter = retryAfter;
        }
    }

    static final class Passing implements Diagnosis {
        @Override
        public Optional<Finding> of(Throwable failure) {
            return failure instanceof Busy busy
                    ? Optional.of(new Finding.Transient(new Cause("429", "Azure is busy.", "Wait."), busy.retryAfter))
                    : Optional.empty();
        }
    }
}

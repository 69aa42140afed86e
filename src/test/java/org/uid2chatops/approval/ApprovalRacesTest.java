package org.uid2chatops.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.access.Access;
import org.uid2chatops.access.AccessProperties;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Way;
import org.uid2chatops.audit.Audit;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.hold.HoldsUnderTest;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.rollout.Outlook;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.Plan.PlannedStep;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.testing.KnownPeople;
import org.uid2chatops.testing.MovableClock;
import org.uid2chatops.testing.TestDatabase;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people decide at the same instant, on two replicas. Seeded: {@code -Draces.seed=} repeats a run, as far as threads can be repeated. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class ApprovalRacesTest {

    private static final String ALEX = "UALEX";
    private static final String SAM = "USAM";
    private static final String KIM = "UKIM";
    private static final String ROOT = "UROOT";
    private static final Target PROD = TestTarget.named("prod").with("approval", "true").with("channel", "C0000OPS").read();
    private static final int QUICK = 40;
    private static final int ALL = 1_000;
    private static final int MOST_NANOS = 2_000_000;

    @Parameter
    TestDatabase database;
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final long seed = Long.getLong("races.seed", System.nanoTime() % 100_000);
    private final Random draws = new Random(seed);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private HikariDataSource pool;
    private JdbcClient jdbc;
    private Approvals here;
    private Approvals there;
    private int asked;

    @BeforeEach
    void start() {
        var config = new HikariConfig();
        config.setJdbcUrl(((org.springframework.jdbc.datasource.DriverManagerDataSource) database.fresh()).getUrl());
        config.setMaximumPoolSize(4);
        pool = new HikariDataSource(config);
        jdbc = JdbcClient.create(pool);
        here = replica(pool);
        there = replica(pool);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        pool.close();
    }

    private Approvals replica(DataSource data) {
        var transactions = new DataSourceTransactionManager(data);
        var transaction = new TransactionTemplate(transactions);
        var access = new Access(new AccessProperties(null, null, List.of(SAM, KIM), List.of(ROOT), null), new KnownPeople());
        var scheduler = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(data)).build();
        Outbox nobody = _ -> {
        };
        var holds = HoldsUnderTest.holds(jdbc, transactions, scheduler, nobody, new Targets(List.of(PROD)), Map.of(),
                clock);
        var table = new ApprovalTable(jdbc, new JsonMapper());
        var audit = new Audit(jdbc, transaction, clock);
        return new Approvals(table, access, holds, _ -> List.of("create cluster"), nobody, audit,
                new Reviews(table, nobody, audit, scheduler, transaction, clock), scheduler, transaction, clock);
    }

    @Test
    void approve_against_reject() {
        times(QUICK, () -> approveAgainst(id -> there.reject(id, PROD, ROOT, "no"), State.REJECTED));
    }

    @Test
    @Tag("soak")
    void approve_against_reject_a_thousand_times() {
        times(ALL, () -> approveAgainst(id -> there.reject(id, PROD, ROOT, "no"), State.REJECTED));
    }

    @Test
    void approve_against_withdraw() {
        // what is agreed to and has not started can still be taken back: then both are right, one after the other
        times(QUICK, this::approveAgainstWithdraw);
    }

    @Test
    @Tag("soak")
    void approve_against_withdraw_a_thousand_times() {
        times(ALL, this::approveAgainstWithdraw);
    }

    @Test
    void approve_against_expiry() {
        times(QUICK, this::approveAgainstExpiry);
    }

    @Test
    @Tag("soak")
    void approve_against_expiry_a_thousand_times() {
        times(ALL, this::approveAgainstExpiry);
    }

    @Test
    void two_approvers_at_the_same_instant() {
        times(QUICK, this::twoApprovers);
    }

    @Test
    @Tag("soak")
    void two_approvers_at_the_same_instant_a_thousand_times() {
        times(ALL, this::twoApprovers);
    }

    @Test
    void approve_against_a_newer_request() {
        times(QUICK, this::approveAgainstNewer);
    }

    @Test
    @Tag("soak")
    void approve_against_a_newer_request_a_thousand_times() {
        times(ALL, this::approveAgainstNewer);
    }

    private void approveAgainst(java.util.function.Function<String, Decided> other, State otherwise) {
        String id = asked(1);
        List<Decided> both = race(() -> here.approve(id, PROD, KIM), () -> other.apply(id));
        Approval now = here.find(id).orElseThrow();
        boolean approved = both.getFirst() instanceof Decided.Counted;
        boolean ended = both.getLast() instanceof Decided.Ended;
        assertThat(approved).as("one of the two decided").isNotEqualTo(ended);
        assertThat(now.state()).isEqualTo(approved ? State.APPROVED : otherwise);
        assertHolds(now);
    }

    private void approveAgainstWithdraw() {
        String id = asked(1);
        List<Decided> both = race(() -> here.approve(id, PROD, KIM), () -> there.withdraw(id, ALEX));
        assertThat(both.getLast()).isInstanceOf(Decided.Ended.class);
        Approval now = here.find(id).orElseThrow();
        assertThat(now.state()).isEqualTo(State.WITHDRAWN);
        assertThat(now.votes()).hasSize(both.getFirst() instanceof Decided.Counted ? 2 : 1);
    }

    private void approveAgainstExpiry() {
        String id = asked(1);
        List<Decided> both = race(() -> here.approve(id, PROD, KIM), () -> {
            clock.pass(Duration.ofHours(12));
            there.tick(id);
            return new Decided.NoSuch();
        });
        Approval now = here.find(id).orElseThrow();
        boolean counted = both.getFirst() instanceof Decided.Counted;
        assertThat(now.votes()).hasSize(counted ? 2 : 1);
        // agreed to in time and not yet started, it expires as well when its time is over
        assertThat(now.state()).isIn(State.EXPIRED, State.APPROVED);
        assertThat(now.state() == State.APPROVED && !counted).isFalse();
        assertHolds(now);
    }

    private void twoApprovers() {
        String id = asked(0);
        List<Decided> both = race(() -> here.approve(id, PROD, SAM), () -> there.approve(id, PROD, KIM));
        assertThat(both).allSatisfy(one -> assertThat(one).isInstanceOf(Decided.Counted.class));
        assertThat(both).filteredOn(one -> ((Decided.Counted) one).approval().state() == State.APPROVED).as("the last one needed")
                .hasSize(1);
        Approval now = here.find(id).orElseThrow();
        assertThat(now.state()).isEqualTo(State.APPROVED);
        assertHolds(now);
    }

    private void approveAgainstNewer() {
        String id = asked(1);
        race(() -> here.approve(id, PROD, KIM), () -> {
            there.ask(PROD, new Asking(ROOT, "C0000OPS", "newer", "newer " + id, Way.QUORUM), plan());
            return new Decided.NoSuch();
        });
        assertThat(here.find(id).orElseThrow().state()).isEqualTo(State.SUPERSEDED);
        assertThat(here.open("prod").orElseThrow().requester()).isEqualTo(ROOT);
        assertThat(jdbc.sql("select count(*) from approval where state in ('WAITING', 'APPROVED')").query(Long.class).single())
                .isEqualTo(1);
    }

    /** No run without a quorum, and no second one. */
    private void assertHolds(Approval approval) {
        long runs = jdbc.sql("select count(*) from scheduled_tasks where task_name = ? and task_instance = ?")
                .params(Approvals.RUN, approval.id()).query(Long.class).single();
        assertThat(runs).isEqualTo(approval.votes().size() >= approval.policy().quorum() ? 1 : 0);
        assertThat(approval.votes()).extracting(Approval.Vote::user).doesNotHaveDuplicates().doesNotContain(ALEX);
    }

    private String asked(int agreed) {
        var waiting = (Asked.Waiting) here.ask(PROD, new Asking(ALEX, "C0000OPS", "because", "request " + asked++, Way.QUORUM), plan());
        if (agreed > 0) {
            here.approve(waiting.approval().id(), PROD, SAM);
        }
        return waiting.approval().id();
    }

    private static Plan plan() {
        return new Plan("prod", "5.70.159-r0", "e", List.of(new PlannedStep(StepName.CLUSTER, new Outlook.Create("create cluster"))),
                "0123456789abcdef".repeat(4), new TreeMap<>(Map.of("release", "5.70.159-r0")), true, Duration.ofMinutes(14),
                Optional.empty(),
                Instant.EPOCH);
    }

    private void times(int times, Runnable one) {
        for (int i = 0; i < times; i++) {
            try {
                one.run();
            } catch (AssertionError failed) {
                throw new AssertionError("interleaving " + i + " of seed " + seed, failed);
            }
        }
    }

    private List<Decided> race(Callable<Decided> one, Callable<Decided> other) {
        var together = new CyclicBarrier(2);
        var results = new ArrayList<Decided>();
        try {
            for (Future<Decided> each : List.of(threads.submit(delayed(together, one)), threads.submit(delayed(together, other)))) {
                results.add(each.get());
            }
            return results;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Callable<Decided> delayed(CyclicBarrier together, Callable<Decided> decision) {
        int nanos = draws.nextInt(MOST_NANOS);
        return () -> {
            together.await();
            LockSupport.parkNanos(nanos);
            return decision.call();
        };
    }
}

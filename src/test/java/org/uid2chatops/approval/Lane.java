package org.uid2chatops.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.access.Access;
import org.uid2chatops.access.AccessProperties;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Vote;
import org.uid2chatops.approval.Approval.Way;
import org.uid2chatops.audit.Audit;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.hold.HoldsUnderTest;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.RolloutsUnderTest;
import org.uid2chatops.testing.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** A target that two replicas of the bot decide about on one database, and two threads that race for it, one interleaving after another. */
final class Lane implements AutoCloseable {

    static final String ALEX = "UALEX";
    static final String SAM = "USAM";
    static final String KIM = "UKIM";
    static final String ROOT = "UROOT";
    static final String GROUP = "SAPPROVE";
    static final String AGREED_TO = "chart 1";
    private static final JsonMapper JSON = new JsonMapper();
    /** As long as a decision takes. */
    private static final int MOST_NANOS = 2_000_000;
    private static final int LONGEST_LOOK_NANOS = 300_000;
    /** No other lane shall make up the id of one's rollout: it has the second in it. */
    private static final Duration APART = Duration.ofDays(1_000);

    final Target target;
    final MovableClock clock;
    final Membership people = new Membership();
    final Replica here;
    final Replica there;
    volatile String chart = AGREED_TO;
    private final int number;
    private final JdbcClient jdbc;
    /** By the chart that they are of. */
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private Random draws = new Random(0);
    private volatile long lookNanos;
    private int asked;

    Lane(DataSource database, Target target, int number) {
        this.target = target;
        this.number = number;
        clock = new MovableClock(Instant.parse("2026-11-25T10:00:00Z").plus(APART.multipliedBy(number)));
        jdbc = JdbcClient.create(database);
        here = replica(database);
        there = replica(database);
    }

    /** The bot's decisions as one of its processes takes them. */
    record Replica(Access access, Approvals approvals, ApprovedRuns runs, RolloutsUnderTest rollouts) {

        /** Agrees for somebody, and where that was enough, goes on as the durable task does. */
        Decided approve(String id, Target target, String user) {
            Decided decided = approvals.approve(id, target, user);
            if (decided instanceof Decided.Counted(Approval approval) && approval.state() == State.APPROVED) {
                runs.run(id);
            }
            return decided;
        }
    }

    private Replica replica(DataSource database) {
        var transactions = new DataSourceTransactionManager(database);
        var transaction = new TransactionTemplate(transactions);
        var access = new Access(new AccessProperties(null, null, List.of(SAM, GROUP), List.of(ROOT), null), people);
        var scheduler = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database)).build();
        Outbox nobody = _ -> {
        };
        var targets = new Targets(List.of(target));
        var holds = HoldsUnderTest.holds(jdbc, transactions, scheduler, nobody, targets, Map.of(), clock);
        var table = new ApprovalTable(jdbc, JSON);
        var audit = new Audit(jdbc, transaction, clock);
        var proceedings = new Proceedings(table, nobody, audit, scheduler, clock);
        var approvals = new Approvals(table, access, holds, _ -> List.of("create cluster"), audit, proceedings,
                new Reviews(table, proceedings, audit, transaction, clock), scheduler, transaction, clock);
        var rollouts = new RolloutsUnderTest(jdbc, transaction, scheduler, nobody, holds, approvals, targets, this::look, clock);
        return new Replica(access, approvals, new ApprovedRuns(approvals, rollouts.rollouts(), targets, clock), rollouts);
    }

    /** A look at a chart takes its time, in which it may change. */
    private String look() {
        LockSupport.parkNanos(lookNanos);
        return chart;
    }

    /** Begins an interleaving. */
    void begin(Random draws) {
        this.draws = draws;
        chart = AGREED_TO;
        lookNanos = 0;
        people.group = Set.of(KIM);
        clock.pass(Duration.ofSeconds(1));
    }

    /** Has alex ask, and as many of sam and root agree. */
    String asked(int agreed) {
        String id = ask(here, ALEX);
        Stream.of(SAM, ROOT).limit(agreed).forEach(user -> here.approvals.approve(id, target, user));
        lookNanos = draws.nextInt(LONGEST_LOOK_NANOS);
        return id;
    }

    String ask(Replica replica, String user) {
        var waiting = (Asked.Waiting) replica.approvals.ask(target,
                new Asking(user, "C0000OPS", "because", "request " + number + "/" + asked++, Way.QUORUM),
                plans.computeIfAbsent(chart, _ -> replica.rollouts.plan(target)));
        return waiting.approval().id();
    }

    int draw(int bound) {
        return draws.nextInt(bound);
    }

    /** Does both at the same time, each after a drawn pause. */
    <A, B> Raced<A, B> race(Callable<A> one, Callable<B> other) {
        var together = new CyclicBarrier(2);
        Future<A> first = threads.submit(delayed(together, one));
        Future<B> second = threads.submit(delayed(together, other));
        try {
            return new Raced<>(first.get(), second.get());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    record Raced<A, B>(A one, B other) {
    }

    private <T> Callable<T> delayed(CyclicBarrier together, Callable<T> decision) {
        int nanos = draws.nextInt(MOST_NANOS);
        return () -> {
            together.await();
            LockSupport.parkNanos(nanos);
            return decision.call();
        };
    }

    /** Has the task of the run repeated, as after a crash, and returns what the request has come to. It ran once or not at all. */
    Approval settled(String id) {
        lookNanos = 0;
        there.runs.run(id);
        Approval now = here.approvals.find(id).orElseThrow();
        Optional<String> run = here.rollouts.begunWith(id);
        assertThat(run.isPresent()).as("it runs when it says so: " + now.state()).isEqualTo(now.state() == State.STARTED);
        run.ifPresent(begun -> assertThat(begun).as("what runs is what was agreed to").isEqualTo(AGREED_TO));
        boolean enough = now.votes().size() >= now.policy().quorum()
                && now.policy().groups().stream().allMatch(group -> now.votes().stream().anyMatch(vote -> vote.groups().contains(group)));
        assertThat(run.isEmpty() || enough).as("no run without a quorum").isTrue();
        assertThat(now.votes()).extracting(Vote::user).doesNotHaveDuplicates().doesNotContain(ALEX);
        assertThat(count("scheduled_tasks where task_instance = ? and task_name = '" + Approvals.RUN + "'", id)).isEqualTo(enough ? 1 : 0);
        here.rollouts.free(target.name());
        return now;
    }

    /** Returns how many rollouts that target has had. */
    long rollouts() {
        return count("rollout where target = ?", target.name());
    }

    /** Returns how many requests there may still come to a rollout of. */
    long open() {
        return count("approval where target = ? and state in ('WAITING', 'APPROVED')", target.name());
    }

    private long count(String rows, String parameter) {
        return jdbc.sql("select count(*) from " + rows).param(parameter).query(Long.class).single();
    }

    /** Sets its requests aside: what comes after it would look through them all. */
    @Override
    public void close() {
        threads.shutdownNow();
        jdbc.sql("update approval set target = ? where target = ?").params("lane " + number, target.name()).update();
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.rollout.Agreement;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.slack.Requests.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two things happen to a request at the same instant, over two sockets to two replicas. Alex asks, two have to agree; root has, where one is
 * enough to be the last. {@code -Draces.seed=} repeats a run, as far as threads can be repeated.
 */
@Timeout(120)
class ApprovalRacesOverSlackTest {

    private static final int QUICK = 3;
    private static final int ALL = 20;
    private static final int MOST_NANOS = 20_000_000;
    private final long seed = Long.getLong("races.seed", System.nanoTime() % 100_000);
    private final Random draws = new Random(seed);
    private final BotInSlack bot = BotInSlack.hurried();
    private final BotInSlack other = bot.replica();
    private final Requests requests = new Requests(bot);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @BeforeEach
    void start() {
        bot.started();
        other.started();
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        other.close();
        bot.close();
    }

    /** What happens to a request beside the last approval, by what it then is when the approval comes too late. */
    private enum Race {
        REJECT(ApprovalRacesOverSlackTest::againstReject),
        WITHDRAW(ApprovalRacesOverSlackTest::againstWithdraw),
        EXPIRY(
                ApprovalRacesOverSlackTest::againstExpiry),
        SECOND_APPROVER(
                ApprovalRacesOverSlackTest::twoApprovers),
        ROLE_REMOVED(
                ApprovalRacesOverSlackTest::againstRemoval),
        WORLD_CHANGED(ApprovalRacesOverSlackTest::againstChange);

        private final BiConsumer<ApprovalRacesOverSlackTest, String> round;

        Race(BiConsumer<ApprovalRacesOverSlackTest, String> round) {
            this.round = round;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("sample")
    void three_rounds(Race race) {
        rounds(race, QUICK);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void twenty_rounds(Race race) {
        rounds(race, ALL);
    }

    private void rounds(Race race, int times) {
        for (int i = 0; i < times; i++) {
            requests.plans("5.70.159-r0", Requests.AGREED_TO);
            bot.faults.allOff();
            bot.rollouts.ended();
            bot.rollouts.started.clear();
            bot.rollouts.agreements.clear();
            // what Slack said of groups is not believed any more
            bot.later.addAndGet(Duration.ofSeconds(5).toNanos());
            try {
                race.round.accept(this, "number " + i);
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError(race + ", round " + i + " of seed " + seed, failed);
            }
        }
    }

    private void againstReject(String why) {
        Request request = agreedByRoot(why);
        bot.press(Person.KIM, request.post(), "Reject…");
        var modal = await().pollInterval(Duration.ofMillis(10))
                .until(() -> bot.slack.workspace().views().of(Person.KIM).stream().findFirst(), Optional::isPresent).orElseThrow();
        var told = race(request, Person.KIM, () -> bot.slack.modals().submit(modal, Map.of("reason", List.of("not now"))));
        boolean runs = runs(request, Person.ROOT, Person.SAM);
        assertThat(state(request)).isEqualTo(runs ? "STARTED" : "REJECTED");
        assertThat(told.sam()).startsWith(runs ? "Counted: that was the last one needed" : late("*Rejected* by <@U0000KIM>: not now"));
        assertThat(told.other()).startsWith(runs ? late("*Approved* by ") : "Done: the request for `prod` is rejected");
    }

    private void againstWithdraw(String why) {
        Request request = agreedByRoot(why);
        var told = race(request, Person.ALEX, () -> bot.press(Person.ALEX, request.post(), "Withdraw"));
        boolean runs = runs(request, Person.ROOT, Person.SAM);
        assertThat(state(request)).isEqualTo(runs ? "STARTED" : "WITHDRAWN");
        assertThat(told.other())
                .startsWith(runs ? late("*Approved* by ") : "Done: the request for `prod` is withdrawn, and nothing is started.");
        if (!told.sam().startsWith("Counted: that was the last one needed")) {
            assertThat(told.sam()).startsWith(late("*Withdrawn* by <@U0000ALEX>"));
            assertThat(runs).isFalse();
        }
    }

    private void againstExpiry(String why) {
        Request request = agreedByRoot(why);
        var told = race(request, Person.KIM, () -> {
            bot.clockOfApprovals.pass(Duration.ofHours(12));
            bot.jdbc.sql("update scheduled_tasks set execution_time = current_timestamp where task_name = 'approval/clock' and "
                    + "task_instance = ?").param(request.id()).update();
            return bot.press(Person.KIM, request.post(), "Approve");
        });
        boolean runs = runs(request, Person.ROOT, Person.SAM);
        bot.clockOfApprovals.pass(Duration.ofHours(-12));
        assertThat(state(request)).isEqualTo(runs ? "STARTED" : "EXPIRED");
        assertThat(told.other()).startsWith("Your click changed nothing: ").containsAnyOf("*Expired*", "*Approved* by ");
        assertThat(told.sam().startsWith("Counted: ") || told.sam().startsWith(late("*Expired* "))).as(told.sam()).isTrue();
        assertThat(runs && !told.sam().startsWith("Counted: ")).isFalse();
    }

    private void twoApprovers(String why) {
        Request request = requests.asked(why);
        var told = race(request, Person.KIM, () -> bot.press(Person.KIM, request.post(), "Approve"));
        assertThat(List.of(told.sam(), told.other())).allSatisfy(text -> assertThat(text).startsWith("Counted: "))
                .filteredOn(text -> text.startsWith("Counted: that was the last one needed")).hasSize(1);
        assertThat(runs(request, Person.SAM, Person.KIM)).isTrue();
        assertThat(state(request)).isEqualTo("STARTED");
    }

    /** Whether sam still counted is what Slack last said of the group. */
    private void againstRemoval(String why) {
        Request request = agreedByRoot(why);
        bot.later.addAndGet(Duration.ofSeconds(5).toNanos());
        int before = bot.told(Person.SAM).size();
        together(() -> bot.press(Person.SAM, request.post(), "Approve"), () -> {
            bot.fault("slack.left-group", 1, Map.of("user", "sam"));
            return true;
        });
        requests.settled();
        String told = requests.told(Person.SAM, before);
        boolean runs = runs(request, Person.ROOT, Person.SAM);
        boolean member = bot.calls("usergroups.users.list").getLast().path("response").path("users").toString().contains(Person.SAM.id());
        assertThat(runs).isEqualTo(member);
        assertThat(told).contains(runs ? "Counted: that was the last one needed" : "it wants the role *approver*, which you do not have");
        assertThat(state(request)).isEqualTo(runs ? "STARTED" : "WAITING");
    }

    private void againstChange(String why) {
        Request request = agreedByRoot(why);
        int before = bot.told(Person.SAM).size();
        together(() -> bot.press(Person.SAM, request.post(), "Approve"), () -> {
            requests.plans("5.71.0-r0", "f".repeat(64));
            return true;
        });
        requests.settled();
        assertThat(requests.told(Person.SAM, before)).startsWith("Counted: that was the last one needed");
        boolean runs = runs(request, Person.ROOT, Person.SAM);
        assertThat(state(request)).isEqualTo(runs ? "STARTED" : "CHANGED");
        assertThat(bot.rows("approval where state = 'WAITING' and digest = '" + "f".repeat(64) + "'")).isEqualTo(runs ? 0 : 1);
        if (!runs) {
            await().until(() -> requests.now(request).contains("Changed since: release: 5.70.159-r0 → 5.71.0-r0"));
        }
    }

    private Request agreedByRoot(String why) {
        Request request = requests.asked(why);
        requests.agreed(request, Person.ROOT);
        return request;
    }

    /** Returns whether it runs: once, as it was agreed to, by these. */
    private boolean runs(Request request, Person... by) {
        assertThat(bot.rollouts.started).hasSizeLessThanOrEqualTo(1);
        boolean runs = !bot.rollouts.started.isEmpty();
        if (runs) {
            Agreement agreement = bot.rollouts.agreements.getLast().orElseThrow();
            assertThat(agreement.approval()).isEqualTo(request.id());
            assertThat(agreement.digest()).isEqualTo(Requests.AGREED_TO);
            assertThat(agreement.by()).containsExactlyInAnyOrderElementsOf(java.util.Arrays.stream(by).map(Person::id).toList());
        }
        return runs;
    }

    private String state(Request request) {
        return bot.jdbc.sql("select state from approval where id = ?").param(request.id()).query(String.class).single();
    }

    private static String late(String decision) {
        return "Your click changed nothing: " + decision;
    }

    private record Told(String sam, String other) {
    }

    /** Has sam approve while somebody else does that, and returns what both are told. */
    private Told race(Request request, Person person, Callable<?> that) {
        int sam = bot.told(Person.SAM).size();
        int before = bot.told(person).size();
        together(() -> bot.press(Person.SAM, request.post(), "Approve"), that);
        requests.settled();
        return new Told(plain(requests.told(Person.SAM, sam)), plain(requests.told(person, before)));
    }

    /** Leaves out the pictures. */
    private static String plain(String text) {
        return text.replaceAll(":[a-z_]+: ", "");
    }

    private void together(Callable<?> one, Callable<?> other) {
        try {
            var first = threads.submit(delayed(one));
            var second = threads.submit(delayed(other));
            first.get();
            second.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Callable<Object> delayed(Callable<?> deed) {
        int nanos = draws.nextInt(MOST_NANOS);
        return () -> {
            LockSupport.parkNanos(nanos);
            return deed.call();
        };
    }
}

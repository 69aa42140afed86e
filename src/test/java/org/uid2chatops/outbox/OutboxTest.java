package org.uid2chatops.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.outbox.Courier.Parcel;
import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.testing.MovableClock;
import org.uid2chatops.testing.TestDatabase;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class OutboxTest {

    private static final Result DELIVERED = new Result.Delivered();
    private static final Result CHANGING = new Result.Changing();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void what_is_rolled_back_is_not_told(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.transaction.executeWithoutResult(status -> {
            world.store.add(new Message.Outcome("r", "C", 9));
            status.setRollbackOnly();
        });
        world.turn("C");
        assertThat(world.delivered).isEmpty();
        assertThat(world.scheduled()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_file_has_a_lane_of_its_own_since_a_large_one_takes_its_time(TestDatabase kind) {
        var world = new World(kind.fresh());
        var file = new Message.File("U", "C", "what\nit holds");
        world.store.add(file);
        world.turn("C");
        assertThat(world.delivered).isEmpty();
        world.turn("C/files");
        assertThat(world.delivered).extracting(Parcel::messages).containsExactly(List.of(file));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_live_message_is_edited_once_for_any_number_of_changes_and_no_faster_than_its_interval(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answer(CHANGING, CHANGING, CHANGING);
        for (int i = 0; i < 5; i++) {
            world.store.add(new Message.Live("r", "C"));
        }
        world.turn("C");
        assertThat(world.delivered).hasSize(1);
        world.store.add(new Message.Live("r", "C"));
        world.pass(Duration.ofMillis(2900));
        world.turn("C");
        assertThat(world.delivered).hasSize(1);
        world.pass(Duration.ofMillis(200));
        world.turn("C");
        assertThat(world.delivered).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_changing_live_message_is_rendered_again_as_time_passes_until_it_has_its_last_state(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answer(CHANGING, DELIVERED);
        world.store.add(new Message.Live("r", "C"));
        world.turn("C");
        world.pass(Duration.ofSeconds(9));
        world.turn("C");
        assertThat(world.delivered).hasSize(1);
        world.pass(Duration.ofSeconds(2));
        world.turn("C");
        world.pass(Duration.ofHours(1));
        world.turn("C");
        assertThat(world.delivered).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void what_becomes_stale_while_it_is_delivered_is_delivered_again(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answers.add(_ -> {
            world.store.add(new Message.Live("r", "C"));
            return DELIVERED;
        });
        world.store.add(new Message.Live("r", "C"));
        world.turn("C");
        assertThat(world.delivered).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_failed_delivery_waits_as_long_as_asked_and_then_brings_the_same(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answer(new Result.Failed("429", Optional.of(Duration.ofSeconds(20)), false));
        world.store.add(new Message.Detail("r", "C", 1));
        world.turn("C");
        world.pass(Duration.ofSeconds(19));
        world.turn("C");
        assertThat(world.delivered).hasSize(1);
        world.pass(Duration.ofSeconds(2));
        world.store.add(new Message.Detail("r", "C", 2));
        world.turn("C");
        assertThat(world.delivered).extracting(Parcel::again).containsExactly(false, false);
        assertThat(world.seqs()).containsExactly(List.of(1L), List.of(1L, 2L));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void after_a_try_that_perhaps_arrived_the_same_parcel_is_marked_as_tried(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answer(new Result.Failed("broken connection", Optional.empty(), true));
        world.store.add(new Message.Detail("r", "C", 1));
        world.turn("C");
        world.store.add(new Message.Detail("r", "C", 2));
        world.pass(Duration.ofSeconds(2));
        world.turn("C");
        world.pass(Duration.ofSeconds(2));
        world.turn("C");
        assertThat(world.delivered).extracting(Parcel::again).containsExactly(false, true, false);
        assertThat(world.seqs()).containsExactly(List.of(1L), List.of(1L), List.of(2L));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_process_that_dies_while_delivering_leaves_the_parcel_marked_as_tried(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answers.add(_ -> {
            throw new StackOverflowError("stands for a kill");
        });
        world.store.add(new Message.Outcome("r", "C", 9));
        assertThatThrownBy(() -> world.turn("C")).isInstanceOf(StackOverflowError.class);
        world.turn("C");
        assertThat(world.delivered).extracting(Parcel::again).containsExactly(false, true);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_message_that_cannot_be_made_keeps_only_its_own_thread_waiting(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answers.add(_ -> {
            throw new IllegalStateException("a bug");
        });
        world.store.add(new Message.Detail("r1", "C", 1));
        world.store.add(new Message.Outcome("r1", "C", 9));
        world.store.add(new Message.Outcome("r2", "C", 9));
        world.turn("C");
        assertThat(world.delivered).extracting(parcel -> parcel.messages().getFirst())
                .containsExactly(new Message.Detail("r1", "C", 1), new Message.Outcome("r2", "C", 9));
        world.pass(Duration.ofSeconds(31));
        world.turn("C");
        assertThat(world.delivered).extracting(parcel -> parcel.messages().getFirst()).endsWith(new Message.Detail("r1", "C", 1),
                new Message.Outcome("r1", "C", 9));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_message_that_is_refused_keeps_only_its_own_thread_waiting_and_comes_again(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answer(new Result.Refused("msg_too_long"));
        world.store.add(new Message.Detail("r1", "C", 1));
        world.store.add(new Message.Outcome("r1", "C", 9));
        world.store.add(new Message.Outcome("r2", "C", 9));
        world.turn("C");
        assertThat(world.delivered).extracting(parcel -> parcel.messages().getFirst())
                .containsExactly(new Message.Detail("r1", "C", 1), new Message.Outcome("r2", "C", 9));
        world.pass(Duration.ofSeconds(31));
        world.turn("C");
        assertThat(world.delivered).extracting(Parcel::again).containsOnly(false);
        assertThat(world.delivered).extracting(parcel -> parcel.messages().getFirst()).endsWith(new Message.Detail("r1", "C", 1),
                new Message.Outcome("r1", "C", 9));
        assertThat(world.left()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_reply_does_not_wait_behind_a_channels_messages(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answer(new Result.Failed("429", Optional.of(Duration.ofSeconds(60)), false));
        world.store.add(new Message.Outcome("r", "C", 9));
        world.turn("C");
        world.store.add(new Message.Reply("U", "C", "text"));
        world.turn("C/U");
        assertThat(world.delivered.getLast().messages()).containsExactly(new Message.Reply("U", "C", "text"));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatever_is_added_while_others_deliver_is_delivered_once_and_in_order(TestDatabase kind) throws Exception {
        var world = new World(kind.fresh(), new Rhythm(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20)),
                Clock.systemUTC());
        var task = new OutboxConfiguration().deliveryTask(world.store, world, world.rhythm, Pace.REAL, Clock.systemUTC());
        var one = world.scheduler(task);
        var other = world.scheduler(task);
        try (var adders = Executors.newVirtualThreadPerTaskExecutor()) {
            one.start();
            other.start();
            for (String rollout : List.of("r1", "r2", "r3", "r4")) {
                adders.submit(() -> LongStream.rangeClosed(1, 25).forEach(seq -> {
                    world.store.add(new Message.Live(rollout, "C" + rollout.hashCode() % 2));
                    world.store.add(new Message.Detail(rollout, "C" + rollout.hashCode() % 2, seq));
                }));
            }
            adders.shutdown();
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> world.told("r1") + world.told("r2") + world.told("r3") + world.told("r4") == 100);
            await().atMost(Duration.ofSeconds(90)).until(() -> world.scheduled() == 0 && world.left() == 0);
        } finally {
            one.stop();
            other.stop();
        }
        for (String rollout : List.of("r1", "r2", "r3", "r4")) {
            assertThat(world.details(rollout)).isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_run_that_another_one_overtook_tries_nothing_more_and_leaves_rows_and_task_alone(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answers.add(_ -> {
            world.turn("C");
            world.store.add(new Message.Detail("r3", "C", 1));
            return new Result.Failed("too late", Optional.of(Duration.ofHours(1)), true);
        });
        world.store.add(new Message.Outcome("r1", "C", 9));
        world.store.add(new Message.Detail("r2", "C", 1));
        var ends = world.delivery.run("C");
        assertThat(world.delivered).as("what the other one brought").extracting(parcel -> parcel.messages().getFirst())
                .containsExactly(new Message.Outcome("r1", "C", 9), new Message.Outcome("r1", "C", 9), new Message.Detail("r2", "C", 1));
        assertThat(world.delivered).extracting(Parcel::again).containsExactly(false, true, false);
        var untouched = new ExecutionOperations<Void>(null, null, null) {
            @Override
            public void stop() {
                throw new AssertionError("the task of another run was stopped");
            }

            @Override
            public void reschedule(ExecutionComplete complete, Instant next) {
                throw new AssertionError("the task of another run was scheduled anew");
            }
        };
        ends.complete(ExecutionComplete.simulatedSuccess(Instant.EPOCH), untouched);
        world.turn("C");
        assertThat(world.delivered.stream().flatMap(parcel -> parcel.messages().stream())).as("the failure held nothing up")
                .contains(new Message.Detail("r3", "C", 1));
        assertThat(world.left()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void what_a_run_showed_after_another_one_overtook_it_is_shown_anew(TestDatabase kind) {
        var world = new World(kind.fresh());
        var messages = List.<Message>of(new Message.Live("r", "C"), new Message.Approval("a", "C"), new Message.Outcome("e", "C", 9),
                new Message.ApprovalNews("b", "C", 1));
        for (Message message : messages) {
            world.delivered.clear();
            world.answers.add(_ -> {
                world.turn("C");
                return DELIVERED;
            });
            world.store.add(message);
            world.turn("C");
            assertThat(world.delivered).hasSize(2);
            world.turn("C");
            assertThat(world.delivered.subList(2, world.delivered.size()).stream().flatMap(parcel -> parcel.messages().stream()))
                    .contains(message);
            assertThat(world.left()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_process_that_stands_still_and_comes_back_repeats_and_loses_nothing(TestDatabase kind) throws Exception {
        var world = new World(kind.fresh(), new Rhythm(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20)),
                Clock.systemUTC());
        var task = new OutboxConfiguration().deliveryTask(world.store, world, world.rhythm, Pace.REAL, Clock.systemUTC());
        var still = world.scheduler(task, Duration.ofHours(1));
        var other = world.scheduler(task, Duration.ofMillis(50));
        var awake = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        world.answers.add(_ -> awaited(awake));
        world.answers.add(_ -> DELIVERED);
        world.answers.add(_ -> awaited(sent));
        LongStream.rangeClosed(1, 10).forEach(rollout -> world.store.add(new Message.Outcome("r" + rollout, "C", 9)));
        try {
            still.start();
            await().until(() -> world.delivered.size() == 1);
            other.start();
            await("the other one repeats the first, and is sending the second").until(() -> world.delivered.size() == 3);
            awake.countDown();
            await("the first one notices")
                    .until(() -> world.jdbc.sql("select count(*) from outbox where kind = 'LIVE'").query(Integer.class)
                            .single() == 1);
            world.store.add(new Message.Outcome("later", "C", 9));
            sent.countDown();
            await().atMost(Duration.ofSeconds(20)).until(() -> world.left() == 0 && world.scheduled() == 0);
        } finally {
            awake.countDown();
            sent.countDown();
            still.stop();
            other.stop();
        }
        var told = world.delivered.stream().flatMap(parcel -> parcel.messages().stream()).filter(Message.Outcome.class::isInstance)
                .toList();
        assertThat(told).filteredOn(message -> !message.equals(told.getFirst())).as("what the first one had not begun with").hasSize(10)
                .doesNotHaveDuplicates().contains(new Message.Outcome("later", "C", 9));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_message_that_always_fails_does_not_starve_the_others(TestDatabase kind) {
        var world = new World(kind.fresh(), new Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10)), null);
        var poison = new Message.Outcome("poison", "C", 9);
        world.always = parcel -> parcel.messages().contains(poison)
                ? new Result.Failed("Slack answered internal_error", Optional.empty(), true)
                : DELIVERED;
        world.store.add(new Message.Detail("poison", "C", 1));
        world.store.add(poison);
        world.store.add(new Message.Detail("poison", "C", 10));
        LongStream.rangeClosed(1, 20).forEach(rollout -> world.store.add(new Message.Outcome("r" + rollout, "C", 9)));
        for (int second = 0; second < 45; second++) {
            world.turn("C");
            world.pass(Duration.ofSeconds(1));
        }
        assertThat(world.left()).as("it and what follows it").isEqualTo(2);
        assertThat(world.delivered).filteredOn(parcel -> parcel.messages().contains(poison)).hasSizeBetween(4, 8);
        world.always = _ -> DELIVERED;
        world.pass(Duration.ofSeconds(30));
        world.turn("C");
        world.pass(Duration.ofSeconds(1));
        world.turn("C");
        assertThat(world.delivered).extracting(parcel -> parcel.messages().getFirst()).endsWith(poison,
                new Message.Detail("poison", "C", 10));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void while_slack_takes_no_edits_what_is_new_goes_on(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.answer(new Result.Held("429", Duration.ofSeconds(20)));
        world.store.add(new Message.Live("r", "C"));
        world.turn("C");
        world.store.add(new Message.Live("r", "C"));
        world.store.add(new Message.Detail("r", "C", 1));
        world.store.add(new Message.Outcome("r", "C", 9));
        world.pass(Duration.ofSeconds(19));
        world.turn("C");
        assertThat(world.delivered.stream().flatMap(parcel -> parcel.messages().stream())).containsExactly(new Message.Live("r", "C"),
                new Message.Detail("r", "C", 1), new Message.Outcome("r", "C", 9));
        world.pass(Duration.ofSeconds(2));
        world.turn("C");
        assertThat(world.delivered.getLast().messages()).containsExactly(new Message.Live("r", "C"));
        assertThat(world.left()).isZero();
    }

    private static Result awaited(CountDownLatch latch) {
        try {
            latch.await();
            return DELIVERED;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database, an outbox and a courier that notes what it is given. */
    private static final class World implements Courier {
        final List<Parcel> delivered = Collections.synchronizedList(new ArrayList<>());
        final Queue<Function<Parcel, Result>> answers = new ConcurrentLinkedQueue<>();
        Function<Parcel, Result> always = _ -> DELIVERED;
        final Rhythm rhythm;
        final OutboxStore store;
        final TransactionTemplate transaction;
        private final DataSource database;
        private final JdbcClient jdbc;
        private final Delivery delivery;
        private final MovableClock moved = new MovableClock(Instant.parse("2026-11-23T03:00:00Z"));

        World(DataSource database) {
            this(database, new Rhythm(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(10)), null);
        }

        World(DataSource database, Rhythm rhythm, @org.jspecify.annotations.Nullable Clock real) {
            this.database = database;
            this.rhythm = rhythm;
            Clock clock = real == null ? moved : real;
            jdbc = JdbcClient.create(database);
            var transactions = new DataSourceTransactionManager(database);
            transaction = new TransactionTemplate(transactions);
            store = new OutboxStore(jdbc, transactions,
                    SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database)).build(),
                    clock);
            delivery = new Delivery(store, this, rhythm, Pace.REAL, clock);
        }

        Scheduler scheduler(Task<Void> task) {
            return scheduler(task, Duration.ofMinutes(5));
        }

        /** @param heartbeat others take it for dead after four of their own without one of it */
        Scheduler scheduler(Task<Void> task, Duration heartbeat) {
            return Scheduler.create(database, task).threads(4).pollingInterval(Duration.ofMillis(20)).heartbeatInterval(heartbeat)
                    .missedHeartbeatsLimit(4).shutdownMaxWait(Duration.ofSeconds(5)).build();
        }

        void turn(String lane) {
            var _ = delivery.run(lane);
        }

        void pass(Duration duration) {
            moved.pass(duration);
        }

        void answer(Result... results) {
            for (Result result : results) {
                answers.add(_ -> result);
            }
        }

        @Override
        public Result deliver(Parcel parcel) {
            delivered.add(parcel);
            var answer = answers.poll();
            return answer == null ? always.apply(parcel) : answer.apply(parcel);
        }

        List<List<Long>> seqs() {
            return delivered.stream().map(parcel -> parcel.messages().stream().map(message -> ((Message.Detail) message).seq()).toList())
                    .toList();
        }

        List<Long> details(String rollout) {
            return List.copyOf(delivered).stream().flatMap(parcel -> parcel.messages().stream())
                    .filter(message -> message instanceof Message.Detail detail && detail.rollout().equals(rollout))
                    .map(message -> ((Message.Detail) message).seq()).toList();
        }

        int told(String rollout) {
            return details(rollout).size();
        }

        int scheduled() {
            return jdbc.sql("select count(*) from scheduled_tasks").query(Integer.class).single();
        }

        int left() {
            return jdbc.sql("select count(*) from outbox").query(Integer.class).single();
        }
    }
}

package org.uid2chatops.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.outbox.Courier.Parcel;
import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.testing.TestDatabase;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several who deliver one lane: at once, and one that stood still and comes back; on every database. */
class OutboxRunsTest {

    private static final Result DELIVERED = new Result.Delivered();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatever_is_added_while_others_deliver_is_delivered_once_and_in_order(TestDatabase kind) throws Exception {
        var world = new OutboxWorld(kind.fresh(), new Rhythm(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20)),
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
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh(), new Rhythm(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20)),
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

    private static Result awaited(CountDownLatch latch) {
        try {
            latch.await();
            return DELIVERED;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

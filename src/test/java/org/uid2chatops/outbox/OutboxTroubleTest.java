package org.uid2chatops.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.outbox.Courier.Parcel;
import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What happens to the rest when a message is not taken; on every database. */
class OutboxTroubleTest {

    private static final Result DELIVERED = new Result.Delivered();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_failed_delivery_waits_as_long_as_asked_and_then_brings_the_same(TestDatabase kind) {
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh());
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
    void a_message_that_always_fails_does_not_starve_the_others(TestDatabase kind) {
        var world = new OutboxWorld(kind.fresh(), new Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10)), null);
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
        var world = new OutboxWorld(kind.fresh());
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
}

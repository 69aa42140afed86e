package org.uid2chatops.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.outbox.Courier.Parcel;
import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told, in which order and how often; on every database. */
class OutboxTest {

    private static final Result DELIVERED = new Result.Delivered();
    private static final Result CHANGING = new Result.Changing();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void what_is_rolled_back_is_not_told(TestDatabase kind) {
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh());
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
        var world = new OutboxWorld(kind.fresh());
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
    void a_reply_does_not_wait_behind_a_channels_messages(TestDatabase kind) {
        var world = new OutboxWorld(kind.fresh());
        world.answer(new Result.Failed("429", Optional.of(Duration.ofSeconds(60)), false));
        world.store.add(new Message.Outcome("r", "C", 9));
        world.turn("C");
        world.store.add(new Message.Reply("U", "C", "text"));
        world.turn("C/U");
        assertThat(world.delivered.getLast().messages()).containsExactly(new Message.Reply("U", "C", "text"));
    }
}

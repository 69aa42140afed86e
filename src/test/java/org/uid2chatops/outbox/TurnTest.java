package org.uid2chatops.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.uid2chatops.outbox.Outbox.Message;

import static org.assertj.core.api.Assertions.assertThat;

class TurnTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    @Test
    void an_empty_lane_is_idle() {
        assertThat(Turn.of(List.of(), null, null, NOW)).isEqualTo(new Turn.Idle());
    }

    @Test
    void a_live_message_comes_before_the_details_of_its_rollout() {
        var detail = row(1, new Message.Detail("r", "C", 1), null, null);
        var live = row(2, new Message.Live("r", "C"), null, null);
        assertThat(Turn.of(List.of(detail, live), null, null, NOW)).isEqualTo(new Turn.Deliver(List.of(live)));
    }

    @Test
    void details_are_told_together_up_to_the_outcome() {
        var one = row(1, new Message.Detail("r", "C", 1), null, null);
        var two = row(2, new Message.Detail("r", "C", 2), null, null);
        var outcome = row(3, new Message.Outcome("r", "C", 9), null, null);
        assertThat(Turn.of(List.of(one, two, outcome), null, null, NOW)).isEqualTo(new Turn.Deliver(List.of(one, two)));
    }

    @Test
    void a_parcel_that_was_tried_stays_as_it_was() {
        var one = row(1, new Message.Detail("r", "C", 1), 1L, null);
        var two = row(2, new Message.Detail("r", "C", 2), null, null);
        assertThat(Turn.of(List.of(one, two), null, null, NOW)).isEqualTo(new Turn.Deliver(List.of(one)));
    }

    @Test
    void more_details_than_fit_are_told_in_turns() {
        var rows = new ArrayList<Row>();
        for (int i = 1; i <= 30; i++) {
            rows.add(row(i, new Message.Detail("r", "C", i), null, null));
        }
        assertThat(Turn.of(rows, null, null, NOW)).isEqualTo(new Turn.Deliver(rows.subList(0, 20)));
    }

    @Test
    void an_edit_waits_for_its_interval_and_a_post_for_the_lanes() {
        var live = row(1, new Message.Live("r", "C"), null, NOW.plusSeconds(3));
        var detail = row(2, new Message.Detail("r", "C", 1), null, null);
        assertThat(Turn.of(List.of(live, detail), null, NOW.plusSeconds(1), NOW)).isEqualTo(new Turn.WaitUntil(NOW.plusSeconds(1)));
        assertThat(Turn.of(List.of(live, detail), null, NOW.minusSeconds(1), NOW)).isEqualTo(new Turn.Deliver(List.of(detail)));
        assertThat(Turn.of(List.of(live), null, null, NOW)).isEqualTo(new Turn.WaitUntil(NOW.plusSeconds(3)));
    }

    @Test
    void a_lane_that_was_told_to_wait_waits_with_everything() {
        var live = row(1, new Message.Live("r", "C"), null, null);
        assertThat(Turn.of(List.of(live), NOW.plusSeconds(30), null, NOW)).isEqualTo(new Turn.WaitUntil(NOW.plusSeconds(30)));
    }

    @Test
    void a_rollout_that_cannot_be_told_does_not_keep_another_waiting() {
        var stuck = row(1, new Message.Detail("r1", "C", 1), null, NOW.plusSeconds(30));
        var after = row(2, new Message.Outcome("r1", "C", 9), null, null);
        var other = row(3, new Message.Outcome("r2", "C", 9), null, null);
        assertThat(Turn.of(List.of(stuck, after, other), null, null, NOW)).isEqualTo(new Turn.Deliver(List.of(other)));
    }

    @Test
    void how_a_rollout_ended_does_not_wait_for_what_happened_in_others() {
        var before = row(1, new Message.Detail("r1", "C", 1), null, null);
        var own = row(2, new Message.Detail("r2", "C", 1), null, null);
        var ended = row(3, new Message.Outcome("r2", "C", 2), null, null);
        assertThat(Turn.of(List.of(before, own, ended), null, null, NOW)).isEqualTo(new Turn.Deliver(List.of(own)));
        assertThat(Turn.of(List.of(before, ended), null, null, NOW)).isEqualTo(new Turn.Deliver(List.of(ended)));
        assertThat(Turn.of(List.of(before), null, null, NOW)).isEqualTo(new Turn.Deliver(List.of(before)));
    }

    private static Row row(long id, Message message, @Nullable Long batch, @Nullable Instant notBefore) {
        return new Row(id, message, 0, batch, 0, NOW, notBefore);
    }
}

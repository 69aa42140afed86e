package org.uid2chatops.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.rollout.StepName.PROVIDERS;
import static org.uid2chatops.rollout.StepName.PUBLIC_IP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;

/** What holds of a rollout that a person stops, on every database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class CancelContractTest {

    private static final Entry.Cancelled BY_SAM = new Entry.Cancelled("U9");

    @Parameter
    TestDatabase database;
    Fixture fixture;
    Fixture.Process bot;
    RolloutId id;
    final List<String> sent = new ArrayList<>();

    @BeforeEach
    void start() {
        fixture = new Fixture(database.fresh());
        bot = fixture.process("bot-1");
        id = fixture.open(bot, "a");
        bot.turns().take(id, RESOURCE_GROUP);
        fixture.told.clear();
    }

    @Test
    void cancelled_it_sends_no_further_change_gives_the_target_back_and_says_so() {
        fixture.script(PUBLIC_IP, _ -> create());
        assertThat(bot.ledger().cancel(id, BY_SAM)).isTrue();
        assertThat(bot.turns().take(id, PUBLIC_IP)).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.CANCELLED);
        assertThat(fixture.view(id).ended()).isPresent();
        assertThat(fixture.view(id).underWay()).isEmpty();
        assertThat(fixture.table.running("integ")).isEmpty();
        assertThat(Position.after(fixture.journal.rows(id).stream().map(JournalRow::entry).toList()).active()).isEmpty();
        long row = fixture.table.find(id).orElseThrow().seq();
        assertThat(fixture.told).contains(new Outbox.Message.Live("r-a", "C1"), new Outbox.Message.Outcome("r-a", "C1", row),
                new Outbox.Message.Detail("r-a", "C1", row));
    }

    @Test
    void cancelled_between_the_look_and_the_intent_the_change_is_not_sent() {
        fixture.script(PUBLIC_IP, _ -> {
            bot.ledger().cancel(id, BY_SAM);
            return create();
        });
        assertThat(bot.turns().take(id, PUBLIC_IP)).isEmpty();
        assertThat(sent).isEmpty();
    }

    @Test
    void cancelled_while_a_change_is_sent_that_change_is_left_behind_and_its_outcome_is_not_written() {
        fixture.script(PUBLIC_IP, _ -> new Act("create public IP my-ip", () -> {
            sent.add("create");
            bot.ledger().cancel(id, BY_SAM);
            return Optional.empty();
        }));
        assertThat(bot.turns().take(id, PUBLIC_IP)).isEmpty();
        assertThat(sent).hasSize(1);
        assertThat(fixture.journal.rows(id)).last().extracting(JournalRow::entry).isEqualTo(BY_SAM);
        assertThat(fixture.view(id).underWay()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo(PUBLIC_IP);
            assertThat(step.detail()).isEqualTo("create public IP my-ip");
        });
    }

    @Test
    void a_second_cancel_and_one_of_an_ended_rollout_change_nothing() {
        bot.ledger().cancel(id, BY_SAM);
        int rows = fixture.journal.rows(id).size();
        assertThat(bot.ledger().cancel(id, BY_SAM)).isFalse();
        assertThat(bot.ledger().retry(id, new Entry.Retried("U2", "5.70.159-r0", "d", java.util.Map.of(), java.util.Map.of(), List.of())))
                .isFalse();
        assertThat(bot.ledger().giveUp(id, new Entry.GivenUp("U2"))).isFalse();
        assertThat(bot.ledger().cancel(new RolloutId("r-none"), BY_SAM)).isFalse();
        assertThat(fixture.journal.rows(id)).hasSize(rows);
    }

    @Test
    void a_new_rollout_starts_at_once_and_the_cancelled_one_touches_nothing_of_it() {
        fixture.script(PROVIDERS, _ -> new Decision.Wait("them", new Decision.Limit(Duration.ofHours(1), new Cause("C", "w", "n"))));
        bot.turns().take(id, PROVIDERS);
        bot.ledger().cancel(id, BY_SAM);
        RolloutId next = fixture.open(bot, "b");
        assertThat(fixture.table.running("integ").orElseThrow().id()).isEqualTo(next);
        bot.turns().take(id, PROVIDERS);
        assertThat(bot.ledger().cancel(id, BY_SAM)).isFalse();
        assertThat(fixture.table.running("integ").orElseThrow().id()).isEqualTo(next);
    }

    private Decision create() {
        return new Act("create public IP my-ip", () -> {
            sent.add("create");
            return Optional.empty();
        });
    }
}

package org.uid2chatops.rollout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DuplicateKeyException;

import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.uid2chatops.rollout.StepName.MANAGED_IDENTITY;
import static org.uid2chatops.rollout.StepName.PROVIDERS;
import static org.uid2chatops.rollout.StepName.PUBLIC_IP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;

/** What holds of rollouts, on every database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class RolloutContractTest {

    @Parameter
    TestDatabase database;
    Fixture fixture;
    Fixture.Process bot;

    @BeforeEach
    void start() {
        fixture = new Fixture(database.fresh());
        bot = fixture.process("bot-1");
    }

    @Test
    void opening_schedules_the_first_step_and_tells_the_channel() {
        fixture.open(bot, "a");
        assertThat(fixture.scheduled()).containsExactly(RESOURCE_GROUP);
        assertThat(fixture.told).contains(new Outbox.Message.Live("r-a", "C1"));
    }

    @Test
    void a_target_takes_one_rollout_at_a_time() {
        fixture.open(bot, "a");
        assertThatThrownBy(() -> fixture.open(bot, "b")).isInstanceOf(DuplicateKeyException.class);
        assertThat(fixture.table.find(new RolloutId("r-b"))).isEmpty();
        assertThat(fixture.table.running("integ").orElseThrow().id()).isEqualTo(new RolloutId("r-a"));
    }

    @Test
    void the_same_request_opens_one_rollout() {
        fixture.open(bot, "a");
        assertThatThrownBy(() -> fixture.open(bot, "a")).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void a_done_step_starts_what_follows_in_the_same_transaction() {
        var id = fixture.open(bot, "a");
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).isEmpty();
        assertThat(fixture.scheduled()).containsExactlyInAnyOrder(RESOURCE_GROUP, PUBLIC_IP, MANAGED_IDENTITY, PROVIDERS);
        assertThat(fixture.entries(id, PUBLIC_IP)).containsExactly(new Entry.Began(PUBLIC_IP));
    }

    @Test
    void a_finished_step_that_is_run_again_does_nothing() {
        var id = fixture.open(bot, "a");
        bot.turns().take(id, RESOURCE_GROUP);
        int rows = fixture.journal.rows(id).size();
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).isEmpty();
        assertThat(fixture.journal.rows(id)).hasSize(rows);
    }

    @Test
    void the_intent_is_journalled_before_the_effect_and_the_outcome_after_it() {
        var id = fixture.open(bot, "a");
        var seen = new ArrayList<List<Entry>>();
        fixture.script(RESOURCE_GROUP, _ -> new Act("create it", () -> {
            seen.add(fixture.entries(id, RESOURCE_GROUP));
            return Optional.of(Duration.ofSeconds(7));
        }));
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).contains(fixture.clock.instant().plusSeconds(7));
        assertThat(seen.getFirst()).last().isInstanceOf(Entry.Intended.class);
        assertThat(fixture.entries(id, RESOURCE_GROUP)).last().isInstanceOf(Entry.Sent.class);
    }

    @Test
    void a_turn_that_was_overtaken_sends_nothing_and_writes_nothing() {
        var id = fixture.open(bot, "a");
        var successor = fixture.process("bot-2");
        var sent = new ArrayList<String>();
        fixture.script(RESOURCE_GROUP, _ -> {
            fixture.script(RESOURCE_GROUP, _ -> new Wait("it", new Limit(Duration.ofHours(1), new Cause("c", "w", "n"))));
            successor.turns().take(id, RESOURCE_GROUP);
            return new Act("create it", () -> {
                sent.add("sent");
                return Optional.empty();
            });
        });
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(fixture.entries(id, RESOURCE_GROUP)).noneMatch(Entry.Intended.class::isInstance);
    }

    @Test
    void who_stands_still_between_the_intent_and_the_change_looks_again_before_it_sends() {
        var id = fixture.open(bot, "a");
        var sent = new ArrayList<String>();
        fixture.script(RESOURCE_GROUP, _ -> new Act("create it", () -> {
            sent.add("create it");
            return Optional.empty();
        }));
        var readings = new ArrayDeque<>(List.of(0L, Duration.ofMinutes(5).toNanos()));
        fixture.real = () -> readings.isEmpty() ? 0 : readings.poll();
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).contains(fixture.clock.instant());
        assertThat(sent).isEmpty();
        bot.turns().take(id, RESOURCE_GROUP);
        assertThat(sent).hasSize(1);
    }

    @Test
    void another_process_that_takes_over_says_so_once() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> new Wait("it", new Limit(Duration.ofHours(1), new Cause("c", "w", "n"))));
        bot.turns().take(id, RESOURCE_GROUP);
        var successor = fixture.process("bot-2");
        successor.turns().take(id, RESOURCE_GROUP);
        successor.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.entries(id, RESOURCE_GROUP)).filteredOn(Entry.Resumed.class::isInstance).hasSize(1);
    }

    @Test
    void a_failure_ends_the_rollout_frees_the_target_and_tells_the_outcome_once() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> new Fail(new Cause("Quota", "Too few cores.", "Ask for more.")));
        bot.turns().take(id, RESOURCE_GROUP);
        bot.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.FAILED);
        assertThat(fixture.told).filteredOn(Outbox.Message.Outcome.class::isInstance).hasSize(1);
        assertThat(fixture.table.running("integ")).isEmpty();
        fixture.open(bot, "b");
    }

    @Test
    void after_a_failure_no_other_step_sends_anything() {
        var id = fixture.open(bot, "a");
        bot.turns().take(id, RESOURCE_GROUP);
        var sent = new ArrayList<String>();
        fixture.script(MANAGED_IDENTITY, _ -> {
            bot.turns().take(id, PUBLIC_IP);
            return new Act("create it", () -> {
                sent.add("sent");
                return Optional.empty();
            });
        });
        fixture.script(PUBLIC_IP, _ -> new Fail(new Cause("c", "w", "n")));
        bot.turns().take(id, MANAGED_IDENTITY);
        assertThat(sent).isEmpty();
    }

    @Test
    void an_unknown_exception_never_shows_its_class() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> {
            throw new IllegalStateException("secret detail");
        });
        bot.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.entries(id, RESOURCE_GROUP).getLast().toString()).doesNotContain("Exception", "secret detail");
    }

    @Test
    void replicas_that_share_the_turns_of_a_step_say_nothing() {
        var id = fixture.open(bot, "a");
        var other = fixture.process("bot-2");
        fixture.clock.pass(Duration.ofSeconds(1));
        fixture.script(RESOURCE_GROUP, _ -> new Wait("it", new Limit(Duration.ofHours(1), new Cause("c", "w", "n"))));
        for (int i = 0; i < 3; i++) {
            bot.turns().take(id, RESOURCE_GROUP);
            other.turns().take(id, RESOURCE_GROUP);
        }
        assertThat(fixture.entries(id, RESOURCE_GROUP)).hasSize(2).last().isInstanceOf(Entry.Waiting.class);
    }

    @Test
    void a_process_that_is_stopped_leaves_the_step_as_it_was() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> {
            throw new IllegalStateException(new InterruptedException());
        });
        assertThatThrownBy(() -> bot.turns().take(id, RESOURCE_GROUP)).hasMessageContaining("stopped");
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.RUNNING);
    }

    @Test
    void a_whole_rollout_ends_well_and_chains_its_journal() {
        var id = fixture.open(bot, "a");
        fixture.runAll(bot, id);
        var view = fixture.view(id);
        assertThat(view.status()).isEqualTo(RolloutView.Status.SUCCEEDED);
        assertThat(view.nothingChanged()).isTrue();
        var rows = fixture.journal.rows(id);
        assertThat(rows.getLast().entry()).isEqualTo(new Entry.Succeeded());
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i).previous()).isEqualTo(rows.get(i - 1).hash());
        }
        assertThat(fixture.table.find(id).orElseThrow().head()).isEqualTo(rows.getLast().hash());
    }

    @Test
    void how_long_it_usually_takes_is_of_what_there_is_to_do() {
        var id = fixture.open(bot, "a");
        Duration first = fixture.view(id).expected();
        assertThat(first).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(15));
        bot.turns().take(id, RESOURCE_GROUP);
        bot.turns().take(id, StepName.MANAGED_IDENTITY);
        bot.turns().take(id, StepName.PUBLIC_IP);
        assertThat(fixture.view(id).expected()).isLessThan(first);
    }

    @Test
    void facts_of_done_steps_are_shown() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> new Done("found", Map.of("address", "20.1.2.3")));
        bot.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.view(id).facts()).containsEntry("address", "20.1.2.3");
    }
}

package org.uid2chatops.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;

/** How long a rollout waits, tries again and sends again before it fails; on every database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class PatienceContractTest {

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
    void a_wait_is_journalled_once_and_ends_at_its_limit() {
        var id = fixture.open(bot, "a");
        var late = new Cause("Late", "It did not come.", "Look for it.");
        fixture.script(RESOURCE_GROUP, _ -> new Wait("RBAC to take effect", new Limit(Duration.ofMinutes(15), late)));
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).contains(fixture.clock.instant().plus(Fixture.PROPERTIES.pollInterval()));
        fixture.clock.pass(Duration.ofMinutes(14));
        bot.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.entries(id, RESOURCE_GROUP)).filteredOn(Entry.Waiting.class::isInstance).hasSize(1);
        assertThat(fixture.view(id).steps().getFirst().waiting().orElseThrow().upTo()).contains(Duration.ofMinutes(15));
        fixture.clock.pass(Duration.ofMinutes(2));
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).isEmpty();
        assertThat(fixture.entries(id, RESOURCE_GROUP)).last().isEqualTo(new Entry.Failed(RESOURCE_GROUP, late));
    }

    @Test
    void a_passing_error_is_tried_again_later_each_time_and_in_the_open() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> {
            throw new Fixture.Busy(Optional.empty());
        });
        Instant now = fixture.clock.instant();
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).contains(now.plusSeconds(5));
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).contains(now.plusSeconds(10));
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).contains(now.plusSeconds(20));
        assertThat(fixture.view(id).steps().getFirst().cause().orElseThrow().code()).isEqualTo("429");
    }

    @Test
    void a_retry_after_is_honoured() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> {
            throw new Fixture.Busy(Optional.of(Duration.ofSeconds(90)));
        });
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).contains(fixture.clock.instant().plusSeconds(90));
    }

    @Test
    void passing_errors_without_end_fail_the_rollout() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> {
            throw new Fixture.Busy(Optional.empty());
        });
        bot.turns().take(id, RESOURCE_GROUP);
        fixture.clock.pass(Duration.ofMinutes(16));
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).isEmpty();
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.FAILED);
    }

    @Test
    void a_change_that_never_comes_true_is_given_up() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> new Act("set the tag", List.of(new Decision.Change("tags.a", "1", "2")), Optional::empty));
        Instant first = fixture.clock.instant();
        for (var next = bot.turns().take(id, RESOURCE_GROUP); next.isPresent(); next = bot.turns().take(id, RESOURCE_GROUP)) {
            fixture.clock.pass(Duration.between(fixture.clock.instant(), next.get()));
        }
        // Azure may show what it has accepted some minutes later
        assertThat(Duration.between(first, fixture.clock.instant())).isGreaterThan(Duration.ofMinutes(2));
        assertThat(fixture.entries(id, RESOURCE_GROUP).getLast()).isInstanceOfSatisfying(Entry.Failed.class,
                failed -> assertThat(failed.cause().what()).contains("tags.a is 1, wanted 2"));
    }

    @Test
    void changes_that_were_refused_do_not_count_as_accepted() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> new Act("create it", () -> {
            throw new Fixture.Busy(Optional.empty());
        }));
        for (int i = 0; i < 9; i++) {
            bot.turns().take(id, RESOURCE_GROUP);
        }
        fixture.script(RESOURCE_GROUP, _ -> new Act("create it", Optional::empty));
        bot.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.entries(id, RESOURCE_GROUP)).last().isInstanceOf(Entry.Sent.class);
    }

    @Test
    void given_up_it_says_what_to_do_now() {
        var id = fixture.open(bot, "a");
        fixture.script(RESOURCE_GROUP, _ -> {
            throw new Fixture.Busy(Optional.empty());
        });
        bot.turns().take(id, RESOURCE_GROUP);
        fixture.clock.pass(Duration.ofMinutes(16));
        bot.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.entries(id, RESOURCE_GROUP).getLast()).isInstanceOfSatisfying(Entry.Failed.class,
                failed -> assertThat(failed.cause().next()).contains("does not pass. Find out why").doesNotContain("Wait.", "deploy"));
    }
}

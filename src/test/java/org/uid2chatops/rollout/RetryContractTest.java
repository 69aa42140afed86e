package org.uid2chatops.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DuplicateKeyException;

import org.uid2chatops.config.Targets;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Rollouts.RetryResult;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.uid2chatops.rollout.StepName.MANAGED_IDENTITY;
import static org.uid2chatops.rollout.StepName.PROVIDERS;
import static org.uid2chatops.rollout.StepName.PUBLIC_IP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;

/** What holds of a failed rollout that is taken up again, or given up, on every database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class RetryContractTest {

    private static final Cause QUOTA = new Cause("Quota", "Too few addresses.", "Ask for more.");
    private static final Entry.Retried AGAIN = new Entry.Retried("U2", "5.70.159-r0", "d", Map.of(), Map.of(), List.of());
    /** Than the one that was asked for. */
    private static final Release NEWER = new Release("5.71.0-r0", "", "another", "e", 3);
    private static final Entry.GivenUp GIVEN_UP = new Entry.GivenUp("U2");

    @Parameter
    TestDatabase database;
    Fixture fixture;
    Fixture.Process bot;
    RolloutId id;

    @BeforeEach
    void start() {
        fixture = new Fixture(database.fresh());
        bot = fixture.process("bot-1");
        id = fixture.open(bot, "a");
    }

    /** The resource group stands, the address cannot be had, two other branches are under way. */
    private void failed() {
        fixture.script(PUBLIC_IP, _ -> new Fail(QUOTA));
        fixture.script(MANAGED_IDENTITY, _ -> new Wait("it", new Limit(Duration.ofHours(1), QUOTA)));
        bot.turns().take(id, RESOURCE_GROUP);
        bot.turns().take(id, MANAGED_IDENTITY);
        bot.turns().take(id, PUBLIC_IP);
        assertThat(fixture.view(id).retryable()).isTrue();
        fixture.told.clear();
    }

    @Test
    void a_retry_reopens_the_failed_step_and_those_that_were_stopped_and_takes_the_target_again() {
        failed();
        long failure = fixture.table.find(id).orElseThrow().seq();
        assertThat(bot.ledger().retry(id, AGAIN)).isTrue();
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.RUNNING);
        assertThat(fixture.view(id).ended()).isEmpty();
        for (StepName step : List.of(PUBLIC_IP, MANAGED_IDENTITY, PROVIDERS)) {
            assertThat(fixture.entries(id, step)).last().isEqualTo(new Entry.Began(step));
        }
        assertThat(fixture.entries(id, RESOURCE_GROUP)).last().isInstanceOf(Entry.Completed.class);
        assertThat(fixture.scheduled()).contains(PUBLIC_IP, MANAGED_IDENTITY, PROVIDERS);
        assertThat(fixture.table.running("integ").orElseThrow().id()).isEqualTo(id);
        assertThat(fixture.told).contains(new Outbox.Message.Live("r-a", "C1"), new Outbox.Message.Outcome("r-a", "C1", failure),
                new Outbox.Message.Detail("r-a", "C1", failure + 1));
        var then = Projection.at(failure, fixture.table.find(id).orElseThrow(), fixture.journal.rows(id));
        assertThat(then.status()).isEqualTo(RolloutView.Status.FAILED);
        assertThat(then.ended()).isPresent();
    }

    @Test
    void taken_up_again_it_goes_to_its_end() {
        failed();
        bot.ledger().retry(id, AGAIN);
        fixture.scripts.clear();
        var done = new java.util.HashSet<StepName>();
        done.add(RESOURCE_GROUP);
        for (var waiting = java.util.Set.copyOf(fixture.scheduled()); !done.containsAll(waiting); waiting = java.util.Set
                .copyOf(fixture.scheduled())) {
            waiting.stream().filter(done::add).forEach(step -> bot.turns().take(id, step));
        }
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.SUCCEEDED);
        assertThat(fixture.table.running("integ")).isEmpty();
    }

    @Test
    void a_turn_from_before_the_retry_writes_and_sends_nothing_and_its_step_keeps_its_task() {
        fixture.script(PUBLIC_IP, _ -> new Fail(QUOTA));
        bot.turns().take(id, RESOURCE_GROUP);
        var sent = new ArrayList<String>();
        fixture.script(MANAGED_IDENTITY, _ -> {
            bot.turns().take(id, PUBLIC_IP);
            assertThat(bot.ledger().retry(id, AGAIN)).isTrue();
            return new Act("create it", () -> {
                sent.add("sent");
                return Optional.empty();
            });
        });
        assertThat(bot.turns().take(id, MANAGED_IDENTITY)).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(fixture.entries(id, MANAGED_IDENTITY)).last().isEqualTo(new Entry.Began(MANAGED_IDENTITY));
        var runs = new ArrayList<Boolean>();
        bot.ledger().end(id, MANAGED_IDENTITY, runs::add);
        bot.ledger().end(id, RESOURCE_GROUP, runs::add);
        assertThat(runs).containsExactly(true, false);
    }

    @Test
    void the_second_retry_changes_nothing() {
        failed();
        assertThat(bot.ledger().retry(id, AGAIN)).isTrue();
        int rows = fixture.journal.rows(id).size();
        assertThat(bot.ledger().retry(id, AGAIN)).isFalse();
        assertThat(bot.ledger().giveUp(id, GIVEN_UP)).isFalse();
        assertThat(fixture.journal.rows(id)).hasSize(rows);
    }

    @Test
    void given_up_it_stays_so_and_another_one_may_start() {
        failed();
        long failure = fixture.table.find(id).orElseThrow().seq();
        assertThat(bot.ledger().giveUp(id, GIVEN_UP)).isTrue();
        assertThat(fixture.told).contains(new Outbox.Message.Outcome("r-a", "C1", failure));
        assertThat(bot.ledger().giveUp(id, GIVEN_UP)).isFalse();
        assertThat(bot.ledger().retry(id, AGAIN)).isFalse();
        assertThat(fixture.view(id).retryable()).isFalse();
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.FAILED);
        fixture.told.clear();
        fixture.open(bot, "b");
        assertThat(fixture.told).noneMatch(Outbox.Message.Outcome.class::isInstance);
    }

    @Test
    void what_an_earlier_step_had_made_and_is_gone_no_retry_makes_again() {
        fixture.script(PUBLIC_IP, _ -> new Fail(new Cause("ResourceGone", "It is gone.", Cause.ONLY_ANEW)));
        bot.turns().take(id, RESOURCE_GROUP);
        bot.turns().take(id, PUBLIC_IP);
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.FAILED);
        assertThat(fixture.view(id).retryable()).isFalse();
    }

    @Test
    void a_newer_rollout_has_the_older_ones_outcome_told_anew_and_keeps_it_from_being_retried() {
        failed();
        long failure = fixture.table.find(id).orElseThrow().seq();
        fixture.open(bot, "b");
        assertThat(fixture.told).contains(new Outbox.Message.Outcome("r-a", "C1", failure));
        int rows = fixture.journal.rows(id).size();
        assertThatThrownBy(() -> bot.ledger().retry(id, AGAIN)).isInstanceOf(DuplicateKeyException.class);
        assertThat(fixture.journal.rows(id)).hasSize(rows);
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.FAILED);
    }

    @Test
    void deadlines_count_anew() {
        fixture.script(RESOURCE_GROUP, _ -> new Wait("RBAC to take effect", new Limit(Duration.ofMinutes(15), QUOTA)));
        bot.turns().take(id, RESOURCE_GROUP);
        fixture.clock.pass(Duration.ofMinutes(16));
        bot.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.FAILED);
        fixture.clock.pass(Duration.ofHours(8));
        bot.ledger().retry(id, AGAIN);
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).isPresent();
        var waiting = fixture.view(id).steps().getFirst().waiting().orElseThrow();
        assertThat(waiting.since()).isEqualTo(fixture.clock.instant());
        assertThat(waiting.upTo()).contains(Duration.ofMinutes(15));
        fixture.clock.pass(Duration.ofMinutes(16));
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).isEmpty();
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.FAILED);
    }

    @Test
    void patience_with_passing_errors_counts_anew() {
        fixture.script(RESOURCE_GROUP, _ -> {
            throw new Fixture.Busy(Optional.empty());
        });
        bot.turns().take(id, RESOURCE_GROUP);
        fixture.clock.pass(Duration.ofMinutes(16));
        bot.turns().take(id, RESOURCE_GROUP);
        bot.ledger().retry(id, AGAIN);
        assertThat(bot.turns().take(id, RESOURCE_GROUP)).contains(fixture.clock.instant().plusSeconds(5));
        assertThat(fixture.entries(id, RESOURCE_GROUP)).last().isInstanceOfSatisfying(Entry.Retrying.class,
                retrying -> assertThat(retrying.attempt()).isEqualTo(1));
    }

    @Test
    void a_retry_takes_the_settings_and_the_release_of_now_and_says_what_changed() {
        bot.ledger().giveUp(id, GIVEN_UP);
        fixture.script(RESOURCE_GROUP, _ -> new Fail(QUOTA));
        bot.turns().take(id, RESOURCE_GROUP);
        var settings = new HashMap<>(Fixture.INTEG.settings());
        settings.put("location", "westus2");
        var asked = new RolloutId("r-asked");
        bot.ledger().open(
                new Rollout(asked, "integ", "asked", "U1", "C1", "5.70.159-r0", Lifecycle.VERSION, 0, RolloutView.Status.RUNNING,
                        fixture.clock.instant().plusSeconds(1), Optional.empty(), 0, Rollout.NOTHING),
                new Entry.Requested("integ", "U1", "C1", "5.70.159-r0", "d", "e", Lifecycle.VERSION, settings,
                        Map.of(), Agreement.NONE));
        bot.turns().take(asked, RESOURCE_GROUP);
        var result = retries(List.of()).retry(asked, "U2", "again");
        assertThat(result).isInstanceOfSatisfying(RetryResult.Going.class, going -> {
            assertThat(going.changed()).containsExactly(new Change("release", "5.70.159-r0", "5.71.0-r0"),
                    new Change("location", "westus2", "eastus"));
            assertThat(going.rollout().release()).isEqualTo("5.71.0-r0");
        });
        assertThat(retries(List.of()).retry(asked, "U2", "again")).isInstanceOfSatisfying(RetryResult.Over.class,
                over -> assertThat(over.newer()).isEmpty());
        assertThat(retries(List.of()).retry(id, "U2", "again")).isInstanceOf(RetryResult.Busy.class);
        assertThat(retries(List.of()).retry(new RolloutId("r-none"), "U2", "again")).isInstanceOf(RetryResult.NoSuch.class);
    }

    @Test
    void what_a_preflight_finds_keeps_it_from_going_on() {
        failed();
        int rows = fixture.journal.rows(id).size();
        assertThat(retries(List.of(_ -> List.of(new PreflightFinding.Blocker(QUOTA)))).retry(id, "U2", "again"))
                .isInstanceOfSatisfying(RetryResult.Refused.class,
                        refused -> assertThat(refused.found().blockers()).containsExactly(QUOTA));
        assertThat(retries(List.of(_ -> {
            throw new Fixture.Busy(Optional.empty());
        })).retry(id, "U2", "again")).isInstanceOf(RetryResult.Unanswered.class);
        assertThat(fixture.journal.rows(id)).hasSize(rows);
    }

    private Retries retries(List<PreflightCheck> checks) {
        var diagnoses = new Diagnoses(List.of(new Fixture.Passing()));
        return new Retries(bot.ledger(), fixture.table, fixture.journal, new RolloutViews(fixture.journal),
                new Targets(List.of(Fixture.INTEG)),
                new Preflight(checks, diagnoses), List.of(), _ -> NEWER, new PlanDigest(List.of()));
    }
}

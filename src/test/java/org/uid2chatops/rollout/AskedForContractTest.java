package org.uid2chatops.rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.testing.TestDatabase;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.rollout.StepName.CLUSTER;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;
import static org.uid2chatops.rollout.StepName.VIRTUAL_NODE_CHART;

/** What was asked for is what runs, whatever the bot is configured with when it comes back; on every database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class AskedForContractTest {

    private static final Map<String, String> SETTINGS = Fixture.INTEG.settings();
    private static final Target MOVED = TestTarget.integ().with("location", "westus2").read();

    @Parameter
    TestDatabase database;
    Fixture fixture;
    Fixture.Process bot;
    RolloutId id;

    @BeforeEach
    void start() {
        fixture = new Fixture(database.fresh());
        bot = fixture.process("bot-1");
        id = fixture.open(bot, "a", SETTINGS, Map.of("chart", "c"));
    }

    @Test
    void with_what_was_asked_for_it_ends_well() {
        fixture.runAll(bot, id);
        assertThat(fixture.view(id).status()).isEqualTo(RolloutView.Status.SUCCEEDED);
    }

    @Test
    void another_setting_after_a_restart_stops_it_before_the_next_change_and_is_named() {
        fixture.script(RESOURCE_GROUP, _ -> new Act("create resource group", () -> {
            throw new AssertionError("sent with settings that nobody asked for");
        }));
        fixture.process("bot-2", MOVED).turns().take(id, RESOURCE_GROUP);
        assertThat(failure(RESOURCE_GROUP)).satisfies(cause -> {
            assertThat(cause.code()).isEqualTo("SettingsChanged");
            assertThat(cause.what()).contains("location: eastus → westus2");
            assertThat(cause.next()).contains("goes on with it");
        });
    }

    @Test
    void where_people_agreed_another_setting_wants_them_to_agree_again() {
        Target agreed = TestTarget.integ().with("approval", "true").with("channel", "C0000OPS").with("vm-size", "Standard_D8s_v5").read();
        fixture.process("bot-2", agreed).turns().take(id, RESOURCE_GROUP);
        assertThat(failure(RESOURCE_GROUP).next()).contains("`/uid2 deploy integ because REASON`");
    }

    @Test
    void retried_it_goes_on_with_what_is_there_now() {
        Fixture.Process moved = fixture.process("bot-2", MOVED);
        moved.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.view(id).retryable()).isTrue();
        moved.ledger().retry(id, new Entry.Retried("U2", "5.70.159-r0", "d", MOVED.settings(), Map.of("chart", "c"),
                List.of(new Change("location", "eastus", "westus2"))));
        moved.turns().take(id, RESOURCE_GROUP);
        assertThat(fixture.entries(id, RESOURCE_GROUP)).last().isInstanceOf(Entry.Completed.class);
    }

    @Test
    void another_chart_is_not_installed() {
        fixture.chart = "another";
        fixture.runAll(bot, id);
        assertThat(failure(VIRTUAL_NODE_CHART).code()).isEqualTo("ChartChanged");
        assertThat(fixture.entries(id, CLUSTER)).last().isInstanceOf(Entry.Completed.class);
    }

    @Test
    void another_release_is_found_where_the_chart_is_installed_and_named_as_what_it_is() {
        fixture.released = "another";
        fixture.runAll(bot, id);
        assertThat(failure(VIRTUAL_NODE_CHART).code()).isEqualTo("ReleaseChanged");
    }

    @Test
    void a_release_that_changes_after_that_is_not_applied() {
        fixture.script(StepName.VIRTUAL_NODE_READY, _ -> {
            fixture.released = "another";
            return new Done("ready");
        });
        fixture.runAll(bot, id);
        assertThat(failure(StepName.PLACEHOLDERS).code()).isEqualTo("ReleaseChanged");
    }

    @Test
    void a_journal_that_does_not_say_what_was_asked_for_is_not_held_against_the_target() {
        bot.ledger().cancel(id, new Entry.Cancelled("U1"));
        RolloutId old = fixture.open(fixture.process("bot-2"), "b");
        fixture.process("bot-3", MOVED).turns().take(old, RESOURCE_GROUP);
        assertThat(fixture.entries(old, RESOURCE_GROUP)).last().isInstanceOf(Entry.Completed.class);
    }

    private Cause failure(StepName step) {
        return Optional.of(fixture.entries(id, step).getLast()).filter(Entry.Failed.class::isInstance).map(Entry.Failed.class::cast)
                .orElseThrow().cause();
    }
}

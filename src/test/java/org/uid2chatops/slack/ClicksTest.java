package org.uid2chatops.slack;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.rollout.Rollouts.RetryResult;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.act.Actions;
import org.uid2chatops.sandbox.slack.workspace.Post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A rollout failed, and people press its buttons. */
@Timeout(60)
class ClicksTest {

    private static final String ID = Views.ID.value();
    private static final String OPS = "C0000OPS";
    private static final Cause QUOTA = new Cause("QuotaExceeded", "The region has no cores left.", "Ask for more cores.");
    private static final Entry FAILED = new Entry.Failed(StepName.CLUSTER, QUOTA);
    private static final Message OUTCOME = new Message.Outcome(ID, OPS, 1);
    private static final List<Change> MOVED = List.of(new Change("location", "eastus", "westus2"));
    private static final Entry RETRIED = new Entry.Retried(Person.DANA.id(), "5.70.159-r0", "d", Map.of(), Map.of(), MOVED);
    private final BotInSlack bot = new BotInSlack();

    @BeforeEach
    void fail() {
        bot.started();
        bot.deployed(Person.ALEX, "integ");
        bot.rollouts.becomes(failed(FAILED), new Message.Live(ID, OPS), OUTCOME);
        await().until(() -> bot.messages().size() == 2 && bot.live().text().contains("failed"));
        bot.rollouts.retries = () -> {
            var running = Views.of(Status.RUNNING, Views.steps(Views.running(StepName.CLUSTER, "again")), Map.of(),
                    List.of(FAILED, RETRIED));
            if (bot.rollouts.latest("integ").orElseThrow().status() == Status.RUNNING) {
                return new RetryResult.Over(bot.rollouts.latest("integ").orElseThrow(), Optional.empty());
            }
            bot.rollouts.becomes(running, new Message.Live(ID, OPS), OUTCOME);
            return new RetryResult.Going(bot.rollouts.latest("integ").orElseThrow(), MOVED, List.of());
        };
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void a_failures_outcome_can_be_retried_or_given_up_and_says_both_ways() {
        assertThat(Actions.in(outcome().content().path("blocks"))).extracting(Actions.Pressable::label).containsExactly("Retry", "Give up");
        assertThat(outcome().content().toString()).contains("\"confirm\"");
        assertThat(outcome().text()).contains("press *Retry* (or type `/uid2 retry integ`)", "`/uid2 deploy integ`");
    }

    @Test
    void dana_retries_and_it_goes_on_in_the_same_message() {
        Post live = bot.live();
        var click = bot.press(Person.DANA, outcome(), "Retry");
        assertThat(click.status()).isEqualTo(200);
        await().until(() -> bot.told(Person.DANA).size() == 1);
        assertThat(bot.told(Person.DANA).getFirst())
                .isEqualTo("Going on: the deploy to `integ` is taken up from where it failed (2nd try), "
                        + "with what changed since: location: eastus → westus2. Follow it in <#C0000OPS>, in the same message as before.");
        await().until(() -> buttons().isEmpty());
        assertThat(outcome().text()).contains("failed* at *AKS cluster accepted*")
                .endsWith("*Decided:* <@U0000DANA> retried it (2nd try), with other settings: location: eastus → westus2.");
        await().until(() -> bot.live().text().startsWith("Deploying UID2 operator"));
        assertThat(bot.live().ts()).isEqualTo(live.ts());
        assertThat(bot.live().content().toString()).contains("Asked for by <@U0000ALEX> · retried by <@U0000DANA>, 2nd try");
        assertThat(outcome().inChannel()).isTrue();
        assertThat(bot.messages()).hasSize(2);
        assertThat(bot.answer(Person.ALEX, "status integ")).contains("Then retried by <@U0000DANA>, 2nd try.");
    }

    @Test
    void who_may_not_deploy_changes_nothing_and_is_told_so() {
        assertThat(bot.press(Person.SAM, outcome(), "Retry").status()).isEqualTo(200);
        bot.press(Person.SAM, outcome(), "Give up");
        await().until(() -> bot.told(Person.SAM).size() == 2);
        assertThat(bot.told(Person.SAM))
                .allSatisfy(text -> assertThat(text).startsWith("You may not do that at `integ`: it wants the role *deployer*"));
        assertThat(bot.rollouts.decided).isEmpty();
        assertThat(buttons()).hasSize(2);
    }

    @Test
    void a_second_click_on_a_stale_page_is_told_what_was_decided() {
        Post stale = outcome();
        bot.press(Person.DANA, stale, "Retry");
        await().until(() -> bot.told(Person.DANA).size() == 1);
        bot.press(Person.ALEX, stale, "Retry");
        bot.press(Person.DANA, stale, "Give up");
        await().until(() -> bot.told(Person.ALEX).size() == 2 && bot.told(Person.DANA).size() == 2);
        assertThat(bot.told(Person.ALEX).getLast()).startsWith("Not retried: <@U0000DANA> retried it ").contains("and it runs. Now at");
        assertThat(bot.told(Person.DANA).getLast()).startsWith("Not given up: <@U0000DANA> retried it ");
        assertThat(bot.rollouts.latest("integ").orElseThrow().status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void a_click_delivered_twice_is_one_click() {
        bot.fault("slack.twice", 1, Map.of());
        bot.press(Person.DANA, outcome(), "Retry");
        await().until(() -> buttons().isEmpty() && bot.rows("outbox") <= 1);
        assertThat(bot.rollouts.decided).hasSize(1);
        assertThat(bot.told(Person.DANA)).hasSize(1);
    }

    @Test
    void given_up_nobody_can_retry_it() {
        Post stale = outcome();
        bot.press(Person.DANA, stale, "Give up");
        await().until(() -> buttons().isEmpty());
        assertThat(outcome().text()).endsWith(
                "*Decided:* <@U0000DANA> gave it up. `/uid2 deploy integ` starts a new rollout, which goes on from what stands.");
        assertThat(bot.told(Person.DANA)).containsExactly("Given up: nobody can retry this deploy to `integ` any more. Nothing is taken "
                + "back: what was made stays, and `/uid2 deploy integ` goes on from there.");
        bot.press(Person.ALEX, stale, "Give up");
        await().until(() -> bot.told(Person.ALEX).getLast().startsWith("Not given up: <@U0000DANA> gave it up "));
    }

    @Test
    void while_the_database_hangs_a_click_is_acked_and_the_person_is_told_to_press_again() {
        bot.database.shut();
        var click = bot.press(Person.DANA, outcome(), "Retry");
        assertThat(click.status()).isEqualTo(200);
        assertThat(click.ackMillis().orElseThrow()).isBetween(900L, 2500L);
        await().until(() -> bot.told(Person.DANA).size() == 1);
        assertThat(bot.told(Person.DANA).getFirst()).startsWith("Not recorded: my database does not answer, so nothing was decided.");
        bot.database.open();
        assertThat(bot.answer(Person.SAM, "status integ")).contains("failed");
        assertThat(bot.rollouts.decided).isEmpty();
        assertThat(buttons()).hasSize(2);
    }

    @Test
    void a_click_from_another_workspace_is_acknowledged_and_not_recorded() {
        int before = bot.rows("inbox");
        assertThat(bot.envelopes.acknowledged("""
                {"envelope_id": "e1", "type": "interactive", "payload": {"type": "block_actions", "team": {"id": "TOTHER"},
                 "user": {"id": "U0000DANA"}, "container": {"type": "message", "channel_id": "C0000OPS"}, "trigger_id": "t1",
                 "response_url": "http://127.0.0.1:1/", "actions": [{"type": "button", "action_id": "rollout-retry", "value": "%s"}]}}
                """.formatted(ID))).contains("{\"envelope_id\":\"e1\"}");
        assertThat(bot.rows("inbox")).isEqualTo(before);
    }

    @Test
    void the_command_does_what_the_button_does() {
        assertThat(bot.answer(Person.SAM, "retry integ")).startsWith("You may not do that at `integ`: it wants the role *deployer*");
        assertThat(bot.answer(Person.DANA, "retry integ")).startsWith("Going on: the deploy to `integ`");
        assertThat(bot.rollouts.decided).containsExactly("retry " + ID + " by U0000DANA");
        await().until(() -> buttons().isEmpty());
    }

    private static RolloutView failed(Entry... entries) {
        return Views.of(Status.FAILED, Views.steps(Views.failed(StepName.CLUSTER, QUOTA)), Map.of(), List.of(entries));
    }

    private Post outcome() {
        return bot.messages().stream().filter(Post::isReply).findFirst().orElseThrow();
    }

    private List<Actions.Pressable> buttons() {
        return Actions.in(outcome().content().path("blocks"));
    }
}

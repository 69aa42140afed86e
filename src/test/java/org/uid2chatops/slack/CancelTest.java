package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.act.Actions;
import org.uid2chatops.sandbox.slack.workspace.Post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A rollout runs, and people stop it, or wait behind it. */
@Timeout(60)
class CancelTest {

    private final BotInSlack bot = BotInSlack.hurried();

    @BeforeEach
    void deploy() {
        bot.started();
        bot.deployed(Person.ALEX, "integ");
        await().until(() -> bot.messages().size() == 1);
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void dana_stops_it_by_a_command() {
        assertThat(bot.answer(Person.DANA, "cancel integ"))
                .startsWith("Cancelled: the deploy to `integ` has stopped. Nothing was on its way.")
                .contains("Its message in <#C0000OPS>");
        await().until(() -> bot.live().text().contains("cancelled"));
        assertThat(Actions.in(bot.live().content().path("blocks"))).isEmpty();
        assertThat(bot.answer(Person.ALEX, "cancel integ")).startsWith("Nothing to cancel: no rollout runs on `integ`; the last one was "
                + "cancelled by <@U0000DANA> ");
        assertThat(bot.answer(Person.ALEX, "status integ")).contains("was cancelled by <@U0000DANA>",
                "`/uid2 deploy integ` goes on from there");
    }

    @Test
    void the_live_message_has_the_button_and_it_asks_before_it_stops() {
        Post page = bot.live();
        assertThat(Actions.in(page.content().path("blocks"))).extracting(Actions.Pressable::label).containsExactly("Cancel");
        assertThat(page.content().toString()).contains("Stop this deploy?");
        bot.press(Person.DANA, page, "Cancel");
        await().until(() -> bot.told(Person.DANA).size() == 1);
        bot.press(Person.ALEX, page, "Cancel");
        await().until(() -> bot.told(Person.ALEX).getLast().startsWith("Nothing to cancel"));
        assertThat(bot.rollouts.decided).containsExactly("cancelled by U0000DANA");
    }

    @Test
    void who_may_not_deploy_stops_nothing() {
        assertThat(bot.answer(Person.SAM, "cancel integ")).startsWith("You may not do that at `integ`: it wants the role *deployer*");
        bot.press(Person.SAM, bot.live(), "Cancel");
        await().until(() -> bot.told(Person.SAM).size() == 2);
        assertThat(bot.told(Person.SAM).getLast()).contains("it wants the role *deployer*");
        assertThat(bot.rollouts.decided).isEmpty();
    }

    @Test
    void a_click_and_a_command_delivered_twice_are_one_cancel() {
        bot.fault("slack.twice", 1, Map.of());
        bot.press(Person.DANA, bot.live(), "Cancel");
        await().until(() -> !bot.told(Person.DANA).isEmpty());
        await().until(() -> bot.rows("outbox") == 0);
        assertThat(bot.told(Person.DANA)).hasSize(1);
        assertThat(bot.rollouts.decided).hasSize(1);
    }

    @Test
    void a_rollout_that_began_after_somebody_asked_is_not_the_one_they_meant() {
        bot.rollouts.began(Instant.now().plus(Duration.ofHours(1)));
        assertThat(bot.answer(Person.DANA, "cancel integ")).startsWith("Nothing to cancel: ");
        assertThat(bot.answer(Person.DANA, "retry integ")).startsWith("Nothing to retry: ");
        assertThat(bot.rollouts.decided).isEmpty();
    }

    @Test
    void who_waits_keeps_the_place_while_slack_does_not_say_who_they_are() {
        assertThat(bot.answer(Person.DANA, "deploy integ wait")).startsWith("Waiting: ");
        bot.fault("slack.unavailable", 3, Map.of("method", "users.info"));
        bot.later.addAndGet(Duration.ofMinutes(11).toNanos());
        bot.rollouts.ended();
        await().until(() -> bot.told(Person.DANA).getLast().startsWith("Started: the deploy to `integ`"));
        assertThat(bot.told(Person.DANA)).hasSize(2);
    }

    @Test
    void dana_waits_behind_alex_and_starts_when_his_has_ended() {
        assertThat(bot.answer(Person.DANA, "deploy integ")).contains("`/uid2 deploy integ wait` starts yours");
        assertThat(bot.answer(Person.DANA, "deploy integ wait"))
                .startsWith("Waiting: your deploy to `integ` starts when nothing runs there any more")
                .contains("asked for by <@U0000ALEX>");
        assertThat(bot.answer(Person.ALEX, "deploy integ wait")).contains("<@U0000DANA> waits for it too, ahead of you.");
        assertThat(bot.answer(Person.SAM, "status integ")).endsWith("\nWaiting behind it: <@U0000DANA>, <@U0000ALEX>.");
        assertThat(bot.rollouts.started).hasSize(1);
        bot.rollouts.becomes(Views.of(Status.SUCCEEDED, Views.all(true), Map.of(), List.of(new Entry.Succeeded())),
                new Message.Live(Views.ID.value(), "C0000OPS"));
        await().until(() -> bot.told(Person.DANA).getLast().startsWith("Started: the deploy to `integ`"));
        assertThat(bot.rollouts.started).hasSize(2);
        assertThat(bot.rollouts.started.getLast().by()).isEqualTo(Person.DANA.id());
        assertThat(bot.answer(Person.ALEX, "cancel integ wait")).isEqualTo("Cancelled: you do not wait for `integ` any more.");
        assertThat(bot.answer(Person.ALEX, "cancel integ wait")).startsWith("Nothing to cancel: you do not wait for `integ`.");
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process stands still while it tells people something, is taken for dead, and comes back when another one has told it. */
@Timeout(60)
class StandstillTest {

    private static final String ID = Views.ID.value();
    private static final String OPS = "C0000OPS";
    private static final Message LIVE = new Message.Live(ID, OPS);
    private final BotInSlack bot = new BotInSlack();

    @BeforeEach
    void start() {
        bot.started();
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void what_both_posted_is_there_once() {
        standsStillAt("chat.postMessage", 2_500);
        bot.answer(Person.ALEX, "deploy integ");
        takenOver();
        Post kept = bot.live();
        await().until(() -> bot.calls("chat.delete").size() == 1);
        assertThat(bot.messages()).extracting(Post::ts).containsExactly(kept.ts());
        ends();
        await().until(() -> bot.messages().getLast().text().contains("is deployed"));
        await().until(() -> bot.live().text().startsWith("UID2 operator 5.70.159-r0 runs on integ."));
        assertThat(bot.messages()).hasSize(2).allSatisfy(post -> assertThat(post.thread().orElse(kept.ts())).isEqualTo(kept.ts()));
    }

    @Test
    void an_outcome_that_both_posted_is_there_once() {
        bot.answer(Person.ALEX, "deploy integ");
        bot.live();
        standsStillAt("chat.postMessage", 2_500);
        ends();
        takenOver();
        await().until(() -> bot.calls("chat.delete").size() == 1);
        await().during(Duration.ofMillis(500))
                .until(() -> bot.messages().stream().filter(post -> post.text().contains("is deployed")).count() == 1);
    }

    @Test
    void an_older_state_that_comes_last_is_not_what_stays() {
        bot.answer(Person.ALEX, "deploy integ");
        Post live = bot.live();
        standsStillAt("chat.update", 2_500);
        bot.rollouts.becomes(Views.of(Status.RUNNING, Views.steps(Views.running(StepName.NAT_GATEWAY, "before the standstill")), Map.of(),
                List.of(new Entry.Succeeded())), LIVE);
        await().until(() -> bot.faults.on().isEmpty());
        ends();
        takenOver();
        await().until(() -> bot.live().text().startsWith("UID2 operator 5.70.159-r0 runs on integ."));
        await().until(() -> bot.calls("chat.update").stream()
                .anyMatch(call -> call.path("arguments").toString().contains("before the standstill")));
        await().until(() -> bot.live().text().startsWith("UID2 operator 5.70.159-r0 runs on integ.") && bot.rows("outbox") == 0);
        assertThat(bot.messages().getFirst().ts()).isEqualTo(live.ts());
    }

    private void ends() {
        bot.rollouts.becomes(Views.of(Status.SUCCEEDED, Views.all(true), Map.of("address", "20.1.2.3", "health", "200 OK"),
                List.of(new Entry.Succeeded())), LIVE, new Message.Outcome(ID, OPS, 0));
    }

    /** Has whoever calls that next stand still before Slack has it. */
    private void standsStillAt(String method, int millis) {
        bot.fault("slack.slow", 1, Map.of("method", method, "millis", millis));
    }

    /** Waits until somebody stands still, and has others take the delivery up, as they do once heartbeats are missing. */
    private void takenOver() {
        await().until(() -> bot.faults.on().isEmpty());
        assertThat(bot.jdbc.sql("update scheduled_tasks set picked = false, picked_by = null, version = version + 1 where task_name = "
                + "'outbox/deliver' and task_instance = ? and picked").param(OPS).update()).isEqualTo(1);
    }
}

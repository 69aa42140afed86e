package org.uid2chatops.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.sandbox.Person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Slack delivers what people typed and pressed twice, and in another order. */
@Timeout(60)
class DeliveriesTest {

    private final BotInSlack bot = new BotInSlack();

    @BeforeEach
    void start() {
        bot.started();
        bot.rollouts.plans = () -> new PlanResult.Impossible(new PreflightReport(List.of(new Cause("C", "No release.", "Put one there.")),
                List.of(), List.of()));
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @ParameterizedTest
    @CsvSource({"deploy integ, 1", "deploy integ wait, 1", "plan integ, 0", "status, 0", "status integ, 0", "verify, 0", "verify integ, 0",
            "retry integ, 0", "cancel integ, 0", "cancel integ wait, 0"})
    void a_command_delivered_twice_has_one_effect_and_one_answer(String text, int started) {
        bot.fault("slack.twice", 1, Map.of());
        bot.say(Person.ALEX, text);
        await().until(() -> bot.rows("inbox where answered_at is not null") == 1 && bot.rows("outbox where kind = 'REPLY'") == 0);
        await().during(Duration.ofMillis(300)).until(() -> answers() == 1);
        assertThat(bot.rollouts.started).hasSize(started);
    }

    @ParameterizedTest
    @CsvSource({"deploy integ, 1", "deploy integ wait, 1", "status, 0", "retry integ, 0", "cancel integ, 0"})
    void a_command_delivered_again_long_after_it_was_answered_has_no_second_effect_and_no_second_answer(String text, int started) {
        bot.fault("slack.twice", 1, Map.of("delay", 900));
        bot.say(Person.ALEX, text);
        await().until(() -> bot.rows("inbox where answered_at is not null") == 1 && bot.rows("outbox where kind = 'REPLY'") == 0);
        await().during(Duration.ofMillis(1500)).until(() -> answers() == 1);
        assertThat(bot.rollouts.started).hasSize(started);
    }

    @ParameterizedTest
    @CsvSource({"deploy integ wait, deploy integ", "retry integ, deploy integ", "cancel integ wait, deploy integ wait",
            "status integ, deploy integ", "verify integ, deploy integ"})
    void two_commands_delivered_in_the_other_order_start_one_rollout(String overtaking, String overtaken) {
        bot.deployed(Person.ALEX, "integ");
        bot.say(Person.DANA, overtaking);
        bot.say(Person.DANA, overtaken);
        await().during(Duration.ofMillis(300)).until(() -> bot.rollouts.started.size() == 1);
    }

    @Test
    void a_cancel_that_overtakes_its_deploy_cancels_nothing_and_says_so() {
        assertThat(bot.answer(Person.DANA, "cancel integ")).startsWith("Nothing to cancel: ");
        assertThat(bot.answer(Person.DANA, "deploy integ")).startsWith("Started: ");
        assertThat(bot.rollouts.started).hasSize(1);
        assertThat(bot.rollouts.decided).isEmpty();
    }

    /** Returns how often alex was answered; what he typed is shown to him too. */
    private long answers() {
        return bot.told(Person.ALEX).stream().filter(text -> !text.startsWith("/uid2")).count();
    }
}

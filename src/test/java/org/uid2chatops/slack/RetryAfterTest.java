package org.uid2chatops.slack;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.uid2chatops.sandbox.Person;

import static org.assertj.core.api.Assertions.assertThat;

/** Slack says how long it does not want to be asked. Sam is an approver by a group. */
@Timeout(60)
class RetryAfterTest {

    private static final String GROUP = "usergroups.users.list";
    private final BotInSlack bot = BotInSlack.hurried();

    @BeforeEach
    void start() {
        bot.started();
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"slack.rate-limited", "slack.unavailable"})
    void who_somebody_is_is_not_asked_before_the_wait_is_over(String fault) {
        bot.fault(fault, 1, Map.of("method", "users.info", "retryAfter", 40));
        assertThat(bot.answer(Person.ALEX, "deploy integ")).startsWith("I cannot tell who you are: Slack answered ");
        assertThat(bot.answer(Person.ALEX, "deploy integ"))
                .startsWith("I cannot tell who you are: Slack answered 429, too many requests. Nothing was done. Try again in a minute.");
        assertThat(bot.calls("users.info")).hasSize(1);
        bot.later.addAndGet(Duration.ofSeconds(41).toNanos());
        assertThat(bot.answer(Person.ALEX, "deploy integ")).startsWith("Started: ");
        assertThat(bot.calls("users.info")).hasSize(2);
    }

    @Test
    void who_is_in_a_group_is_not_asked_before_the_wait_is_over() {
        var requests = new Requests(bot);
        requests.plans("5.70.159-r0", Requests.AGREED_TO);
        var request = requests.asked("first deployment");
        bot.later.addAndGet(Duration.ofMinutes(1).toNanos());
        int before = bot.calls(GROUP).size();
        bot.fault("slack.rate-limited", 1, Map.of("method", GROUP, "retryAfter", 40));
        for (int click = 0; click < 2; click++) {
            bot.press(Person.SAM, request.post(), "Approve");
            assertThat(requests.told(Person.SAM, click)).startsWith("I cannot tell whether you have the role *approver* at `prod`");
        }
        assertThat(bot.calls(GROUP)).hasSize(before + 1);
        bot.later.addAndGet(Duration.ofSeconds(41).toNanos());
        requests.agreed(request, Person.SAM);
        assertThat(bot.calls(GROUP)).hasSize(before + 2);
    }
}

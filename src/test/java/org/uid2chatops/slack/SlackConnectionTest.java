package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.sandbox.Person;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SlackConnectionTest {

    @Test
    void the_bot_starts_while_slack_is_away_and_keeps_trying() throws Exception {
        try (var bot = new BotInSlack()) {
            bot.fault("slack.unavailable", 2, Map.of("method", "auth.test"));
            bot.fault("slack.error", 1, Map.of("method", "apps.connections.open", "error", "internal_error"));
            bot.started();
            assertThat(bot.calls("auth.test")).hasSize(3);
            assertThat(bot.answer(Person.ALEX, "help")).startsWith("I deploy");
        }
    }

    @Test
    void the_wait_that_slack_asks_for_is_kept_before_it_is_asked_for_a_connection_again() throws Exception {
        try (var bot = new BotInSlack()) {
            bot.fault("slack.rate-limited", 1, Map.of("method", "apps.connections.open", "retryAfter", "3"));
            bot.started();
            List<Instant> tries = bot.calls("apps.connections.open").stream().map(call -> Instant.parse(call.path("realTime").asString("")))
                    .toList();
            assertThat(Duration.between(tries.getFirst(), tries.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void a_bug_in_the_look_at_the_connection_does_not_leave_the_bot_deaf(Throwable bug) throws Exception {
        try (var bot = new BotInSlack()) {
            bot.brokenLook.set(Optional.of(bug));
            bot.started();
            assertThat(bot.brokenLook.get()).isEmpty();
            assertThat(bot.answer(Person.ALEX, "help")).startsWith("I deploy");
        }
    }

    static Throwable[] bugs() {
        return new Throwable[]{new IllegalStateException("a bug"), new StackOverflowError("a worse one")};
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void every_command_is_acknowledged_even_on_a_bug(Throwable bug) throws Exception {
        try (var bot = new BotInSlack(Optional.of(bug)).started()) {
            var outcome = bot.say(Person.ALEX, "deploy integ");
            assertThat(outcome.status()).isEqualTo(200);
            assertThat(outcome.response().orElseThrow().path("text").asString("")).startsWith("Something inside me failed")
                    .doesNotContain("bug");
        }
    }

    @Test
    void a_missing_or_wrong_token_is_named_with_how_to_get_it() {
        var none = new SlackProperties(null, "xoxb-swapped", "https://slack.com/api", java.time.Duration.ZERO, java.time.Duration.ZERO,
                java.time.Duration.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO);
        assertThat(new SlackConfigurationCheck(none).problems()).extracting(problem -> problem.property() + " " + problem.mistake())
                .containsExactly("uid2.slack.bot-token is missing (it begins with xoxb-)",
                        "uid2.slack.app-token does not begin with xapp-");
        assertThat(new SlackConfigurationCheck(none).problems())
                .allSatisfy(problem -> assertThat(problem.fix()).contains("api.slack.com/apps"));
        assertThat(none.toString()).doesNotContain("swapped");
    }
}

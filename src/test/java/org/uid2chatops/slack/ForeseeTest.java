package org.uid2chatops.slack;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.sandbox.Person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What people are told before anything is done, and while it cannot be told. */
@Timeout(60)
class ForeseeTest {

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
    void a_plan_is_shown_whole_to_the_one_who_asks_even_where_a_deploy_wants_approval() {
        bot.rollouts.plans = () -> new PlanResult.Made(PlanAnswerTest.empty(), new PreflightReport(List.of(), List.of(), List.of()));
        var answer = bot.say(Person.ALEX, "plan prod").response().orElseThrow();
        assertThat(answer.path("text").asString("")).startsWith("*Plan for `integ`*, release `5.70.159-r0`: ");
        assertThat(bot.answer(Person.GUEST, "plan prod")).contains("you are a guest here");
        assertThat(bot.messages()).isEmpty();
        assertThat(bot.rollouts.started).isEmpty();
    }

    @Test
    void a_plan_longer_than_a_text_comes_in_sections() {
        bot.rollouts.plans = () -> new PlanResult.Made(PlanAnswerTest.empty(),
                new PreflightReport(
                        java.util.Collections.nCopies(8, new org.uid2chatops.rollout.Cause("E", "w".repeat(500), "n".repeat(100))),
                        List.of(), List.of()));
        var answer = bot.say(Person.ALEX, "plan integ").response().orElseThrow();
        assertThat(answer.path("blocks").toString()).contains("a deploy is refused.", "*In the way:*").contains("*Health check*");
        assertThat(answer.path("text").asString("")).hasSizeBetween(3800, 4000);
    }

    @Test
    void a_deploy_that_cannot_be_judged_yet_is_tried_again_and_the_person_is_told_once() {
        bot.rollouts.unanswered = 2;
        assertThat(bot.answer(Person.ALEX, "deploy integ")).startsWith("Still checking: nothing is started yet")
                .endsWith("• Azure answered 503 (service unavailable). (`503`) Wait.");
        await().until(() -> bot.told(Person.ALEX).size() == 2);
        assertThat(bot.told(Person.ALEX).getLast()).startsWith("Started: ");
        assertThat(bot.rollouts.started).hasSize(1);
    }

    @Test
    void a_deploy_that_never_can_be_judged_ends_with_why() {
        bot.rollouts.unanswered = Integer.MAX_VALUE;
        assertThat(bot.answer(Person.ALEX, "deploy integ")).startsWith("Still checking");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> bot.told(Person.ALEX).getLast().startsWith("Not started: not everything could be looked at"));
        assertThat(bot.told(Person.ALEX)).hasSize(2);
        assertThat(bot.told(Person.ALEX).getLast()).contains("(`503`)").endsWith("Type `/uid2 deploy integ` again in a few minutes.");
        assertThat(bot.rollouts.asked).isEqualTo(5);
        assertThat(bot.rollouts.started).isEmpty();
        await().until(() -> bot.rows("scheduled_tasks") == 0);
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.uid2chatops.rollout.Outlook;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.Plan.PlannedStep;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.Person;

import static org.assertj.core.api.Assertions.assertThat;

/** People lock targets, stop the line, and ask what stands in their way. */
@Timeout(60)
class HoldTest {

    private final BotInSlack bot = BotInSlack.hurried();

    @BeforeEach
    void start() {
        bot.started();
        var nothing = new PreflightReport(java.util.List.of(), java.util.List.of(), java.util.List.of());
        bot.rollouts.plans = () -> new PlanResult.Impossible(nothing);
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void alex_locks_integ_and_dana_takes_it_over_explicitly() {
        assertThat(bot.answer(Person.ALEX, "lock integ moving <the> vault & key")).startsWith("Locked: nobody but you changes `integ`")
                .contains("(moving &lt;the&gt; vault &amp; key)");
        assertThat(bot.answer(Person.DANA, "deploy integ")).startsWith("Not started: `integ` is locked by <@U0000ALEX> since ")
                .contains("moving &lt;the&gt; vault &amp; key", "`/uid2 why integ`");
        assertThat(bot.answer(Person.DANA, "lock integ mine")).startsWith("Not locked: `integ` is locked by <@U0000ALEX>");
        assertThat(bot.answer(Person.DANA, "unlock integ")).startsWith("Not unlocked: `integ` is locked by <@U0000ALEX>")
                .contains("`/uid2 unlock integ anyway`");
        assertThat(bot.answer(Person.DANA, "unlock integ anyway"))
                .startsWith("Unlocked: `integ` can be changed again. <@U0000ALEX> is told.");
        org.awaitility.Awaitility.await().until(() -> bot.told(Person.ALEX).stream()
                .anyMatch(
                        text -> text.startsWith("<@U0000DANA> has taken away your lock of `integ` (moving &lt;the&gt; vault &amp; key).")));
        assertThat(bot.answer(Person.DANA, "unlock integ")).startsWith("Nothing to unlock");
        assertThat(bot.answer(Person.DANA, "deploy integ")).startsWith("Started: ");
    }

    @Test
    void who_locked_it_may_deploy() {
        bot.answer(Person.ALEX, "lock integ");
        assertThat(bot.answer(Person.ALEX, "deploy integ")).startsWith("Started: ");
    }

    @Test
    void a_freeze_stops_everybody_until_its_time_or_until_an_admin_ends_it() {
        assertThat(bot.answer(Person.ALEX, "freeze integ until 3h because it burns"))
                .startsWith("Frozen: `integ` is frozen by <@U0000ALEX>");
        assertThat(bot.answer(Person.ALEX, "deploy integ")).startsWith("Not started: `integ` is frozen by <@U0000ALEX>")
                .contains("it burns");
        assertThat(bot.answer(Person.DANA, "unfreeze integ")).contains("it wants the role *admin*");
        assertThat(bot.answer(Person.ROOT, "unfreeze integ")).isEqualTo("Unfrozen: `integ` can be changed again.");
        assertThat(bot.answer(Person.ALEX, "freeze until 1h because it burns")).contains("`integ` is frozen", "`prod` is frozen");
        bot.clockOfApprovals.pass(Duration.ofHours(2));
        assertThat(bot.answer(Person.ALEX, "deploy integ")).startsWith("Started: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "5", "2020-01-01", "2026-13-45", "2026-12-01 25:00"})
    void a_time_that_is_none_to_come_freezes_nothing(String when) {
        assertThat(bot.answer(Person.ALEX, "freeze integ until \"" + when + "\" because I can")).startsWith("Not frozen: `" + when + "`");
    }

    @Test
    void who_may_not_deploy_locks_and_freezes_nothing() {
        assertThat(bot.answer(Person.SAM, "lock integ")).contains("it wants the role *deployer*");
        assertThat(bot.answer(Person.GUEST, "freeze until 3h because I can")).contains("you are a guest here");
        assertThat(bot.answer(Person.ALEX, "deploy integ")).startsWith("Started: ");
    }

    @Test
    void why_lists_all_that_stands_in_the_way_and_who_clears_it() {
        assertThat(bot.answer(Person.ALEX, "why integ"))
                .isEqualTo("Nothing stands between `integ` and a rollout: `/uid2 deploy integ` starts one.");
        assertThat(bot.answer(Person.ALEX, "why prod")).contains("2 people have to agree first, and nobody is asked yet.");
        bot.answer(Person.ALEX, "lock prod");
        bot.answer(Person.ALEX, "freeze prod until 3h because it burns");
        assertThat(bot.answer(Person.DANA, "why prod")).contains(":lock: `prod` is locked by <@U0000ALEX>", "`/uid2 unlock prod anyway`",
                ":snowflake: `prod` is frozen",
                "An admin ends it with `/uid2 unfreeze prod`. If 3 people agree, a deploy starts all the same.");
    }

    @Test
    void why_says_what_a_deploy_would_wait_for_and_that_the_operator_is_not_healthy() {
        var steps = List.of(new PlannedStep(StepName.OPERATOR_KEY, new Outlook.Waits("the operator key: put it there")),
                new PlannedStep(StepName.HEALTH_CHECK, new Outlook.Waits("the operator to be healthy: it answers 503")));
        bot.rollouts.plans = () -> new PlanResult.Made(
                new Plan("integ", "5.70.159-r0", "e", steps, "d".repeat(64), new TreeMap<>(), true, Duration.ofMinutes(14),
                        Optional.empty(),
                        Views.NOW, Optional.empty()),
                new PreflightReport(List.of(), List.of(), List.of()));
        assertThat(bot.answer(Person.ALEX, "why integ")).contains(
                "would wait for the operator key: put it there",
                ":hourglass_flowing_sand: *Health check*: would wait for the operator to be healthy: it answers 503");
        bot.deployed(Person.ALEX, "integ");
        assertThat(bot.answer(Person.ALEX, "why integ")).contains(":arrow_forward:").doesNotContain("Health check");
    }

    @Test
    void the_audit_lists_it() {
        bot.answer(Person.ALEX, "lock integ moving the vault");
        bot.answer(Person.SAM, "deploy integ");
        assertThat(bot.answer(Person.DANA, "audit integ")).contains("<@U0000ALEX> *asked: lock* moving the vault",
                "<@U0000SAM> *refused: deploy*", "as they were written");
        assertThat(bot.answer(Person.DANA, "audit integ since never")).startsWith("Since when? I cannot read");
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.config.Targets;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.act.Actions;
import org.uid2chatops.sandbox.slack.workspace.OpenViews.Open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** People open the bot's Home: each sees what they can do, and does it there. */
@Timeout(60)
class HomeTest {

    private BotInSlack bot = BotInSlack.hurried();

    @BeforeEach
    void start() {
        bot.started();
        bot.rollouts.plans = () -> new PlanResult.Made(PlanAnswerTest.empty(), new PreflightReport(List.of(), List.of(), List.of()));
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void everybody_sees_the_buttons_that_they_may_press_and_no_others() {
        asked();
        opened(Person.DANA);
        shows(Person.DANA, "You are <@U0000DANA>, *deployer* at `integ`, `prod`, `prod-westus2`.", "`integ`: never deployed by me",
                "*Waiting for 2 people*", "first deployment", "`/uid2 lock TARGET`",
                "To deploy, type `/uid2 deploy TARGET`: `integ` in any channel that I am in; `prod`, `prod-westus2` in <#C0000OPS>.");
        assertThat(labels(Person.DANA)).isEmpty();
        opened(Person.ALEX);
        assertThat(labels(Person.ALEX)).containsExactly("Withdraw");
        opened(Person.SAM);
        assertThat(text(Person.SAM)).contains("*approver* at").doesNotContain("To deploy, type", "`/uid2 lock TARGET`");
        assertThat(labels(Person.SAM)).containsExactly("Approve", "Reject…", "Show plan");
    }

    @Test
    void an_approver_agrees_in_the_home_and_no_home_offers_it_any_more_once_that_is_decided() {
        asked();
        Open stale = opened(Person.ROOT);
        opened(Person.SAM);
        opened(Person.KIM);
        press(Person.SAM, "Approve");
        told(Person.SAM, "Counted: you agreed to the deploy to `prod`. It still wants 1 more.");
        shows(Person.SAM, "You have agreed.");
        assertThat(labels(Person.SAM)).containsExactly("Reject…", "Show plan");
        bot.clockOfApprovals.pass(Duration.ofSeconds(1));
        press(Person.KIM, "Approve");
        told(Person.KIM, "Counted: that was the last one needed");
        await().until(() -> List.of(Person.SAM, Person.KIM, Person.ROOT).stream().allMatch(person -> labels(person).isEmpty()));
        press(stale, "Approve");
        told(Person.ROOT, "Your click changed nothing: :white_check_mark: *Approved* by <@U0000SAM>, <@U0000KIM>");
        assertThat(bot.rollouts.agreements).hasSize(1);
        opened(Person.DANA);
        shows(Person.DANA, "_Cancel_ is taken in <#C0000OPS> only, where its message is.");
    }

    @Test
    void one_who_rejects_in_the_home_says_why_and_who_asked_takes_back_there() throws Exception {
        asked();
        Open stale = opened(Person.ALEX);
        opened(Person.SAM);
        press(Person.SAM, "Reject…");
        Open modal = await().until(() -> bot.slack.workspace().views().of(Person.SAM).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
        bot.slack.modals().submit(modal, Map.of("reason", List.of("not on a Friday")));
        told(Person.SAM, "Done: the request for `prod` is rejected");
        press(stale, "Withdraw");
        told(Person.ALEX, "Your click changed nothing: :no_entry: *Rejected* by <@U0000SAM>: not on a Friday");
        await().until(() -> labels(Person.ALEX).isEmpty());
        asked();
        await().until(() -> labels(Person.ALEX).equals(List.of("Withdraw")));
        press(Person.ALEX, "Withdraw");
        told(Person.ALEX, "Done: the request for `prod` is withdrawn");
        await().until(() -> labels(Person.ALEX).isEmpty() && labels(Person.SAM).isEmpty());
    }

    @Test
    void who_may_deploy_stops_and_retries_in_the_home_and_others_do_not() {
        bot.deployed(Person.ALEX, "integ");
        opened(Person.SAM);
        opened(Person.DANA);
        shows(Person.SAM, "`integ`: deploying release `5.70.159-r0`");
        assertThat(labels(Person.SAM)).isEmpty();
        assertThat(labels(Person.DANA)).containsExactly("Cancel");
        var quota = new Cause("QuotaExceeded", "No cores.", "Ask for more.");
        bot.rollouts.becomes(Views.of(Status.FAILED, Views.steps(Views.failed(StepName.CLUSTER, quota)), Map.of(),
                List.of(new Entry.Failed(StepName.CLUSTER, quota))), new Message.Homes());
        await().until(() -> labels(Person.DANA).equals(List.of("Retry", "Give up")));
        press(Person.DANA, "Give up");
        told(Person.DANA, "Given up");
        await().until(() -> labels(Person.DANA).isEmpty());
        assertThat(bot.rollouts.decided).containsExactly("give up " + Views.ID + " by U0000DANA");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"guest|you are a guest here", "kim|you are deactivated here"})
    void outsiders_see_why_they_see_nothing_and_whom_to_ask(String user, String why) {
        bot.fault("slack.person", 1, Map.of("user", "kim"));
        Person person = Person.named(user).orElseThrow();
        opened(person);
        assertThat(text(person)).contains(why, "ask <@U0000ROOT>").doesNotContain("prod", "/uid2");
    }

    @Test
    void slack_is_away_when_it_is_opened_and_then_it_comes() {
        bot.fault("slack.unavailable", 1, Map.of("method", "views.publish"));
        opened(Person.SAM);
        shows(Person.SAM, "You are <@U0000SAM>");
        assertThat(bot.calls("views.publish")).hasSize(2);
    }

    @Test
    void what_slack_does_not_tell_of_a_group_is_not_offered_until_it_does() {
        asked();
        bot.later.set(Duration.ofMinutes(11).toNanos());
        bot.fault("slack.error", 1, Map.of("method", "usergroups.users.list", "error", "internal_error"));
        opened(Person.SAM);
        await().until(() -> labels(Person.SAM).contains("Approve"));
        assertThat(bot.calls("views.publish").toString()).contains("you may be shown less than you may do");
    }

    @Test
    void an_event_that_is_delivered_twice_is_one_home() {
        bot.fault("slack.twice", 1, Map.of());
        opened(Person.SAM);
        shows(Person.SAM, "You are <@U0000SAM>");
        await().until(() -> bot.rows("outbox where kind = 'HOME'") == 0);
        assertThat(bot.rows("home")).isEqualTo(1);
    }

    @Test
    void the_other_tab_and_another_workspace_open_nothing() {
        assertThat(event("T0000UID2", "messages")).contains("{\"envelope_id\":\"e1\"}");
        assertThat(event("TOTHER", "home")).contains("{\"envelope_id\":\"e1\"}");
        await().until(() -> bot.audit.since(Outsiders.NOWHERE, Instant.EPOCH).stream()
                .anyMatch(row -> row.what().equals("refused: Home opened from another workspace")));
        assertThat(bot.calls("views.publish")).isEmpty();
        assertThat(bot.rows("home")).isZero();
    }

    @Test
    void a_database_that_is_away_keeps_no_acknowledgement_waiting_and_a_click_is_answered() {
        asked();
        Open home = opened(Person.SAM);
        bot.database.shut();
        assertThat(event("T0000UID2", "home")).contains("{\"envelope_id\":\"e1\"}");
        press(home, "Approve");
        told(Person.SAM, "Not recorded: my database does not answer, so nothing was decided.");
        bot.database.open();
        press(home, "Approve");
        told(Person.SAM, "Counted: ");
    }

    @Test
    void homes_that_nobody_opened_for_a_week_are_left_as_they_are() {
        opened(Person.DANA);
        bot.clockOfApprovals.pass(Duration.ofDays(8));
        opened(Person.SAM);
        bot.answer(Person.ALEX, "lock integ moving the vault");
        shows(Person.SAM, ":lock: `integ` is locked by <@U0000ALEX>", "moving the vault");
        await().until(() -> bot.rows("outbox where kind in ('HOME', 'HOMES')") == 0);
        assertThat(text(Person.DANA)).doesNotContain("is locked");
        bot.answer(Person.ALEX, "unlock integ");
        await().until(() -> !text(Person.SAM).contains("is locked"));
    }

    @Test
    void sixty_targets_fit() throws Exception {
        bot.close();
        bot = new BotInSlack(new Targets(IntStream.rangeClosed(1, 60).mapToObj(i -> Views.target("integ-region-" + i, false)).toList()))
                .started();
        opened(Person.DANA);
        shows(Person.DANA, "*deployer* at all 60 targets.", "`integ-region-1`: never deployed by me",
                "`integ-region-60`: never deployed by me");
    }

    private void asked() {
        assertThat(bot.answer(Person.ALEX, "deploy prod because first deployment")).startsWith("Asked: ");
    }

    private Optional<String> event(String team, String tab) {
        return bot.envelopes.acknowledged("""
                {"envelope_id": "e1", "type": "events_api", "payload": {"type": "event_callback", "team_id": "%s", "event": {
                 "type": "app_home_opened", "user": "U0000DANA", "channel": "D0000DANA", "tab": "%s", "event_ts": "1.1"}}}
                """.formatted(team, tab));
    }

    private Open opened(Person person) {
        try {
            bot.slack.home().open(person);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return await().until(() -> bot.slack.workspace().views().home(person), Optional::isPresent).orElseThrow();
    }

    private void press(Person person, String label) {
        press(bot.slack.workspace().views().home(person).orElseThrow(), label);
    }

    private void press(Open home, String label) {
        try {
            assertThat(bot.slack.clicks().press(home.person(), home, label, Optional.empty()).status()).isEqualTo(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(Person person) {
        return bot.slack.workspace().views().home(person).orElseThrow().view().path("blocks").toString();
    }

    private void shows(Person person, String... texts) {
        await(texts[0]).until(() -> text(person).contains(texts[0]));
        assertThat(text(person)).contains(texts);
    }

    private void told(Person person, String text) {
        await(text).until(() -> bot.posts("dm-" + person.handle()).stream().anyMatch(post -> post.text().startsWith(text)));
    }

    private List<String> labels(Person person) {
        return Actions.in(bot.slack.workspace().views().home(person).orElseThrow().view().path("blocks")).stream()
                .map(Actions.Pressable::label).toList();
    }
}

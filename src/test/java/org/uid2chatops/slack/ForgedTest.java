package org.uid2chatops.slack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.sandbox.Person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Somebody sends over the socket what Slack would not. */
@Timeout(60)
class ForgedTest {

    private final BotInSlack bot = BotInSlack.hurried();
    private String approval = "";

    @BeforeEach
    void start() {
        bot.started();
        bot.rollouts.plans = () -> new PlanResult.Made(PlanAnswerTest.empty(), new PreflightReport(List.of(), List.of(), List.of()));
        assertThat(bot.answer(Person.ALEX, "deploy prod because first deployment")).startsWith("Asked: ");
        approval = bot.jdbc.sql("select id from approval").query(String.class).single();
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void a_click_of_somebody_who_is_not_there_is_refused_and_noted() {
        click("T0000UID2", "U0000NOBODY", ApprovalButtons.APPROVE, approval, "t1");
        await().until(() -> noted("prod", "U0000NOBODY refused: approve"));
        assertThat(bot.rows("approval_vote")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"TOTHER, approval-approve, refused: click from another workspace",
            "T0000UID2, approval-approve-all, refused: button that was"
                    + " never offered"})
    void what_was_never_offered_is_refused_and_noted(String team, String action, String what) {
        click(team, "U0000SAM", action, approval, "t1");
        await().until(() -> noted(Outsiders.NOWHERE, "U0000SAM " + what));
        assertThat(bot.rows("approval_vote")).isZero();
    }

    @Test
    void an_approval_that_does_not_exist_is_refused_and_noted() {
        click("T0000UID2", "U0000SAM", ApprovalButtons.APPROVE, "a-00000000", "t1");
        await().until(() -> noted(Outsiders.NOWHERE, "U0000SAM refused: approve"));
    }

    @Test
    void a_payload_that_is_played_again_counts_once() {
        click("T0000UID2", "U0000SAM", ApprovalButtons.APPROVE, approval, "t1");
        await().until(() -> bot.rows("approval_vote") == 1);
        click("T0000UID2", "U0000SAM", ApprovalButtons.APPROVE, approval, "t1");
        click("T0000UID2", "U0000SAM", ApprovalButtons.APPROVE, approval, "t2");
        await().until(() -> bot.rows("inbox where verb = 'APPROVE' and answered_at is not null") == 2);
        assertThat(bot.rows("approval_vote")).isEqualTo(1);
        assertThat(bot.rollouts.started).isEmpty();
    }

    @Test
    void an_approver_of_elsewhere_does_not_decide_about_a_request_by_naming_it() {
        click("T0000UID2", "U0000DANA", ApprovalButtons.APPROVE, approval, "t1");
        await().until(() -> noted("prod", "U0000DANA refused: approve"));
        assertThat(bot.rows("approval_vote")).isZero();
    }

    private boolean noted(String target, String what) {
        return bot.audit.since(target, Instant.EPOCH).stream().anyMatch(row -> (row.person() + " " + row.what()).equals(what));
    }

    private void click(String team, String user, String action, String value, String trigger) {
        Optional<String> ack = bot.envelopes.acknowledged("""
                {"envelope_id": "e1", "type": "interactive", "payload": {"type": "block_actions", "team": {"id": "%s"},
                 "user": {"id": "%s"}, "container": {"type": "message", "channel_id": "C0000OPS"}, "trigger_id": "%s",
                 "response_url": "http://127.0.0.1:1/", "actions": [{"type": "button", "action_id": "%s", "value": "%s"}]}}
                """.formatted(team, user, trigger, action, value));
        assertThat(ack).contains("{\"envelope_id\":\"e1\"}");
    }
}

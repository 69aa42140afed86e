package org.uid2chatops.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.rollout.Agreement;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.act.Actions;
import org.uid2chatops.sandbox.slack.workspace.Post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Alex asks for production; sam, kim and root are asked to agree. Two have to. */
@Timeout(60)
class ApprovalTest {

    private static final String DIGEST = Requests.AGREED_TO;
    private final BotInSlack bot = BotInSlack.hurried();

    @BeforeEach
    void start() {
        bot.started();
        plans("5.70.159-r0", DIGEST);
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void nothing_runs_after_one_agreed_and_it_runs_after_two() {
        assertThat(bot.answer(Person.ALEX, "deploy prod because first deployment"))
                .startsWith("Asked: the deploy to `prod` starts when 2 of <@U0000KIM>, <@U0000ROOT>, <@U0000SAM> agree.");
        Post request = request();
        assertThat(request.text()).startsWith("Approval wanted: deploy UID2 operator 5.70.159-r0 to prod.");
        assertThat(request.content().toString()).contains("release `5.62.24-r2` → `5.70.159-r0`", "first deployment", "<@U0000ALEX>",
                DIGEST.substring(0, 12),
                "What may happen by itself later", "create cluster prod");
        assertThat(labels(request)).containsExactly("Approve", "Reject…", "Show plan", "Withdraw");
        bot.press(Person.SAM, request, "Approve");
        bot.awaitTold(Person.SAM, "Counted: you agreed to the deploy to `prod`. It still wants 1 more.");
        await().until(() -> request().text().contains("1* so far: <@U0000SAM>"));
        assertThat(bot.rollouts.started).isEmpty();
        bot.clockOfApprovals.pass(Duration.ofSeconds(1));
        bot.press(Person.KIM, request, "Approve");
        bot.awaitTold(Person.KIM, "Counted: that was the last one needed");
        await().until(() -> bot.rollouts.started.size() == 1);
        assertThat(bot.rollouts.agreements)
                .containsExactly(Optional.of(new Agreement(id(), DIGEST, List.of("U0000SAM", "U0000KIM"), false)));
        await().until(() -> request().text().startsWith("Approved: "));
        assertThat(labels(request())).isEmpty();
        await().until(() -> bot.messages().stream().anyMatch(post -> post.isReply()
                && post.text().contains("<@U0000ALEX> <@U0000SAM> <@U0000KIM> :white_check_mark: *Approved* by <@U0000SAM>, <@U0000KIM>")));
    }

    @Test
    void who_asked_does_not_decide_and_nobody_counts_twice() {
        bot.answer(Person.ROOT, "deploy prod because I am root");
        Post request = request();
        bot.press(Person.ROOT, request, "Approve");
        bot.awaitTold(Person.ROOT, "Your click changed nothing: you asked for this deploy to `prod` yourself");
        agreed(Person.SAM, request);
        bot.press(Person.SAM, request, "Approve");
        bot.awaitTold(Person.SAM, "Your click changed nothing: you have agreed before.");
        bot.press(Person.ALEX, request, "Approve");
        bot.awaitTold(Person.ALEX, "it wants the role *approver*, which you do not have");
        bot.press(Person.GUEST, request, "Approve");
        bot.awaitTold(Person.GUEST, "you are a guest here");
        assertThat(bot.rollouts.started).isEmpty();
    }

    @Test
    void one_who_rejects_ends_it_and_says_why() {
        Post request = asked();
        agreed(Person.SAM, request);
        reject(request, Person.KIM, "not on a Friday");
        bot.awaitTold(Person.KIM, "Done: the request for `prod` is rejected, and nothing is started.");
        await().until(() -> request().text().startsWith("Rejected: "));
        assertThat(request().text()).contains("*Rejected* by <@U0000KIM>: not on a Friday");
        bot.press(Person.ROOT, request, "Approve");
        bot.awaitTold(Person.ROOT, "Your click changed nothing: :no_entry: *Rejected* by <@U0000KIM>: not on a Friday");
        assertThat(labels(request())).isEmpty();
        await().until(() -> bot.messages().stream().anyMatch(post -> post.isReply() && post.text().contains("<@U0000ALEX> <@U0000SAM>")));
    }

    @Test
    void who_asked_takes_it_back_and_nobody_else_does() {
        Post request = asked();
        bot.press(Person.DANA, request, "Withdraw");
        bot.awaitTold(Person.DANA, "Your click changed nothing: only <@U0000ALEX>, who asked for it, can take it back.");
        bot.press(Person.ALEX, request, "Withdraw");
        bot.awaitTold(Person.ALEX, "Done: the request for `prod` is withdrawn");
        bot.press(Person.SAM, request, "Approve");
        bot.awaitTold(Person.SAM, "Your click changed nothing: :leftwards_arrow_with_hook: *Withdrawn* by <@U0000ALEX>");
    }

    @Test
    void a_newer_request_takes_the_place_of_the_one_that_waits() {
        bot.answer(Person.ALEX, "deploy prod because first deployment");
        Post first = request();
        assertThat(bot.answer(Person.DANA, "deploy prod because I know better"))
                .contains("It takes the place of the one that <@U0000ALEX> asked for");
        await().until(() -> requests().size() == 2 && requests().getFirst().text().startsWith("Superseded: "));
        bot.press(Person.SAM, first, "Approve");
        bot.awaitTold(Person.SAM, "Your click changed nothing: :fast_forward: *Superseded* by a newer request of <@U0000DANA>");
    }

    @Test
    void an_expired_request_is_not_agreed_to() {
        Post request = asked();
        agreed(Person.SAM, request);
        bot.clockOfApprovals.pass(Duration.ofHours(12));
        bot.press(Person.KIM, request, "Approve");
        bot.awaitTold(Person.KIM, "Your click changed nothing: :alarm_clock: *Expired* ");
        await().until(() -> request().text().startsWith("Expired: "));
        assertThat(request().text()).contains("only <@U0000SAM> had agreed. Nothing was started.");
        assertThat(bot.rollouts.started).isEmpty();
    }

    @Test
    void what_has_changed_since_is_shown_and_asked_for_anew() {
        Post request = asked();
        agreed(Person.SAM, request);
        plans("5.71.0-r0", "f".repeat(64));
        bot.press(Person.KIM, request, "Approve");
        await().until(() -> requests().size() == 2);
        await().until(() -> requests().getFirst().text().startsWith("Approved, but changed since: "));
        assertThat(requests().getFirst().text()).contains("Changed since: release: 5.70.159-r0 → 5.71.0-r0");
        assertThat(requests().getLast().text()).startsWith("Approval wanted: deploy UID2 operator 5.71.0-r0 to prod.");
        assertThat(bot.rollouts.started).isEmpty();
    }

    @Test
    void without_a_reason_a_modal_asks_for_one() throws Exception {
        bot.type(Person.ALEX, "deploy prod");
        bot.submit(Person.ALEX, "first deployment");
        assertThat(request().content().toString()).contains("first deployment");
    }

    @Test
    void production_is_asked_for_in_its_channel_only() {
        assertThat(bot.answerIn(Person.ALEX, "dm-alex", "deploy prod because nobody sees it"))
                .startsWith("`prod` takes that in <#C0000OPS> only");
        assertThat(requests()).isEmpty();
    }

    @Test
    void the_plan_is_shown_to_who_wants_to_see_it_and_whether_it_still_is_the_same() {
        Post request = asked();
        bot.press(Person.SAM, request, "Show plan");
        bot.awaitTold(Person.SAM, "*Plan for `prod`*");
        assertThat(bot.told(Person.SAM).getLast()).contains("It is what `" + id() + "` asks for.");
        plans("5.71.0-r0", "f".repeat(64));
        bot.press(Person.KIM, request, "Show plan");
        bot.awaitTold(Person.KIM, "It is *not* what `");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"slack.left-group|sam|it wants the role *approver*", "slack.person|sam|you are deactivated here"})
    void who_lost_the_role_between_the_request_and_the_click_decides_nothing(String fault, String user, String answer) {
        Post request = asked();
        bot.fault(fault, 1, Map.of("user", user));
        bot.later.set(Duration.ofMinutes(11).toNanos());
        bot.press(Person.SAM, request, "Approve");
        bot.awaitTold(Person.SAM, answer);
        assertThat(request().text()).doesNotContain("so far");
    }

    @ParameterizedTest
    @CsvSource({"slack.unavailable", "slack.rate-limited", "slack.error"})
    void a_group_that_slack_does_not_tell_of_is_no_permission(String fault) {
        Post request = asked();
        bot.later.set(Duration.ofMinutes(1).toNanos());
        bot.fault(fault, 1, Map.of("method", "usergroups.users.list", "error", "internal_error"));
        bot.press(Person.SAM, request, "Approve");
        bot.awaitTold(Person.SAM,
                "I cannot tell whether you have the role *approver* at `prod`: Slack did not say who is in <!subteam^S0000APPROVE>");
        // the wait that Slack asks for
        bot.later.addAndGet(Duration.ofSeconds(3).toNanos());
        agreed(Person.SAM, request);
    }

    @Test
    void everything_is_in_the_audit() {
        Post request = asked();
        bot.press(Person.ALEX, request, "Approve");
        bot.awaitTold(Person.ALEX, "you asked for this deploy to `prod` yourself, and somebody else has to decide.");
        agreed(Person.SAM, request);
        reject(request, Person.KIM, "not now");
        bot.awaitTold(Person.KIM, "Done:");
        assertThat(bot.audit.since("prod", java.time.Instant.EPOCH)).extracting(row -> row.person() + " " + row.what()).containsExactly(
                "U0000ALEX asked: deploy", "U0000ALEX asked for approval", "U0000ALEX refused: approve", "U0000SAM asked: approve",
                "U0000SAM approved", "U0000KIM asked: reject", "U0000KIM approval rejected");
        assertThat(bot.audit.broken("prod")).isEmpty();
        bot.jdbc.sql("update audit set slack_user = 'U0000ROOT' where seq = 5").update();
        assertThat(bot.audit.broken("prod").orElseThrow().what())
                .isEqualTo("row 5 is not what was written: its content and its hash disagree");
    }

    private void plans(String release, String digest) {
        new Requests(bot).plans(release, digest);
    }

    private void reject(Post request, Person person, String reason) {
        bot.press(person, request, "Reject…");
        bot.submit(person, reason);
    }

    /** Has alex ask, and returns the request. */
    private Post asked() {
        bot.answer(Person.ALEX, "deploy prod because first deployment");
        return request();
    }

    /** Has somebody agree whose agreement counts. */
    private void agreed(Person person, Post request) {
        bot.press(person, request, "Approve");
        bot.awaitTold(person, "Counted:");
    }

    private String id() {
        return bot.jdbc.sql(
                "select id from approval where state = 'WAITING' or not exists (select 1 from approval where state = 'WAITING') limit 1")
                .query(String.class).single();
    }

    private List<Post> requests() {
        return bot.messages().stream().filter(post -> !post.isReply() && post.content().toString().contains("Asked for by <@")
                && post.content().toString().contains("digest `")).toList();
    }

    private Post request() {
        return await().until(() -> requests().reversed().stream().findFirst(), Optional::isPresent).orElseThrow();
    }

    private static List<String> labels(Post post) {
        return Actions.in(post.content().path("blocks")).stream().map(Actions.Pressable::label).toList();
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.uid2chatops.rollout.Agreement;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.act.Actions;
import org.uid2chatops.sandbox.slack.workspace.Post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** It cannot wait: one person agrees, everybody is told, and somebody else reviews it. */
@Timeout(60)
class BreakGlassTest {

    private static final String DIGEST = Requests.AGREED_TO;
    private final BotInSlack bot = BotInSlack.hurried();

    @BeforeEach
    void start() {
        bot.started();
        new Requests(bot).plans("5.70.159-r0", DIGEST);
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void one_is_enough_everybody_is_told_and_another_reviews_it() {
        assertThat(bot.answer(Person.ALEX, "break-glass prod because attestation fails everywhere"))
                .startsWith("Asked: the deploy to `prod` starts when one of <@U0000KIM>, <@U0000ROOT>, <@U0000SAM> agrees.");
        assertThat(request().text()).startsWith("Approval wanted: break-glass, deploy UID2 operator 5.70.159-r0 to prod.");
        inThread("<@U0000ALEX> <@U0000KIM> <@U0000ROOT> <@U0000SAM> :rotating_light: *Break-glass*: <@U0000ALEX> wants to deploy to `prod` "
                + "now, and one of you is enough: attestation fails everywhere");
        bot.press(Person.ALEX, request(), "Approve");
        bot.awaitTold(Person.ALEX, "you asked for this deploy to `prod` yourself, and somebody else has to decide.");
        bot.press(Person.SAM, request(), "Approve");
        bot.awaitTold(Person.SAM, "Counted: that was the last one needed");
        await().until(() -> bot.rollouts.started.size() == 1);
        assertThat(bot.rollouts.agreements).containsExactly(Optional.of(new Agreement(id(), DIGEST, List.of("U0000SAM"), true)));
        await().until(() -> labels().equals(List.of("Reviewed…")));
        assertThat(request().content().toString()).contains("*To be reviewed* by ", "by one of <@U0000KIM>, <@U0000ROOT>");

        review(Person.SAM, "I was right");
        bot.awaitTold(Person.SAM,
                "Your click changed nothing: you agreed to it, or could not have when it was asked for, so somebody else looks at it");
        review(Person.ALEX, "I was right");
        bot.awaitTold(Person.ALEX, "you asked for this deploy to `prod` yourself, and somebody else has to review it.");
        review(Person.DANA, "looks right");
        bot.awaitTold(Person.DANA, "it wants the role *approver*");
        assertThat(bot.answer(Person.DANA, "status prod")).contains(":mag: *To be reviewed* by ");
        review(Person.KIM, "right, but the alert came late");
        bot.awaitTold(Person.KIM, "Noted: you have reviewed the break-glass deploy to `prod`. <@U0000ALEX> is told.");
        inThread(":mag: *Reviewed* by <@U0000KIM>: right, but the alert came late");
        await().until(() -> labels().isEmpty());
        assertThat(bot.answer(Person.DANA, "status prod")).doesNotContain(":mag:");
        assertThat(bot.audit.since("prod", Instant.EPOCH)).extracting(row -> row.person() + " " + row.what()).containsSubsequence(
                "U0000ALEX asked: break glass", "U0000ALEX asked for break-glass", "U0000SAM approved", "U0000SAM approval started",
                "U0000KIM asked: review", "U0000KIM reviewed break-glass");
    }

    @Test
    void a_review_that_is_due_is_reminded_of_each_day_until_it_is_done() {
        bot.answer(Person.ALEX, "break-glass prod because it burns");
        bot.press(Person.SAM, request(), "Approve");
        await().until(() -> labels().equals(List.of("Reviewed…")));
        for (int day = 1; day <= 2; day++) {
            int reminders = day;
            bot.clockOfApprovals.pass(Duration.ofHours(24).plusMinutes(1));
            reviewsAreLookedAtNow();
            await().until(() -> bot.messages().stream()
                    .filter(post -> post.isReply() && post.text().startsWith("<@U0000KIM>, <@U0000ROOT>: :mag: *To be reviewed* by "))
                    .count() == reminders);
        }
        Post before = request();
        review(Person.ROOT, "all well");
        bot.awaitTold(Person.ROOT, "Noted:");
        bot.press(Person.KIM, before, "Reviewed…");
        bot.submit(Person.KIM, "all well");
        bot.awaitTold(Person.KIM, "Your click changed nothing: :mag: *Reviewed* by <@U0000ROOT>: all well");
        reviewsAreLookedAtNow();
        await().until(() -> bot.rows("scheduled_tasks where task_name = 'approval/review'") == 0);
    }

    @Test
    void it_goes_through_a_freeze_and_a_usual_request_does_not() {
        bot.answer(Person.ROOT, "freeze prod until 3h because holidays");
        bot.answer(Person.ALEX, "break-glass prod because it burns");
        bot.press(Person.KIM, request(), "Approve");
        await().until(() -> bot.rollouts.started.size() == 1);
        assertThat(bot.answer(Person.ALEX, "deploy prod because I want to")).startsWith("Not asked: ");
        bot.rollouts.ended();
        assertThat(bot.answer(Person.ALEX, "deploy prod because I want to")).startsWith("Asked: the deploy to `prod` starts when 3 of");
    }

    @Test
    void a_lock_stays_a_lock() {
        bot.answer(Person.DANA, "lock prod I look at something");
        bot.answer(Person.ALEX, "break-glass prod because it burns");
        bot.press(Person.KIM, request(), "Approve");
        bot.awaitTold(Person.KIM, "Counted:");
        assertThat(bot.answer(Person.ALEX, "why prod")).contains(":lock: `prod` is locked by <@U0000DANA>", "/uid2 unlock prod anyway");
        assertThat(bot.rollouts.started).isEmpty();
        bot.answer(Person.ALEX, "unlock prod anyway");
        bot.jdbc.sql("update scheduled_tasks set execution_time = ? where task_name = 'approval/run'").param(now()).update();
        await().until(() -> bot.rollouts.started.size() == 1);
    }

    @Test
    void without_a_reason_a_modal_asks_for_one_and_where_it_is_not_allowed_it_says_so() throws Exception {
        assertThat(bot.answer(Person.ALEX, "break-glass prod-westus2 because it burns"))
                .startsWith("Not asked: nobody has allowed break-glass "
                        + "on `prod-westus2`. `/uid2 deploy prod-westus2 because REASON` asks the usual 2 people");
        assertThat(bot.answer(Person.ALEX, "break-glass integ because it burns")).startsWith("Nothing to break: nobody has to agree");
        assertThat(bot.answer(Person.GUEST, "break-glass prod because I may")).contains("you are a guest here");
        bot.type(Person.ALEX, "break-glass prod");
        bot.submit(Person.ALEX, "it burns");
        assertThat(request().content().toString()).contains("it burns");
        bot.press(Person.KIM, request(), "Reject…");
        bot.submit(Person.KIM, "it does not burn");
        bot.awaitTold(Person.KIM, "Done: the request for `prod` is rejected");
        inThread("<@U0000ALEX> <@U0000KIM> <@U0000ROOT> <@U0000SAM> :no_entry: *Rejected* by <@U0000KIM>: it does not burn");
    }

    private void review(Person person, String findings) {
        bot.press(person, request(), "Reviewed…");
        bot.submit(person, findings);
    }

    /** The scheduler lives by the machine's clock. */
    private void reviewsAreLookedAtNow() {
        bot.jdbc.sql("update scheduled_tasks set execution_time = ? where task_name = 'approval/review' and picked = false").param(now())
                .update();
    }

    private static java.time.OffsetDateTime now() {
        return Instant.now().atOffset(java.time.ZoneOffset.UTC);
    }

    private void inThread(String text) {
        await(text).until(() -> bot.messages().stream().anyMatch(post -> post.isReply() && post.text().contains(text)));
    }

    private String id() {
        return bot.jdbc.sql("select id from approval").query(String.class).single();
    }

    private Post request() {
        return await().until(() -> bot.messages().stream()
                .filter(post -> !post.isReply() && post.content().toString().contains("Asked for by <@")
                        && post.content().toString().contains("digest `"))
                .reduce((_, newer) -> newer), Optional::isPresent).orElseThrow();
    }

    private List<String> labels() {
        return Actions.in(request().content().path("blocks")).stream().map(Actions.Pressable::label).toList();
    }
}

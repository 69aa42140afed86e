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

import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** People and the bot, over Slack's own protocol. */
@Timeout(60)
class ConversationTest {

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
    void alex_asks_for_help_and_for_what_is_not_there() {
        assertThat(bot.answer(Person.ALEX, "")).startsWith("I deploy the UID2 Private Operator");
        assertThat(bot.answer(Person.ALEX, "targets")).startsWith("There are 3 targets:\n• `integ`: integ, eastus");
        assertThat(bot.answer(Person.ALEX, "deploy nowhere")).startsWith("There is no target `nowhere`. Type `/uid2 deploy TARGET`.");
        assertThat(bot.answer(Person.ALEX, "🚀".repeat(2000))).contains("type `/uid2 help`").hasSizeLessThan(300);
        assertThat(bot.rows("inbox")).as("what was understood").isEqualTo(2);
    }

    @Test
    void help_and_targets_show_what_a_person_may() {
        assertThat(bot.answer(Person.ALEX, "help")).contains("/uid2 deploy TARGET").doesNotContain("/uid2 unfreeze");
        assertThat(bot.answer(Person.SAM, "help")).contains("/uid2 status").doesNotContain("/uid2 deploy TARGET");
        assertThat(bot.answer(Person.ROOT, "help")).contains("/uid2 deploy TARGET", "/uid2 unfreeze");
        assertThat(bot.answer(Person.GUEST, "help")).contains("you are a guest here");
        assertThat(bot.answer(Person.GUEST, "targets")).contains("you are a guest here");
    }

    @Test
    void alex_deploys_and_follows_it_to_the_end() {
        assertThat(bot.answer(Person.ALEX, "deploy integ"))
                .startsWith("Started: the deploy to `integ` (`" + ID + "`). Follow it in <#C0000OPS>");
        Post first = bot.live();
        assertThat(first.text()).startsWith("Deploying UID2 operator 5.70.159-r0 to integ.");
        assertThat(bot.answer(Person.DANA, "deploy integ"))
                .startsWith("Not started: `integ` is being deployed already, asked for by <@U0000ALEX>");
        assertThat(bot.answer(Person.SAM, "status integ")).startsWith(":hourglass_flowing_sand: `integ`: deploying release");
        var entries = List.<Entry>of(new Entry.Intended(StepName.NAT_GATEWAY, "create NAT gateway n", List.of()),
                new Entry.Completed(StepName.NAT_GATEWAY, "made", Map.of()), new Entry.Succeeded());
        bot.rollouts.becomes(Views.of(Status.SUCCEEDED, Views.all(true), Map.of("address", "20.1.2.3", "health", "200 OK"), entries), LIVE,
                new Message.Detail(ID, OPS, 1), new Message.Detail(ID, OPS, 2), new Message.Outcome(ID, OPS, 0));
        await().until(() -> bot.messages().getLast().text().contains("is deployed"));
        await().until(() -> bot.live().text().startsWith("UID2 operator 5.70.159-r0 runs on integ."));
        Post outcome = bot.messages().getLast();
        assertThat(outcome.text()).startsWith(":white_check_mark: <@U0000ALEX> *`integ` is deployed*")
                .contains("Health check: 200 OK, http://20.1.2.3/ops/healthcheck");
        assertThat(outcome.inChannel()).isTrue();
        assertThat(bot.messages()).allSatisfy(post -> assertThat(post.thread().orElse(first.ts())).isEqualTo(first.ts()));
        await().until(() -> bot.rows("outbox") == 0 && bot.rows("scheduled_tasks") == 0);
        assertThat(bot.answer(Person.SAM, "status")).contains(":white_check_mark: `integ`: release `5.70.159-r0`, deployed")
                .contains(":white_circle: `prod`: never deployed by me");
    }

    @Test
    void who_may_not_deploy_is_told_why_and_nothing_starts() {
        assertThat(bot.answer(Person.SAM, "deploy integ")).startsWith("You may not do that at `integ`: it wants the role *deployer*");
        bot.rollouts.mistakes = List.of(new Cause("Placeholder", "X_PLACEHOLDER is left in operator.yaml.", "Ask for the release again."));
        assertThat(bot.answer(Person.ALEX, "deploy integ")).contains("• X_PLACEHOLDER is left in operator.yaml. (`Placeholder`) Ask");
        assertThat(bot.rollouts.started).isEmpty();
        assertThat(bot.messages()).isEmpty();
    }

    @Test
    void a_command_delivered_twice_has_one_effect_and_one_answer() {
        bot.fault("slack.twice", 1, Map.of());
        assertThat(bot.say(Person.ALEX, "deploy integ").status()).isEqualTo(200);
        await().until(() -> bot.rows("scheduled_tasks") <= 1 && !bot.messages().isEmpty());
        assertThat(bot.rollouts.started).hasSize(1);
        assertThat(bot.rows("inbox")).isEqualTo(1);
        assertThat(bot.calls("chat.postEphemeral")).hasSize(1);
    }

    @Test
    void while_the_database_hangs_a_command_is_acked_as_not_recorded_and_is_not_done_later() {
        bot.database.shut();
        var outcome = bot.say(Person.ALEX, "deploy integ");
        assertThat(outcome.status()).isEqualTo(200);
        assertThat(outcome.ackMillis().orElseThrow()).isBetween(900L, 2500L);
        assertThat(outcome.response().orElseThrow().path("text").asString("")).startsWith("Not recorded: my database does not answer");
        assertThat(bot.answer(Person.ALEX, "help")).startsWith("I deploy");
        bot.database.open();
        assertThat(bot.answer(Person.ALEX, "status integ")).startsWith("`integ` was never deployed by me.");
        assertThat(bot.rollouts.started).isEmpty();
    }

    @Test
    void the_live_message_is_edited_in_place_and_no_faster_than_its_interval() {
        bot.answer(Person.ALEX, "deploy integ");
        Post first = bot.live();
        for (int i = 0; i < 40; i++) {
            bot.rollouts.becomes(Views.of(Status.RUNNING, Views.steps(Views.running(StepName.NAT_GATEWAY, "look " + i)), Map.of(),
                    List.of(new Entry.Succeeded())), LIVE);
        }
        await().until(() -> blocks(bot.live()).contains("look 39"));
        bot.rollouts.becomes(Views.of(Status.RUNNING, Views.steps(Views.running(StepName.NAT_GATEWAY, "last")), Map.of(),
                List.of(new Entry.Succeeded())), LIVE);
        await().until(() -> blocks(bot.live()).contains("last"));
        assertThat(bot.messages()).extracting(Post::ts).containsExactly(first.ts());
        List<Instant> edits = bot.calls("chat.update").stream().map(call -> Instant.parse(call.path("realTime").asString(""))).toList();
        assertThat(IntStream.range(1, edits.size()).mapToObj(i -> Duration.between(edits.get(i - 1), edits.get(i))))
                .allSatisfy(gap -> assertThat(gap).isGreaterThan(BotInSlack.EDIT.minusMillis(50)));
    }

    @Test
    void a_running_rollouts_message_follows_time_though_nothing_happens() {
        bot.answer(Person.ALEX, "deploy integ");
        bot.live();
        var since = Instant.now();
        var wait = new org.uid2chatops.rollout.RolloutView.StepView(StepName.KEY_VAULT,
                org.uid2chatops.rollout.RolloutView.StepState.RUNNING,
                true, "", Optional.of(new org.uid2chatops.rollout.RolloutView.Waiting("RBAC to take effect", since.minusSeconds(59),
                        Optional.of(Duration.ofMinutes(15)))),
                Optional.empty(), Optional.of(since), Optional.empty());
        bot.rollouts.becomes(Views.of(Status.RUNNING, Views.steps(wait), Map.of(), List.of(new Entry.Succeeded())), LIVE);
        await().until(() -> blocks(bot.live()).contains("waiting for RBAC to take effect, 1 of up to 15 min"));
    }

    @Test
    void a_post_whose_answer_was_lost_is_found_again_and_not_repeated() {
        bot.fault("slack.reset", 1, Map.of("method", "chat.postMessage"));
        bot.answer(Person.ALEX, "deploy integ");
        bot.live();
        bot.fault("slack.reset", 1, Map.of("method", "chat.postMessage"));
        bot.rollouts.becomes(Views.of(Status.FAILED,
                Views.steps(Views.failed(StepName.CLUSTER, new Cause("QuotaExceeded", "No cores.", "Ask for more."))), Map.of(),
                List.of(new Entry.Succeeded())), LIVE, new Message.Outcome(ID, OPS, 0));
        await().atMost(Duration.ofSeconds(20)).until(() -> bot.rows("outbox") == 0);
        assertThat(bot.calls("conversations.history")).isNotEmpty();
        assertThat(bot.calls("conversations.replies")).isNotEmpty();
        assertThat(bot.messages()).hasSize(2);
        assertThat(bot.live().text()).startsWith("Deploy of UID2 operator 5.70.159-r0 to integ failed.");
    }

    @Test
    void slacks_retry_after_is_kept_and_nothing_is_lost_while_it_is_away() {
        bot.fault("slack.rate-limited", 1, Map.of("method", "chat.postEphemeral", "retryAfter", "2"));
        assertThat(bot.answer(Person.ALEX, "status integ")).startsWith("`integ` was never deployed");
        // The person has the answer a moment before the call is in the log.
        await().atMost(Duration.ofSeconds(5)).until(() -> bot.calls("chat.postEphemeral").size() == 2);
        List<Instant> tries = bot.calls("chat.postEphemeral").stream().map(call -> Instant.parse(call.path("realTime").asString("")))
                .toList();
        assertThat(Duration.between(tries.getFirst(), tries.getLast())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        bot.fault("slack.unavailable", 2, Map.of("method", "chat.postMessage"));
        bot.answer(Person.ALEX, "deploy integ");
        await().atMost(Duration.ofSeconds(20)).until(() -> bot.messages().size() == 1);
    }

    @Test
    void where_the_bot_is_no_member_it_answers_and_reports_directly() {
        bot.type(Person.ALEX, "general", "deploy integ");
        await().until(() -> bot.posts("dm-alex").size() == 2);
        assertThat(bot.posts("dm-alex")).extracting(Post::text).anySatisfy(text -> assertThat(text).startsWith("Started: "))
                .anySatisfy(text -> assertThat(text).startsWith("Deploying UID2 operator"));
        assertThat(bot.posts("dm-alex").stream().map(ConversationTest::blocks)).anySatisfy(
                blocks -> assertThat(blocks).contains("I may not post in <#C0000GENERAL>, so I report here."));
        bot.rollouts.becomes(Views.of(Status.SUCCEEDED, Views.all(false), Map.of(), List.of(new Entry.Succeeded())),
                new Message.Outcome(ID, "C0000GENERAL", 0));
        await().until(() -> bot.posts("dm-alex").getLast().text().contains("*Nothing to change*"));
    }

    @Test
    void where_the_workspace_restricts_posting_it_reports_directly() {
        bot.fault("slack.error", 1, Map.of("method", "chat.postMessage", "error", "restricted_action_read_only_channel"));
        bot.answer(Person.ALEX, "deploy integ");
        await().until(() -> bot.posts("dm-alex").stream().anyMatch(post -> post.text().startsWith("Deploying UID2 operator")));
    }

    @Test
    void a_direct_report_whose_answer_was_lost_is_found_again_and_not_repeated() {
        bot.fault("slack.reset", 1, Map.of("method", "chat.postMessage"));
        bot.rollouts.deploy(Views.target("integ", false), Person.ALEX.id(), "C0000GENERAL", "key", Optional.empty());
        await().atMost(Duration.ofSeconds(20)).until(() -> bot.rows("message") == 1);
        bot.rollouts.becomes(Views.of(Status.SUCCEEDED, Views.all(true), Map.of(), List.of(new Entry.Succeeded())),
                new Message.Live(ID, "C0000GENERAL"));
        await().atMost(Duration.ofSeconds(20)).until(() -> bot.rows("outbox") == 0);
        assertThat(bot.posts("dm-alex")).hasSize(1).first()
                .satisfies(post -> assertThat(post.text()).startsWith("UID2 operator 5.70.159-r0 runs on integ."));
    }

    @Test
    void while_slack_takes_no_edits_the_outcome_is_told() {
        bot.answer(Person.ALEX, "deploy integ");
        bot.live();
        bot.fault("slack.rate-limited", 1, Map.of("method", "chat.update", "retryAfter", "4"));
        bot.rollouts.becomes(Views.of(Status.RUNNING, Views.steps(Views.running(StepName.CLUSTER, "new")), Map.of(),
                List.of(new Entry.Succeeded())), LIVE);
        await().until(() -> bot.faults.on().isEmpty());
        bot.rollouts.becomes(Views.of(Status.SUCCEEDED, Views.all(true), Map.of(), List.of(new Entry.Succeeded())), LIVE,
                new Message.Outcome(ID, OPS, 0));
        await().until(() -> bot.messages().getLast().text().contains("is deployed"));
        assertThat(bot.calls("chat.update")).as("edits before the outcome").hasSize(1);
        await().until(() -> bot.live().text().startsWith("UID2 operator 5.70.159-r0 runs on integ."));
        List<Instant> edits = bot.calls("chat.update").stream().map(call -> Instant.parse(call.path("realTime").asString(""))).toList();
        assertThat(Duration.between(edits.getFirst(), edits.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void an_answer_is_kept_while_slack_does_not_accept_the_token() {
        bot.fault("slack.error", 1, Map.of("method", "chat.postEphemeral", "error", "token_revoked"));
        assertThat(bot.answer(Person.ALEX, "status integ")).startsWith("`integ` was never deployed");
    }

    @Test
    void a_live_message_that_somebody_deleted_is_posted_anew() {
        bot.answer(Person.ALEX, "deploy integ");
        Post first = bot.live();
        bot.slack.workspace().posts().delete(first);
        bot.rollouts.becomes(Views.of(Status.RUNNING, Views.steps(Views.running(StepName.CLUSTER, "new")), Map.of(),
                List.of(new Entry.Succeeded())), LIVE);
        await().until(() -> blocks(bot.live()).contains("new") && !bot.live().ts().equals(first.ts()));
    }

    @Test
    void blocks_that_the_workspace_refuses_leave_the_text() {
        bot.fault("slack.blocks-refused", 2, Map.of("types", "header,section,context"));
        bot.answer(Person.ALEX, "deploy integ");
        assertThat(bot.live().text()).startsWith("Deploying UID2 operator");
    }

    @Test
    void a_connection_that_breaks_is_made_again() {
        bot.fault("slack.drop", 1, Map.of());
        await().until(() -> bot.calls("apps.connections.open").size() >= 2 && bot.slack.connected() == 1);
        assertThat(bot.answer(Person.ALEX, "help")).startsWith("I deploy");
    }

    private static String blocks(Post post) {
        return post.content().path("blocks").toString();
    }
}

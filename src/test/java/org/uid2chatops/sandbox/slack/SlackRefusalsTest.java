package org.uid2chatops.sandbox.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.testing.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** What Slack refuses beside sizes: shapes, arguments, tokens, identifiers that are used up, and calls beyond the rate. */
class SlackRefusalsTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final SlackWorld world = new SlackWorld(1, clock);
    private final SlackCall slack = new SlackCall(world);

    @AfterEach
    void close() throws Exception {
        slack.close();
        world.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "a block of an unknown type | [{'type':'poem'}] | unsupported type: poem",
            "an element of an unknown type | [{'type':'actions','elements':[{'type':'lever'}]}] | unsupported type: lever",
            "an element where it may not stand | [{'type':'actions','elements':[{'type':'plain_text_input'}]}] | unsupported type",
            "a field that blocks do not have | [{'type':'divider','colour':'red'}] | invalid additional property: colour",
            "a field that buttons do not have | [{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'x'},'x':1}]}]"
                    + " | invalid additional property: x",
            "a field that texts do not have | [{'type':'section','text':{'type':'mrkdwn','text':'x','emoji':true}}]"
                    + " | invalid additional property: emoji",
            "formatting in a button | [{'type':'actions','elements':[{'type':'button','text':{'type':'mrkdwn','text':'x'}}]}]"
                    + " | unsupported type: mrkdwn",
            "formatting in a header | [{'type':'header','text':{'type':'mrkdwn','text':'x'}}] | unsupported type: mrkdwn",
            "an empty text | [{'type':'section','text':{'type':'mrkdwn','text':''}}] | must be more than 0 characters",
            "a section without text | [{'type':'section'}] | missing required field",
            "an image without alternative text | [{'type':'image','image_url':'u'}] | missing required field: alt_text",
            "an unknown style of button | [{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'x'},"
                    + "'style':'loud'}]}] | must be one of primary, danger",
            "actions without elements | [{'type':'actions','elements':[]}] | must have at least 1 item",
            "one block_id twice | [{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}] | block_id already exists: a",
            "one action_id twice | [{'type':'actions','elements':[{'type':'button','action_id':'a','text':{'type':'plain_text','text':'x'}},"
                    + "{'type':'button','action_id':'a','text':{'type':'plain_text','text':'y'}}]}] | action_id already exists: a",
            "an unknown status of a task | [{'type':'task_card','task_id':'1','title':'t','status':'done'}] | must be one of pending",
            "blocks that are no list | {} | must be an array"})
    void a_message_with_blocks_that_slack_does_not_know_is_refused(String what, String blocks, String message) throws Exception {
        JsonNode answer = slack.answer("chat.postMessage", "{'channel':'C0000OPS','text':'x','blocks':" + blocks + "}");
        assertThat(answer.path("error").asString("")).as(answer.toString()).isEqualTo("invalid_blocks");
        assertThat(answer.path("response_metadata").path("messages").path(0).asString("")).contains(message)
                .contains("[json-pointer:/blocks");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "an unknown method | chat.sing | {'channel':'C0000OPS'} | bot | unknown_method",
            "no channel | chat.postMessage | {'text':'x'} | bot | invalid_arguments",
            "no ts | chat.update | {'channel':'C0000OPS','text':'x'} | bot | invalid_arguments",
            "no user | chat.postEphemeral | {'channel':'C0000OPS','text':'x'} | bot | invalid_arguments",
            "no group | usergroups.users.list | {} | bot | invalid_arguments",
            "no view | views.publish | {'user_id':'U0000ALEX'} | bot | invalid_arguments",
            "no trigger_id | views.open | {'view':{'type':'modal','title':{'type':'plain_text','text':'x'},'blocks':[{'type':'divider'}]}}"
                    + " | bot | invalid_arguments",
            "no text and no blocks | chat.postMessage | {'channel':'C0000OPS'} | bot | no_text",
            "an unknown channel | chat.postMessage | {'channel':'C0NOWHERE','text':'x'} | bot | channel_not_found",
            "a channel without the bot | chat.postMessage | {'channel':'C0000GENERAL','text':'x'} | bot | not_in_channel",
            "an unknown thread | chat.postMessage | {'channel':'C0000OPS','text':'x','thread_ts':'1.0'} | bot | thread_not_found",
            "an unknown message | chat.update | {'channel':'C0000OPS','text':'x','ts':'1.000000'} | bot | message_not_found",
            "an unknown person | users.info | {'user':'U0NOBODY'} | bot | user_not_found",
            "an unknown view | views.update | {'view_id':'V0','view':{'type':'modal'}} | bot | not_found",
            "no token | auth.test | {} | '' | not_authed", "an unknown token | auth.test | {} | xoxb-other | invalid_auth",
            "the bot's token for a socket | apps.connections.open | {} | bot | not_allowed_token_type",
            "the app's token for a message | chat.postMessage | {'channel':'C0000OPS','text':'x'} | app | not_allowed_token_type",
            "no JSON | chat.postMessage | {'channel': | bot | invalid_json"})
    void what_is_wrong_with_a_call_is_named(String what, String method, String arguments, String token, String code) throws Exception {
        String real = switch (token) {
            case "bot" -> world.slack.botToken();
            case "app" -> world.slack.appToken();
            default -> token.replace("'", "");
        };
        var answer = slack.send(method, arguments, real);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"ok\":false").contains("\"error\":\"" + code + "\"");
    }

    @Test
    void somebody_elses_message_cannot_be_changed() throws Exception {
        var channel = Directory.channel("C0000OPS").orElseThrow();
        var content = org.uid2chatops.sandbox.slack.workspace.Json.object().put("type", "message").put("user", Person.ALEX.id()).put("text",
                "mine");
        String ts = world.slack.workspace().posts().add(channel, content, Optional.empty()).ts();
        assertThat(slack.answer("chat.update", "{'channel':'C0000OPS','ts':'" + ts + "','text':'x'}").path("error").asString())
                .isEqualTo("cant_update_message");
    }

    @Test
    void a_trigger_opens_one_modal_within_three_seconds() throws Exception {
        String modal = "'view':{'type':'modal','title':{'type':'plain_text','text':'x'},'blocks':[{'type':'divider'}]}}";
        String used = world.slack.web().triggers().issue(Person.ALEX);
        assertThat(slack.answer("views.open", "{'trigger_id':'" + used + "'," + modal).path("ok").asBoolean()).isTrue();
        assertThat(slack.answer("views.open", "{'trigger_id':'" + used + "'," + modal).path("error").asString())
                .isEqualTo("exchanged_trigger_id");
        String late = world.slack.web().triggers().issue(Person.ALEX);
        clock.pass(Duration.ofMillis(3001));
        assertThat(slack.answer("views.open", "{'trigger_id':'" + late + "'," + modal).path("error").asString())
                .isEqualTo("expired_trigger_id");
        assertThat(slack.answer("views.open", "{'trigger_id':'1.2.3'," + modal).path("error").asString()).isEqualTo("invalid_trigger_id");
    }

    @Test
    void a_response_url_takes_five_posts_within_thirty_minutes() throws Exception {
        var channel = Directory.channel("C0000OPS").orElseThrow();
        String url = world.slack.web().responseUrls().issue(channel, Person.ALEX, Optional.empty(), _ -> {
        });
        for (int i = 0; i < 5; i++) {
            assertThat(slack.post(url, "{'text':'x'}").statusCode()).isEqualTo(200);
        }
        assertThat(slack.post(url, "{'text':'x'}")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("used_url");
        });
        String late = world.slack.web().responseUrls().issue(channel, Person.ALEX, Optional.empty(), _ -> {
        });
        clock.pass(Duration.ofMinutes(30));
        assertThat(slack.post(late, "{'text':'x'}").statusCode()).isEqualTo(200);
        clock.pass(Duration.ofMillis(1));
        assertThat(slack.post(late, "{'text':'x'}")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("expired_url");
        });
        assertThat(slack.post(url.replaceFirst("\\d+$", "999"), "{'text':'x'}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}: {2} at once")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "chat.postMessage | {'channel':'C0000OPS','text':'x'} | 3", "chat.update | {'channel':'C0000OPS','ts':'1.0','text':'x'} | 50",
            "chat.postEphemeral | {'channel':'C0000OPS','user':'U0000ALEX','text':'x'} | 100",
            "users.info | {'user':'U0000ALEX'} | 100", "usergroups.users.list | {'usergroup':'S0000APPROVE'} | 20",
            "views.publish | {'user_id':'U0000ALEX','view':{'type':'home','blocks':[]}} | 100",
            "views.update | {'view_id':'V0','view':{'type':'modal'}} | 100"})
    void beyond_the_rate_of_a_method_slack_asks_to_wait(String method, String arguments, int atOnce) throws Exception {
        int taken = 0;
        var answer = slack.send(method, arguments, world.slack.botToken());
        for (; answer.statusCode() == 200; answer = slack.send(method, arguments, world.slack.botToken())) {
            taken++;
        }
        // More only by the drops that came back while the calls were made
        assertThat(taken).isBetween(atOnce, atOnce + atOnce / 5 + 2);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("\"error\":\"ratelimited\"");
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 3);
    }
}

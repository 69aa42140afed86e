package org.uid2chatops.sandbox.slack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

import com.slack.api.methods.SlackApiException;
import com.slack.api.model.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.slack.workspace.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The Web API as Slack's own client for Java uses it, and as plain HTTP. */
class WebApiTest {

    private static final String OPS = "C0000OPS";
    private final SlackWorld world = new SlackWorld();

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void a_message_has_replies_and_keeps_its_metadata() throws Exception {
        var root = world.methods().chatPostMessage(message -> message.channel(OPS).text("Deploy").metadataAsString("""
                {"event_type":"rollout","event_payload":{"id":"r-1"}}"""));
        world.methods().chatPostMessage(message -> message.channel(OPS).threadTs(root.getTs()).text("first"));
        world.methods().chatPostMessage(message -> message.channel(OPS).threadTs(root.getTs()).text("second").replyBroadcast(true));

        List<Message> history = world.methods().conversationsHistory(ask -> ask.channel(OPS).includeAllMetadata(true)).getMessages();
        List<Message> replies = world.methods().conversationsReplies(ask -> ask.channel(OPS).ts(root.getTs())).getMessages();

        assertThat(history).extracting(Message::getText).containsExactly("second", "Deploy");
        assertThat(history.getLast().getReplyCount()).isEqualTo(2);
        assertThat(history.getLast().getMetadata().getEventPayload()).isEqualTo(Map.of("id", "r-1"));
        assertThat(replies).extracting(Message::getText).containsExactly("Deploy", "first", "second");
        assertThat(world.methods().conversationsHistory(ask -> ask.channel(OPS)).getMessages().getLast().getMetadata()).isNull();
    }

    @Test
    void an_update_keeps_what_it_does_not_name_and_marks_the_message_as_edited() throws Exception {
        String blocks = "[{\"type\":\"divider\"}]";
        var posted = world.methods().chatPostMessage(message -> message.channel("#uid2-ops").text("one").blocksAsString(blocks));

        var updated = world.methods().chatUpdate(message -> message.channel(OPS).ts(posted.getTs()).text("two"));

        assertThat(updated.getTs()).isEqualTo(posted.getTs());
        assertThat(updated.getMessage().getText()).isEqualTo("two");
        assertThat(updated.getMessage().getBlocks()).hasSize(1);
        assertThat(updated.getMessage().getEdited().getUser()).isEqualTo("U0000UID2");
    }

    @Test
    void people_groups_and_channels_are_those_of_the_contract() throws Exception {
        assertThat(world.methods().authTest(ask -> ask).getUserId()).isEqualTo("U0000UID2");
        assertThat(world.methods().usersInfo(ask -> ask.user("U0000ALEX")).getUser().getName()).isEqualTo("alex");
        assertThat(world.methods().usersList(ask -> ask).getMembers()).hasSize(7);
        assertThat(world.methods().usergroupsUsersList(ask -> ask.usergroup("S0000APPROVE")).getUsers()).containsExactly("U0000SAM",
                "U0000KIM", "U0000ROOT");
        assertThat(world.methods().conversationsInfo(ask -> ask.channel(OPS)).getChannel().isMember()).isTrue();
        assertThat(world.methods().conversationsOpen(ask -> ask.users(List.of("U0000SAM"))).getChannel().getId()).isEqualTo("D0000SAM");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"chat.postMessage | channel=C0NOWHERE&text=x | channel_not_found",
            "chat.postMessage | channel=C0000GENERAL&text=x | not_in_channel", "chat.postMessage | text=x | invalid_arguments",
            "chat.postMessage | channel=C0000OPS | no_text", "chat.postMessage | channel=C0000OPS&text=x&blocks=[ | invalid_blocks_format",
            "chat.postMessage | channel=C0000OPS&text=x&blocks=[{\"type\":\"poem\"}] | invalid_blocks",
            "chat.postMessage | channel=C0000OPS&text=x&thread_ts=1.000000 | thread_not_found",
            "chat.update | channel=C0000OPS&ts=1.000000&text=x | message_not_found",
            "chat.postEphemeral | channel=C0000OPS&user=U0NOBODY&text=x | user_not_found",
            "conversations.history | channel=C0000GENERAL | not_in_channel",
            "views.open | view={\"type\":\"modal\"}&trigger_id=1 | invalid_arguments", "users.info | user=U0NOBODY | user_not_found",
            "usergroups.users.list | usergroup=S0 | no_such_subteam", "chat.sing | channel=C0000OPS | unknown_method",
            "apps.connections.open | x=1 | not_allowed_token_type"})
    void what_is_wrong_is_refused_with_slacks_code(String method, String form, String code) throws Exception {
        assertThat(form(method, form.strip(), "Bearer " + world.slack.botToken()).path("error").asString()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"'', not_authed", "Bearer xoxb-other, invalid_auth"})
    void who_asks_is_checked(String authorization, String code) throws Exception {
        assertThat(form("auth.test", "", authorization).path("error").asString()).isEqualTo(code);
    }

    @Test
    void a_text_may_have_4000_characters() throws Exception {
        assertThat(world.methods().chatPostMessage(message -> message.channel(OPS).text("x".repeat(4000))).isOk()).isTrue();
        assertThat(world.methods().chatPostMessage(message -> message.channel(OPS).text("x".repeat(4001))).getError())
                .isEqualTo("msg_too_long");
    }

    @Test
    void json_bodies_are_taken_as_well_as_forms() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(world.slack.apiUrl() + "chat.postMessage"))
                .header("Authorization", "Bearer " + world.slack.botToken()).header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString("{\"channel\":\"C0000OPS\",\"text\":\"x\",\"blocks\":[{\"type\":\"divider\"}]}")).build();

        JsonNode answer = Json.parse(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());

        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(answer.path("message").path("blocks").path(0).path("block_id").asString()).isNotEmpty();
    }

    @Test
    void past_the_rate_slack_answers_429_and_says_when_to_come_again() {
        assertThatThrownBy(() -> {
            for (int i = 0; i < 5; i++) {
                world.methods().chatPostMessage(message -> message.channel(OPS).text("x"));
            }
        }).isInstanceOfSatisfying(SlackApiException.class, limited -> {
            assertThat(limited.getResponse().code()).isEqualTo(429);
            assertThat(limited.getResponse().header("Retry-After")).isEqualTo("1");
        });
    }

    @Test
    void every_call_is_written_down_without_its_token() throws Exception {
        world.methods().chatPostMessage(message -> message.channel(OPS).text("one"));
        world.methods(world.slack.appToken()).appsConnectionsOpen(ask -> ask);

        JsonNode calls = world.get("/api/slack/calls");

        assertThat(calls.path(0).path("method").asString()).isEqualTo("chat.postMessage");
        assertThat(calls.path(0).path("arguments").path("text").asString()).isEqualTo("one");
        assertThat(calls.path(0).path("response").path("ok").asBoolean()).isTrue();
        assertThat(calls.toString()).doesNotContain(world.slack.botToken(), world.slack.appToken());
        assertThat(calls.path(1).path("response").path("url").asString()).contains("ticket=***");
        assertThat(world.get("/api/slack/calls?since=" + calls.path(0).path("id").asLong())).hasSize(calls.size() - 1);
    }

    @Test
    void a_ticket_opens_one_socket() throws Exception {
        String url = world.methods(world.slack.appToken()).appsConnectionsOpen(ask -> ask).getUrl();
        var http = HttpClient.newHttpClient();
        var listener = new java.net.http.WebSocket.Listener() {
        };

        var first = http.newWebSocketBuilder().buildAsync(URI.create(url), listener).join();

        assertThatThrownBy(() -> http.newWebSocketBuilder().buildAsync(URI.create(url), listener).join())
                .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
        first.abort();
    }

    @Test
    void a_fault_makes_slack_refuse_certain_blocks_once() throws Exception {
        String plan = "[{\"type\":\"plan\",\"title\":\"x\",\"tasks\":[{\"task_id\":\"1\",\"title\":\"t\"}]}]";
        assertThat(world.send("PUT", "/api/faults", "[{\"fault\":\"slack.blocks-refused\"}]").statusCode()).isEqualTo(200);

        assertThat(world.methods().chatPostMessage(message -> message.channel(OPS).text("x").blocksAsString(plan)).getError())
                .isEqualTo("invalid_blocks");
        assertThat(form("chat.postMessage", "channel=C0000OPS&text=x&blocks=" + plan, "Bearer " + world.slack.botToken()).path("ok")
                .asBoolean()).isTrue();
    }

    @Test
    void a_file_goes_up_in_three_calls_and_comes_down_with_the_token() throws Exception {
        var up = world.methods().filesGetUploadURLExternal(ask -> ask.filename("plan.txt").length(2));
        send(HttpRequest.newBuilder(URI.create(up.getUploadUrl())).POST(BodyPublishers.ofString("hi")).build());
        form("files.completeUploadExternal", "files=[{\"id\":\"" + up.getFileId() + "\"}]&channel_id=C0000OPS",
                "Bearer " + world.slack.botToken());

        String url = world.methods().filesInfo(ask -> ask.file(up.getFileId())).getFile().getUrlPrivateDownload();

        assertThat(send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + world.slack.botToken()).build()).body())
                .isEqualTo("hi");
        assertThat(send(HttpRequest.newBuilder(URI.create(url)).build()).statusCode()).isEqualTo(403);
        assertThat(world.get("/api/slack/channels/uid2-ops/messages").path(0).path("files").path(0).path("name").asString())
                .isEqualTo("plan.txt");
    }

    private JsonNode form(String method, String form, String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(world.slack.apiUrl() + method)).header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build();
        return Json.parse(send(request).body());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}

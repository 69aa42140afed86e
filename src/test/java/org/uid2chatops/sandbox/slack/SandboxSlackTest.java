package org.uid2chatops.sandbox.slack;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.slack.workspace.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** What a bot made with Bolt sees of the simulated Slack, and what people see of the bot. */
class SandboxSlackTest {

    private static final String BUTTON = """
            [{"type":"section","text":{"type":"mrkdwn","text":"*Deploy*?"}},
             {"type":"actions","elements":[{"type":"button","action_id":"go","text":{"type":"plain_text","text":"Go ahead"},"value":"7"}]}]""";

    private final SlackWorld world = new SlackWorld();

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void a_command_is_acked_with_a_text_that_only_the_person_sees() throws Exception {
        world.bot(app -> app.command("/uid2", (request, context) -> context.ack("you said " + request.getPayload().getText())));

        JsonNode outcome = world.command("alex", "deploy integ");

        assertThat(outcome.path("status").asInt()).isEqualTo(200);
        assertThat(outcome.path("ackMillis").asLong()).isLessThan(3000);
        assertThat(outcome.path("response").path("text").asString()).isEqualTo("you said deploy integ");
        assertThat(world.get("/api/slack/channels/uid2-ops/messages?user=alex")).hasSize(1);
        assertThat(world.get("/api/slack/channels/uid2-ops/messages?user=dana")).isEmpty();
        assertThat(world.get("/api/slack/channels/uid2-ops/messages")).isEmpty();
    }

    @Test
    void an_ephemeral_message_after_an_empty_ack_is_the_answer() throws Exception {
        world.bot(app -> app.command("/uid2", (request, context) -> {
            Thread.startVirtualThread(() -> {
                try {
                    context.client().chatPostEphemeral(
                            message -> message.channel(request.getPayload().getChannelId()).user(request.getPayload().getUserId())
                                    .text("seen"));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            return context.ack();
        }));

        assertThat(world.command("alex", "status").path("response").path("text").asString()).isEqualTo("seen");
    }

    @Test
    void a_response_url_post_is_the_answer_and_may_be_used_five_times() throws Exception {
        var statuses = new java.util.concurrent.CopyOnWriteArrayList<Integer>();
        var sixTimes = new CountDownLatch(6);
        world.bot(app -> app.command("/uid2", (_, context) -> {
            Thread.startVirtualThread(() -> {
                for (int i = 1; i <= 6; i++) {
                    int number = i;
                    try {
                        statuses.add(context.respond(response -> response.text("word " + number).responseType("in_channel")).getCode());
                    } catch (Exception e) {
                        statuses.add(-1);
                    }
                    sixTimes.countDown();
                }
            });
            return context.ack();
        }));

        JsonNode response = world.command("alex", "help").path("response");
        sixTimes.await();

        assertThat(response.path("text").asString()).isEqualTo("word 1");
        assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 404);
        assertThat(world.get("/api/slack/channels/uid2-ops/messages")).hasSize(5);
    }

    @Test
    void without_a_bot_a_command_is_not_delivered() throws Exception {
        JsonNode outcome = world.command("alex", "deploy integ");

        assertThat(outcome.path("status").asInt()).isEqualTo(503);
        assertThat(outcome.path("response").isNull()).isTrue();
    }

    @Test
    void a_command_that_is_not_acked_in_time_may_have_been_delivered() throws Exception {
        var end = new java.util.concurrent.CompletableFuture<Boolean>();
        world.bot(app -> app.command("/uid2", (_, context) -> {
            end.join();
            return context.ack("too late");
        }));

        JsonNode outcome = world.command("alex", "deploy integ");
        end.complete(true);

        assertThat(outcome.path("status").asInt()).isEqualTo(504);
        assertThat(world.get("/api/slack/channels/uid2-ops/messages?user=alex").path(0).path("text").asString())
                .contains("operation_timeout");
    }

    @Test
    void a_button_reaches_the_bot_which_updates_the_message_in_place() throws Exception {
        world.bot(app -> {
            app.command("/uid2", (request, context) -> {
                context.client().chatPostMessage(
                        message -> message.channel(request.getPayload().getChannelId()).text("Deploy?").blocksAsString(BUTTON));
                return context.ack("posted");
            });
            app.blockAction("go", (request, context) -> {
                var payload = request.getPayload();
                context.client().chatUpdate(message -> message.channel(payload.getChannel().getId()).ts(payload.getMessage().getTs())
                        .text(payload.getUser().getUsername() + " said " + payload.getActions().getFirst().getValue())
                        .blocksAsString("[]"));
                return context.ack();
            });
        });
        world.command("alex", "deploy integ");
        String ts = world.get("/api/slack/channels/uid2-ops/messages").path(0).path("ts").asString();

        JsonNode outcome = world.post("/api/slack/clicks",
                Json.object().put("user", "sam").put("channel", "uid2-ops").put("ts", ts).put("action", "Go ahead").toString());

        assertThat(outcome.path("status").asInt()).isEqualTo(200);
        JsonNode message = world.get("/api/slack/channels/uid2-ops/messages").path(0);
        assertThat(message.path("ts").asString()).isEqualTo(ts);
        assertThat(message.path("text").asString()).isEqualTo("sam said 7");
        assertThat(message.path("blocks")).isEmpty();
        assertThat(message.path("edited").isObject()).isTrue();
    }

    @Test
    void each_payload_goes_to_exactly_one_of_several_sockets() throws Exception {
        var first = new AtomicInteger();
        var second = new AtomicInteger();
        world.bot(counting(first));
        world.bot(counting(second));

        for (int i = 0; i < 6; i++) {
            assertThat(world.command("alex", "help").path("status").asInt()).isEqualTo(200);
        }

        assertThat(first).hasValue(3);
        assertThat(second).hasValue(3);
    }

    private static java.util.function.Consumer<App> counting(AtomicInteger counter) {
        return app -> app.command("/uid2", (_, context) -> {
            counter.incrementAndGet();
            return context.ack("counted");
        });
    }

    @Test
    void a_bot_that_is_told_to_refresh_connects_again() throws Exception {
        world.bot(app -> app.command("/uid2", (_, context) -> context.ack("here")));

        assertThat(world.send("PUT", "/api/faults", "[{\"fault\":\"slack.disconnect\"}]").statusCode()).isEqualTo(200);
        world.await(() -> world.slack.opened() == 2 && world.slack.connected() == 1);

        assertThat(world.command("alex", "help").path("response").path("text").asString()).isEqualTo("here");
    }

    @Test
    void a_modal_opens_by_its_trigger_and_is_submitted_with_what_was_put_in() throws Exception {
        String view = """
                {"type":"modal","callback_id":"why","title":{"type":"plain_text","text":"Why"},"submit":{"type":"plain_text","text":"Send"},
                 "blocks":[{"type":"input","block_id":"reason","label":{"type":"plain_text","text":"Reason"},
                   "element":{"type":"plain_text_input","action_id":"words"}}]}""";
        var heard = new java.util.concurrent.CompletableFuture<String>();
        world.bot(app -> {
            app.command("/uid2", (request, context) -> {
                context.client().viewsOpen(open -> open.triggerId(request.getPayload().getTriggerId()).viewAsString(view));
                return context.ack("asked");
            });
            app.viewSubmission("why", (request, _) -> {
                heard.complete(request.getPayload().getView().getState().getValues().toString());
                return Response.ok();
            });
        });
        world.command("alex", "deploy integ");
        String id = world.get("/api/slack/views?user=alex").path(0).path("id").asString();

        var empty = world.send("POST", "/api/slack/views", Json.object().put("user", "alex").put("viewId", id).toString());
        var body = Json.object().put("user", "alex").put("viewId", id).put("action", "submit");
        body.putObject("values").put("reason", "because");
        JsonNode outcome = world.post("/api/slack/views", body.toString());

        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("Reason");
        assertThat(outcome.path("status").asInt()).isEqualTo(200);
        assertThat(heard.getNow("")).contains("reason", "words", "value=because");
        assertThat(world.get("/api/slack/views?user=alex")).isEmpty();
    }

    @Test
    void opening_the_home_answers_what_the_bot_publishes() throws Exception {
        world.bot(app -> app.event(com.slack.api.model.event.AppHomeOpenedEvent.class, (event, context) -> {
            context.client().viewsPublish(publish -> publish.userId(event.getEvent().getUser()).viewAsString("""
                    {"type":"home","blocks":[{"type":"divider"}]}"""));
            return context.ack();
        }));

        assertThat(world.post("/api/slack/home", "{\"user\":\"alex\"}").path("type").asString()).isEqualTo("home");
    }
}

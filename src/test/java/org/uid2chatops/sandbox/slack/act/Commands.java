package org.uid2chatops.sandbox.slack.act;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.socket.Delivery;
import org.uid2chatops.sandbox.slack.socket.Sockets;
import org.uid2chatops.sandbox.slack.web.Exchanges.Exchange;
import org.uid2chatops.sandbox.slack.web.SlackError;
import org.uid2chatops.sandbox.slack.web.WebApi;
import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.Workspace;

/** Types slash commands. Thread-safe. */
public final class Commands {

    /** Marks what a person typed: shown on the page to them, no message to anybody else. */
    public static final String TYPED = "sandbox_typed";
    /** How long the first answer may follow an empty ack for the control API to give it back, in real time. */
    public static final Duration ANSWER = Duration.ofSeconds(30);
    private final Workspace workspace;
    private final WebApi web;
    private final Sockets sockets;
    private final String root;
    private final Slackbot slackbot;

    /** @param root the address of the Web API's server, ending in a slash */
    public Commands(Workspace workspace, WebApi web, Sockets sockets, String root) {
        this.workspace = workspace;
        this.web = web;
        this.sockets = sockets;
        this.root = root;
        this.slackbot = new Slackbot(workspace.posts());
    }

    /** Types {@code /uid2 text}, and waits for the ack, and so long (in real time) for the first answer. */
    public Outcome type(Person person, Channel channel, String text, Duration answerWithin) throws InterruptedException {
        workspace.posts().add(channel, Json.object().put("type", "message").put("subtype", TYPED).put("user", person.id()).put("text",
                (Ids.COMMAND + " " + text).strip()), Optional.of(person));
        Exchange exchange = web.exchanges().begin(person);
        try {
            String url = root + web.responseUrls().issue(channel, person, Optional.empty(), exchange.response()::complete);
            ObjectNode payload = Payloads.command(person, channel, text, web.triggers().issue(person), url);
            return switch (sockets.deliver("slash_commands", payload)) {
                case Delivery.NoBot _ -> {
                    slackbot.tell(person, channel, Ids.COMMAND + " failed with the error \"dispatch_failed\": no bot is connected");
                    yield Outcome.unanswered(503);
                }
                case Delivery.NoAck _ -> {
                    slackbot.tell(person, channel, Ids.COMMAND + " failed with the error \"operation_timeout\": no answer within 3 s");
                    yield Outcome.unanswered(504);
                }
                case Delivery.Acked acked -> {
                    acked.payload().filter(Commands::says).ifPresent(body -> post(person, channel, body, exchange));
                    yield Outcome.acked(acked.millis(), firstAnswer(exchange, answerWithin));
                }
            };
        } finally {
            web.exchanges().end(exchange);
        }
    }

    private static boolean says(JsonNode ack) {
        return !ack.path("text").asString("").isEmpty() || ack.path("blocks").size() > 0;
    }

    private void post(Person person, Channel channel, JsonNode body, Exchange exchange) {
        try {
            exchange.response().complete(web.responseUrls().say(channel, person, Optional.empty(), body));
        } catch (SlackError refused) {
            slackbot.tell(person, channel, Ids.COMMAND + " failed with the error \"invalid_command_response\" (" + refused.code() + " "
                    + refused.messages() + ")");
        }
    }

    private static Optional<JsonNode> firstAnswer(Exchange exchange, Duration within) throws InterruptedException {
        try {
            return Optional.of(exchange.response().get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException none) {
            return Optional.empty();
        }
    }
}

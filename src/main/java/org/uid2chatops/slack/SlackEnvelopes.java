package org.uid2chatops.slack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import com.slack.api.model.event.AppHomeOpenedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What Slack delivers, handed to Bolt's handlers. It acknowledges whatever a handler does, because Slack shows an error
 * else. Thread-safe.
 */
@Component
class SlackEnvelopes {

    private static final Logger LOG = LoggerFactory.getLogger(SlackEnvelopes.class);
    private static final String BROKEN = "Something inside me failed, and I do not know whether your command was taken. Type `/uid2 status` "
            + "to see; whoever runs this bot finds the reason in its log.";

    private final App app;
    private final SocketModeRequestParser parser;

    SlackEnvelopes(Slack slack, Uid2Command command, ButtonClicks buttons, Modals modals, HomeOpened home) {
        var config = new AppConfig();
        config.setSlack(slack);
        // no middleware: Bolt's own would ask Slack who we are before each acknowledgement
        this.app = new App(config, new ArrayList<>());
        app.command("/uid2", command);
        app.blockAction(Pattern.compile("(?s).*"), buttons);
        Arrays.stream(ReasonModal.values()).forEach(modal -> app.viewSubmission(modal.callback(), modals));
        app.event(AppHomeOpenedEvent.class, home);
        this.parser = new SocketModeRequestParser(config);
    }

    /** Has a message of the socket handled, and returns what acknowledges it; empty if there is nothing to acknowledge. */
    Optional<String> acknowledged(String message) {
        SocketModeRequest request = parser.parse(message);
        if (request == null) {
            return Optional.empty();
        }
        Response response;
        try {
            response = app.run(request.getBoltRequest());
        } catch (Throwable bug) {
            LOG.error("A handler failed; the person is told so", bug);
            response = Response.builder().statusCode(500).build();
        }
        return Optional.of(acknowledgement(request.getEnvelope().getEnvelopeId(), response));
    }

    private static String acknowledgement(String envelope, Response response) {
        var ack = new JsonObject();
        ack.addProperty("envelope_id", envelope);
        String body = response.getStatusCode() == 200 ? response.getBody() : BROKEN;
        if (body != null && !body.isEmpty()) {
            boolean json = response.getStatusCode() == 200 && response.getContentType().startsWith("application/json");
            ack.add("payload", json ? new Gson().fromJson(body, JsonElement.class) : text(body));
        }
        return ack.toString();
    }

    private static JsonObject text(String text) {
        var payload = new JsonObject();
        payload.addProperty("response_type", "ephemeral");
        payload.addProperty("text", text);
        return payload;
    }
}

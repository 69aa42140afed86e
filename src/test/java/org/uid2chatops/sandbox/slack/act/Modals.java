package org.uid2chatops.sandbox.slack.act;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.slack.socket.Delivery;
import org.uid2chatops.sandbox.slack.socket.Sockets;
import org.uid2chatops.sandbox.slack.web.WebApi;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.OpenViews;
import org.uid2chatops.sandbox.slack.workspace.OpenViews.Open;

/** Submits and closes modals. Thread-safe. */
public final class Modals {

    private final OpenViews views;
    private final WebApi web;
    private final Sockets sockets;

    public Modals(OpenViews views, WebApi web, Sockets sockets) {
        this.views = views;
        this.web = web;
        this.sockets = sockets;
    }

    /**
     * Submits a modal with what was put into its inputs, and does what the bot's ack says.
     *
     * @param values by {@code block_id}
     * @throws IllegalArgumentException if an input that must be filled is not, or a value does not fit
     */
    public Outcome submit(Open open, Map<String, List<String>> values) throws InterruptedException {
        ObjectNode view = open.view().deepCopy();
        view.putObject("state").set("values", state(view.path("blocks"), values));
        ObjectNode payload = Payloads.submission(open.person(), view, web.triggers().issue(open.person()));
        return switch (sockets.deliver("interactive", payload)) {
            case Delivery.NoBot _ -> Outcome.unanswered(503);
            case Delivery.NoAck _ -> Outcome.unanswered(504);
            case Delivery.Acked acked -> {
                acted(open, acked.payload().orElse(Json.object()));
                yield Outcome.acked(acked.millis(), acked.payload());
            }
        };
    }

    /** Closes a modal, and tells the bot if the modal asked for that. */
    public Outcome close(Open open) throws InterruptedException {
        views.close(open);
        if (!open.view().path("notify_on_close").asBoolean(false)) {
            return Outcome.acked(0, Optional.empty());
        }
        return switch (sockets.deliver("interactive", Payloads.closed(open.person(), open.view()))) {
            case Delivery.NoBot _ -> Outcome.unanswered(503);
            case Delivery.NoAck _ -> Outcome.unanswered(504);
            case Delivery.Acked acked -> Outcome.acked(acked.millis(), acked.payload());
        };
    }

    private void acted(Open open, JsonNode ack) {
        switch (ack.path("response_action").asString("")) {
            case "errors" -> {
            }
            case "update" -> views.update(open, ack.path("view"));
            case "push" -> views.open(open.person(), ack.path("view"), Optional.of(open));
            case "clear" -> views.clear(open.person());
            default -> views.close(open);
        }
    }

    private static ObjectNode state(JsonNode blocks, Map<String, List<String>> values) {
        ObjectNode state = Json.object();
        var known = new ArrayList<String>();
        for (JsonNode block : blocks) {
            JsonNode element = block.path("element");
            if (element.isObject()) {
                String id = block.path("block_id").asString("");
                known.add(id);
                List<String> given = values.getOrDefault(id, initial(element));
                if ((given.isEmpty() || given.getFirst().isEmpty()) && !block.path("optional").asBoolean(false)) {
                    throw new IllegalArgumentException("the input '" + block.path("label").path("text").asString("") + "' (block_id " + id
                            + ") must be filled");
                }
                state.putObject(id).set(element.path("action_id").asString(""), Actions.value(element, given));
            }
        }
        values.keySet().stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException("the modal has no input with block_id '" + id + "'; it has: " + known);
        });
        return state;
    }

    private static List<String> initial(JsonNode element) {
        if (element.hasNonNull("initial_option")) {
            return List.of(element.path("initial_option").path("value").asString(""));
        }
        if (element.hasNonNull("initial_options")) {
            return element.path("initial_options").valueStream().map(option -> option.path("value").asString("")).toList();
        }
        for (String name : List.of("initial_value", "initial_date", "initial_time", "initial_user", "initial_channel")) {
            if (element.hasNonNull(name)) {
                return List.of(element.path(name).asString(""));
            }
        }
        return List.of();
    }
}

package org.uid2chatops.sandbox.slack.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.OpenViews;
import org.uid2chatops.sandbox.slack.workspace.OpenViews.Open;

/** {@code views.*} */
final class ViewMethods {

    private static final int HIGHEST_STACK = 3;
    /** In characters: Slack allows 250 KB. */
    private static final int LARGEST_VIEW = 250_000;
    private final OpenViews views;
    private final Triggers triggers;

    ViewMethods(OpenViews views, Triggers triggers) {
        this.views = views;
        this.triggers = triggers;
    }

    Map<String, Method> all() {
        return Map.of("views.open", this::open, "views.push", this::push, "views.update", this::update, "views.publish", this::publish);
    }

    private ObjectNode open(Arguments arguments) {
        JsonNode view = view(arguments, "modal");
        Person person = triggers.use(arguments.required("trigger_id"));
        return answer(views.open(person, view, Optional.empty()));
    }

    private ObjectNode push(Arguments arguments) {
        JsonNode view = view(arguments, "modal");
        Person person = triggers.use(arguments.required("trigger_id"));
        List<Open> stack = views.of(person);
        if (stack.isEmpty()) {
            throw new SlackError("not_found");
        }
        if (stack.size() >= HIGHEST_STACK) {
            throw new SlackError("push_limit_reached");
        }
        return answer(views.open(person, view, Optional.of(stack.getLast())));
    }

    private ObjectNode update(Arguments arguments) {
        Optional<Open> found = arguments.text("view_id").flatMap(views::withId)
                .or(() -> arguments.text("external_id").flatMap(views::withExternalId));
        Open open = found.orElseThrow(() -> new SlackError("not_found"));
        arguments.text("hash").filter(hash -> !hash.equals(open.view().path("hash").asString(""))).ifPresent(_ -> {
            throw new SlackError("hash_conflict");
        });
        return answer(views.update(open, view(arguments, open.view().path("type").asString(""))));
    }

    private ObjectNode publish(Arguments arguments) {
        Person person = Directory.personWithId(arguments.required("user_id")).orElseThrow(() -> new SlackError("user_not_found"));
        return answer(views.publish(person, view(arguments, "home")));
    }

    private static JsonNode view(Arguments arguments, String type) {
        JsonNode view = arguments.json("view", "invalid_arguments").orElseThrow(() -> SlackError.missing("view"));
        if (view.toString().length() > LARGEST_VIEW) {
            throw new SlackError("view_too_large");
        }
        Messages.refuse(BlockLimits.problemsOfView(view), "invalid_arguments");
        if (!view.path("type").asString("").equals(type)) {
            throw new SlackError("invalid_arguments", List.of("[ERROR] must be of type " + type + " [json-pointer:/view/type]"));
        }
        return view;
    }

    private static ObjectNode answer(Open open) {
        return Json.object().set("view", open.view());
    }
}

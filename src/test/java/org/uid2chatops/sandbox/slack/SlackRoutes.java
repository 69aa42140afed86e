package org.uid2chatops.sandbox.slack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.slack.act.Clicks;
import org.uid2chatops.sandbox.slack.act.Commands;
import org.uid2chatops.sandbox.slack.act.Home;
import org.uid2chatops.sandbox.slack.act.Modals;
import org.uid2chatops.sandbox.slack.web.WebApi;
import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.OpenViews.Open;
import org.uid2chatops.sandbox.slack.workspace.Post;
import org.uid2chatops.sandbox.slack.workspace.Workspace;

/** The control API's routes under {@code /api/slack}. */
final class SlackRoutes {

    private final Workspace workspace;
    private final WebApi web;
    private final Commands commands;
    private final Clicks clicks;
    private final Modals modals;
    private final Home home;

    SlackRoutes(Workspace workspace, WebApi web, Commands commands, Clicks clicks, Modals modals, Home home) {
        this.workspace = workspace;
        this.web = web;
        this.commands = commands;
        this.clicks = clicks;
        this.modals = modals;
        this.home = home;
    }

    void addTo(ControlApi control) {
        control.route("POST", "/api/slack/commands", (call, _) -> command(Body.of(call)));
        control.route("POST", "/api/slack/clicks", (call, _) -> click(Body.of(call)));
        control.route("POST", "/api/slack/files", (call, _) -> new Upload(workspace.files()).take(call));
        control.route("POST", "/api/slack/views", (call, _) -> view(Body.of(call)));
        control.route("GET", "/api/slack/views", (call, _) -> views(call));
        control.route("POST", "/api/slack/home",
                (call, _) -> Answer.json(200, home.open(Body.of(call).user()).map(open -> (Object) open.view()).orElse("null")));
        control.route("GET", "/api/slack/channels/{name}/messages",
                (call, path) -> messages(call, Body.channel(path.getOrDefault("name", ""))));
        control.route("GET", "/api/slack/calls", (call, _) -> ControlApi.ok(web.callsSince(since(call))));
    }

    static long since(Call call) {
        String since = call.parameter("since").orElse("0");
        try {
            return Long.parseLong(since);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'since' must be the id of an entry, not '" + since + "'");
        }
    }

    private Answer command(Body body) throws InterruptedException {
        return Answer.json(200, commands.type(body.user(), body.channel(), body.text("text").orElse(""), Commands.ANSWER).json());
    }

    private Answer click(Body body) throws InterruptedException {
        Person person = body.user();
        String action = body.required("action");
        Optional<String> value = body.text("value");
        if (body.text("viewId").isPresent()) {
            return Answer.json(200, clicks.press(person, open(body, person), action, value).json());
        }
        Channel channel = body.channel();
        String ts = body.required("ts");
        Post post = workspace.posts().find(channel, ts).filter(found -> found.seenBy(person)).orElseThrow(
                () -> new IllegalArgumentException(person.handle() + " sees no message with ts '" + ts + "' in " + channel.name()));
        return Answer.json(200, clicks.press(person, post, action, value).json());
    }

    private Answer view(Body body) throws InterruptedException {
        Open open = open(body, body.user());
        String action = body.text("action").orElse("submit");
        return switch (action) {
            case "submit" -> Answer.json(200, modals.submit(open, values(body.json().path("values"))).json());
            case "close" -> Answer.json(200, modals.close(open).json());
            default -> throw new IllegalArgumentException("'action' must be submit or close, not '" + action + "'");
        };
    }

    private Open open(Body body, Person person) {
        String id = body.required("viewId");
        return workspace.views().withId(id).filter(open -> open.person() == person)
                .orElseThrow(() -> new IllegalArgumentException(person.handle() + " has no view '" + id + "' open"));
    }

    private static Map<String, List<String>> values(JsonNode json) {
        var values = new LinkedHashMap<String, List<String>>();
        json.properties().forEach(field -> {
            var given = new ArrayList<String>();
            if (field.getValue().isArray()) {
                field.getValue().forEach(each -> given.add(each.asString("")));
            } else {
                given.add(field.getValue().asString(""));
            }
            values.put(field.getKey(), given);
        });
        return values;
    }

    private Answer views(Call call) {
        Person person = Body.person(call.parameter("user").orElseThrow(() -> new IllegalArgumentException("'user' is missing")));
        return ControlApi.ok(workspace.views().of(person).stream().map(Open::view).toList());
    }

    private Answer messages(Call call, Channel channel) {
        Optional<Person> person = call.parameter("user").map(Body::person);
        Optional<String> thread = call.parameter("thread").filter(ts -> !ts.isEmpty());
        List<ObjectNode> shown = workspace.posts().in(channel).stream()
                .filter(post -> post.onlyFor().isEmpty() || person.isPresent() && post.seenBy(person.get()))
                .filter(post -> !post.content().path("subtype").asString("").equals(Commands.TYPED))
                .filter(post -> thread.map(ts -> post.ts().equals(ts) || post.thread().orElse("").equals(ts)).orElse(post.inChannel()))
                .map(Post::content).toList();
        return ControlApi.ok(shown);
    }
}

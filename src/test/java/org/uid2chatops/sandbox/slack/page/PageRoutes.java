package org.uid2chatops.sandbox.slack.page;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.slack.act.Commands;
import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.OpenViews.Open;
import org.uid2chatops.sandbox.slack.workspace.Post;
import org.uid2chatops.sandbox.slack.workspace.Workspace;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** The page's files, and what its script asks for beside the control API: a configuration, and what changed. */
public final class PageRoutes {

    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css", "text/css; charset=utf-8", "js",
            "text/javascript; charset=utf-8", "svg", "image/svg+xml");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private final Settings settings;
    private final Workspace workspace;
    private final IntSupplier connected;
    private final SimulatedClock clock;

    /** @param connected how many sockets bots have open */
    public PageRoutes(Settings settings, Workspace workspace, IntSupplier connected, SimulatedClock clock) {
        this.settings = settings;
        this.workspace = workspace;
        this.connected = connected;
        this.clock = clock;
    }

    public void addTo(ControlApi control) {
        control.route("GET", "/", (_, _) -> file("index.html"));
        control.route("GET", "/page/{file}", (_, path) -> file(path.getOrDefault("file", "")));
        control.route("GET", "/favicon.ico", (_, _) -> file("icon.svg"));
        control.route("GET", "/api/slack/page", (_, _) -> ControlApi.ok(configuration()));
        control.route("GET", "/api/slack/stream", (call, _) -> stream(call));
    }

    private static Answer file(String name) throws IOException {
        try (InputStream in = name.contains("..") ? null : PageRoutes.class.getResourceAsStream("/sandbox/page/" + name)) {
            if (in == null) {
                return ControlApi.error(404, "the page has no file '" + name + "'");
            }
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            return new Answer(200, Map.of("Content-Type", type, "Cache-Control", "no-store"), in.readAllBytes());
        }
    }

    private ObjectNode configuration() {
        ObjectNode page = Json.object().put("command", Ids.COMMAND).put("bot", Ids.BOT_USER).put("botName", Ids.BOT_NAME)
                .put("typed", Commands.TYPED).put("slackbot", Ids.SLACKBOT);
        ArrayNode people = page.putArray("people");
        Arrays.stream(Person.values())
                .forEach(person -> people.addObject().put("id", person.id()).put("name", person.handle()).put("can", may(person)));
        ArrayNode channels = page.putArray("channels");
        Directory.all().stream().filter(channel -> channel.botIsMember()).forEach(channel -> channels.addObject().put("id", channel.id())
                .put("name", channel.name()).put("with", channel.with().map(Person::id).orElse("")));
        ArrayNode groups = page.putArray("groups");
        Directory.GROUPS.forEach(group -> groups.addObject().put("id", group.id()).put("handle", group.handle()));
        ArrayNode hints = page.putArray("hints");
        Hint.ALL.forEach(hint -> hints.addObject().put("word", hint.word()).put("takes", hint.takes()).put("does", hint.does()));
        ArrayNode targets = page.putArray("targets");
        Place.all(settings.targets()).forEach(place -> targets.add(place.name()));
        return page;
    }

    private static String may(Person person) {
        return switch (person) {
            case ALEX, DANA -> "deploys";
            case SAM, KIM -> "approves";
            case ROOT -> "administers";
            case GUEST -> "may nothing";
        };
    }

    private Answer stream(Call call) throws InterruptedException {
        long since = number(call, "since");
        Duration wait = Duration.ofMillis(Math.min(number(call, "wait"), LONGEST_WAIT.toMillis()));
        Person person = call.parameter("user").flatMap(Person::named)
                .orElseThrow(() -> new IllegalArgumentException("'user' must be one of the people, e.g. alex"));
        workspace.changes().await(() -> workspace.changes().version() > since, wait);
        return workspace.changes().look(() -> ControlApi.ok(changes(person, since)));
    }

    private ObjectNode changes(Person person, long since) {
        ObjectNode changes = Json.object().put("version", workspace.changes().version()).put("now", clock.instant().toString())
                .put("speed", clock.speed()).put("sockets", connected.getAsInt());
        ArrayNode posts = changes.putArray("posts");
        workspace.posts().changedSince(since).stream().filter(post -> post.seenBy(person)).forEach(post -> posts.add(shown(post)));
        ArrayNode views = changes.putArray("views");
        workspace.views().of(person).forEach(open -> views.add(open.view()));
        Optional<Open> home = workspace.views().home(person);
        changes.set("home", home.map(Open::view).orElse(null));
        return changes;
    }

    private static ObjectNode shown(Post post) {
        Channel channel = post.channel();
        ObjectNode shown = Json.object().put("channel", channel.id()).put("ts", post.ts()).put("deleted", post.deleted()).put("inChannel",
                post.inChannel()).put("onlyYou", post.onlyFor().isPresent());
        shown.set("message", post.content());
        return shown;
    }

    private static long number(Call call, String name) {
        String given = call.parameter(name).orElse("0");
        try {
            return Long.parseLong(given);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' must be a number, not '" + given + "'");
        }
    }

    /** What the command box proposes. */
    private record Hint(String word, String takes, String does) {
        private static final List<Hint> ALL = List.of(new Hint("help", "", "what there is to say"),
                new Hint("targets", "", "the places to deploy to, and how each stands"),
                new Hint("deploy", "target", "walk the whole guide for a target"), new Hint("status", "target?", "how it stands"));
    }
}

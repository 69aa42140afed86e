package org.uid2chatops.sandbox.slack.act;

import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.act.Actions.Pressable;
import org.uid2chatops.sandbox.slack.socket.Delivery;
import org.uid2chatops.sandbox.slack.socket.Sockets;
import org.uid2chatops.sandbox.slack.web.WebApi;
import org.uid2chatops.sandbox.slack.workspace.OpenViews.Open;
import org.uid2chatops.sandbox.slack.workspace.Post;
import org.uid2chatops.sandbox.slack.workspace.Workspace;

/** Presses buttons, and chooses in menus, of messages and views. A confirmation is taken as given. Thread-safe. */
public final class Clicks {

    private final Workspace workspace;
    private final WebApi web;
    private final Sockets sockets;
    private final String root;
    private final Slackbot slackbot;

    /** @param root the address of the Web API's server, ending in a slash */
    public Clicks(Workspace workspace, WebApi web, Sockets sockets, String root) {
        this.workspace = workspace;
        this.web = web;
        this.sockets = sockets;
        this.root = root;
        this.slackbot = new Slackbot(workspace.posts());
    }

    /**
     * Presses what has that {@code action_id} or label in a message.
     *
     * @param chosen the value chosen, for a menu
     * @throws IllegalArgumentException if the message has nothing of that name
     */
    public Outcome press(Person person, Post post, String actionIdOrLabel, Optional<String> chosen) throws InterruptedException {
        ObjectNode action = action(post.content().path("blocks"), actionIdOrLabel, chosen);
        String url = root + web.responseUrls().issue(post.channel(), person, Optional.of(post), _ -> {
        });
        Outcome outcome = outcome(Payloads.click(person, post, action, web.triggers().issue(person), url));
        if (outcome.status() != 200) {
            slackbot.tell(person, post.channel(),
                    outcome.status() == 503 ? "This button did nothing: no bot is connected" : "This button got no answer within 3 s");
        }
        return outcome;
    }

    /** As {@link #press(Person, Post, String, Optional)}, in a modal or the Home. */
    public Outcome press(Person person, Open view, String actionIdOrLabel, Optional<String> chosen) throws InterruptedException {
        ObjectNode action = action(view.view().path("blocks"), actionIdOrLabel, chosen);
        return outcome(Payloads.clickInView(person, view, action, web.triggers().issue(person)));
    }

    private ObjectNode action(JsonNode blocks, String actionIdOrLabel, Optional<String> chosen) {
        Pressable pressable = Actions.find(blocks, actionIdOrLabel)
                .orElseThrow(() -> new IllegalArgumentException("there is nothing '" + actionIdOrLabel + "' to press; there is: "
                        + Actions.in(blocks).stream().map(each -> each.actionId() + " (" + each.label() + ")").toList()));
        return Actions.pressed(pressable, chosen, workspace.posts().now());
    }

    private Outcome outcome(ObjectNode payload) throws InterruptedException {
        return switch (sockets.deliver("interactive", payload)) {
            case Delivery.NoBot _ -> Outcome.unanswered(503);
            case Delivery.NoAck _ -> Outcome.unanswered(504);
            case Delivery.Acked acked -> Outcome.acked(acked.millis(), acked.payload());
        };
    }
}

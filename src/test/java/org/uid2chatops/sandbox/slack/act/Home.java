package org.uid2chatops.sandbox.slack.act;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.socket.Sockets;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.OpenViews.Open;
import org.uid2chatops.sandbox.slack.workspace.Workspace;

/** Opens the App Home. Thread-safe. */
public final class Home {

    private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(5);
    private final Workspace workspace;
    private final Sockets sockets;
    private final AtomicLong events = new AtomicLong();

    public Home(Workspace workspace, Sockets sockets) {
        this.workspace = workspace;
        this.sockets = sockets;
    }

    /** Tells the bot that this person opened it, and waits a little for what the bot publishes; returns what there is then. */
    public Optional<Open> open(Person person) throws InterruptedException {
        Optional<Open> before = workspace.views().home(person);
        ObjectNode event = Json.object().put("type", "app_home_opened").put("user", person.id()).put("channel", "D0000" + person.name())
                .put("tab", "home").put("event_ts", workspace.posts().now());
        before.ifPresent(open -> event.set("view", open.view()));
        boolean delivered = sockets
                .deliverEvent(Payloads.event("Ev" + events.incrementAndGet(), workspace.clock().instant().getEpochSecond(), event));
        if (delivered) {
            workspace.changes().await(() -> !workspace.views().home(person).equals(before), PUBLISHED_WITHIN);
        }
        return workspace.views().home(person);
    }
}

package org.uid2chatops.sandbox.slack.socket;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.slack.workspace.Json;

/** One WebSocket of a bot; public only because Jetty calls it by reflection. Thread-safe. */
public final class BotSocket implements Session.Listener.AutoDemanding {

    private final Consumer<BotSocket> opened;
    private final Consumer<BotSocket> closed;
    private final BiConsumer<BotSocket, JsonNode> acked;
    private final AtomicBoolean leaving = new AtomicBoolean();
    private volatile @Nullable Session session;

    BotSocket(Consumer<BotSocket> opened, Consumer<BotSocket> closed, BiConsumer<BotSocket, JsonNode> acked) {
        this.opened = opened;
        this.closed = closed;
        this.acked = acked;
    }

    @Override
    public void onWebSocketOpen(Session newSession) {
        session = newSession;
        opened.accept(this);
    }

    @Override
    public void onWebSocketText(String text) {
        try {
            JsonNode message = Json.parse(text);
            if (message.hasNonNull("envelope_id")) {
                acked.accept(this, message);
            }
        } catch (JacksonException notJson) {
            // Slack ignores what is no JSON
        }
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        closed.accept(this);
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        closed.accept(this);
    }

    void send(ObjectNode message) {
        Session open = session;
        if (open != null && open.isOpen()) {
            open.sendText(message.toString(), Callback.NOOP);
        }
    }

    /** Marks it as one that will soon be closed: it is given payloads only if there is no other. */
    void leave() {
        leaving.set(true);
    }

    boolean leaving() {
        return leaving.get();
    }

    /** Breaks the connection without a closing frame. */
    void drop() {
        Session open = session;
        if (open != null) {
            open.disconnect();
        }
    }

    void close() {
        Session open = session;
        if (open != null) {
            open.close(1000, "bye", Callback.NOOP);
        }
    }
}

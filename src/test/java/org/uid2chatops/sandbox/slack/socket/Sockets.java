package org.uid2chatops.sandbox.slack.socket;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.slack.workspace.Changes;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;

/**
 * The sockets that bots have open: each payload goes to exactly one of them, in turn, and wants its ack within three real
 * seconds. Events are delivered again when it is missing: at once, after a minute, after five. Thread-safe.
 */
public final class Sockets implements AutoCloseable {

    private static final Duration ACK = Duration.ofSeconds(3);
    private static final List<Duration> RETRIES = List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final Duration REFRESH = Duration.ofHours(5);
    private static final Duration WARNING = Duration.ofSeconds(10);
    private static final int MOST = 10;

    private final Faults faults;
    private final Changes changes;
    private final Set<String> tickets = ConcurrentHashMap.newKeySet();
    private final List<BotSocket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger openedEver = new AtomicInteger();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    private record Pending(BotSocket socket, CompletableFuture<JsonNode> ack) {
    }

    public Sockets(Faults faults, Changes changes) {
        this.faults = faults;
        this.changes = changes;
        faults.declare(new Faults.Available("slack.disconnect", "Slack disconnects the bot's sockets", Map.of("reason",
                "refresh_requested, warning or link_disabled; refresh_requested unless given")));
        faults.declare(new Faults.Available("slack.drop", "the bot's sockets break without a word", Map.of()));
        faults.declare(new Faults.Available("slack.twice", "Slack delivers a payload twice",
                Map.of("delay", "real milliseconds after which it comes again, at once if not given")));
        timer.scheduleWithFixedDelay(this::strike, 200, 200, TimeUnit.MILLISECONDS);
    }

    /** Returns a new ticket, which opens one socket. */
    public String ticket() {
        String ticket = UUID.randomUUID().toString();
        tickets.add(ticket);
        return ticket;
    }

    /** Takes a ticket back; returns null if it is not one that is good. */
    @Nullable
    BotSocket redeem(String ticket) {
        return tickets.remove(ticket) ? new BotSocket(this::opened, this::closed, this::acked) : null;
    }

    /** Returns how many are open, those aside that were told to leave. */
    public int connected() {
        return (int) open.stream().filter(socket -> !socket.leaving()).count();
    }

    /** Returns how many were opened since the start. */
    public int opened() {
        return openedEver.get();
    }

    /** Delivers a command or an interaction, and waits for its ack. */
    public Delivery deliver(String type, ObjectNode payload) throws InterruptedException {
        return deliver(type, payload, 0);
    }

    /** Delivers an event; again, later, if it is not acked. Returns whether the first delivery found a bot. */
    public boolean deliverEvent(ObjectNode payload) throws InterruptedException {
        Delivery first = deliver("events_api", payload, 0);
        if (first instanceof Delivery.NoAck) {
            retry(payload, 0);
        }
        return !(first instanceof Delivery.NoBot);
    }

    private void retry(ObjectNode payload, int attempt) {
        if (attempt < RETRIES.size()) {
            timer.schedule(() -> Thread.startVirtualThread(() -> {
                try {
                    if (!(deliver("events_api", payload, attempt + 1) instanceof Delivery.Acked)) {
                        retry(payload, attempt + 1);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }), RETRIES.get(attempt).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Delivery deliver(String type, ObjectNode payload, int attempt) throws InterruptedException {
        @Nullable
        BotSocket socket = next();
        if (socket == null) {
            return new Delivery.NoBot();
        }
        String id = UUID.randomUUID().toString();
        ObjectNode envelope = Json.object().put("envelope_id", id).put("type", type).put("accepts_response_payload",
                !type.equals("events_api"));
        envelope.set("payload", payload);
        if (type.equals("events_api")) {
            envelope.put("retry_attempt", attempt).put("retry_reason", attempt == 0 ? "" : "timeout");
        }
        var ack = new CompletableFuture<JsonNode>();
        pending.put(id, new Pending(socket, ack));
        long sent = System.nanoTime();
        try {
            socket.send(envelope);
            faults.take("slack.twice", "").ifPresent(parameters -> again(envelope, parameters));
            JsonNode answer = ack.get(ACK.toMillis(), TimeUnit.MILLISECONDS);
            return new Delivery.Acked(Duration.ofNanos(System.nanoTime() - sent).toMillis(),
                    answer.hasNonNull("payload") ? Optional.of(answer.path("payload")) : Optional.empty());
        } catch (TimeoutException | ExecutionException none) {
            return new Delivery.NoAck();
        } finally {
            pending.remove(id);
        }
    }

    private void again(ObjectNode envelope, Map<String, Object> parameters) {
        long delay = parameters.get("delay") instanceof Number millis ? millis.longValue() : 0;
        Runnable send = () -> Optional.ofNullable(next()).ifPresent(other -> other.send(envelope));
        if (delay == 0) {
            send.run();
        } else {
            timer.schedule(send, delay, TimeUnit.MILLISECONDS);
        }
    }

    private @Nullable BotSocket next() {
        List<BotSocket> staying = open.stream().filter(socket -> !socket.leaving()).toList();
        List<BotSocket> candidates = staying.isEmpty() ? List.copyOf(open) : staying;
        return candidates.isEmpty() ? null : candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
    }

    private void opened(BotSocket socket) {
        if (open.size() >= MOST) {
            disconnect(socket, "too_many_websockets");
            socket.close();
            return;
        }
        open.add(socket);
        openedEver.incrementAndGet();
        ObjectNode hello = Json.object().put("type", "hello").put("num_connections", open.size());
        hello.putObject("debug_info").put("host", "applink-sandbox").put("build_number", 1).put("approximate_connection_time",
                REFRESH.toSeconds());
        hello.putObject("connection_info").put("app_id", Ids.APP);
        socket.send(hello);
        timer.schedule(() -> disconnect(socket, "warning"), REFRESH.minus(WARNING).toMillis(), TimeUnit.MILLISECONDS);
        timer.schedule(() -> disconnect(socket, "refresh_requested"), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        changes.wake();
    }

    private void closed(BotSocket socket) {
        open.remove(socket);
        pending.values().stream().filter(waiting -> waiting.socket() == socket)
                .forEach(waiting -> waiting.ack().completeExceptionally(new IllegalStateException("closed")));
        changes.wake();
    }

    private void acked(BotSocket socket, JsonNode message) {
        Optional.ofNullable(pending.get(message.path("envelope_id").asString(""))).ifPresent(waiting -> waiting.ack().complete(message));
    }

    private void disconnect(BotSocket socket, String reason) {
        socket.leave();
        ObjectNode message = Json.object().put("type", "disconnect").put("reason", reason);
        message.putObject("debug_info").put("host", "applink-sandbox");
        socket.send(message);
        if (reason.equals("link_disabled")) {
            socket.close();
        } else if (reason.equals("refresh_requested")) {
            timer.schedule(socket::close, WARNING.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void strike() {
        if (!open.isEmpty()) {
            faults.take("slack.disconnect", "").ifPresent(parameters -> open
                    .forEach(socket -> disconnect(socket, String.valueOf(parameters.getOrDefault("reason", "refresh_requested")))));
            faults.take("slack.drop", "").ifPresent(_ -> open.forEach(BotSocket::drop));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        open.forEach(BotSocket::close);
    }
}

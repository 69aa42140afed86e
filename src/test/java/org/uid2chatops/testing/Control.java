package org.uid2chatops.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.sandbox.Person;

/** The world as an outside check reaches it: over the control API. */
public final class Control {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> ASKING = List.of("/token", "listClusterUserCredential", "checkNameAvailability");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> AS_JSON_IN_A_STRING = Set.of("blocks", "view");
    private final HttpClient http = HttpClient.newHttpClient();
    private final String page;

    public Control(String page) {
        this.page = page;
    }

    /** Types {@code /uid2 TEXT} and returns the answer: status, ackMillis, response. */
    public JsonNode type(String user, String text) {
        return send("POST", "api/slack/commands", Map.of("user", user, "channel", "uid2-ops", "text", text));
    }

    /** Waits until a bot is connected. */
    public void awaitBot() {
        Awaitility.await("the bot connects").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100))
                .until(() -> type("alex", "help").path("status").asInt() == 200);
    }

    /** Types it and returns the text of what that person was answered. */
    public String answer(String user, String text) {
        return readable(type(user, text).path("response"));
    }

    /** Returns the simulated time. */
    public Instant now() {
        return Instant.parse(send("GET", "api/clock", null).path("now").asString());
    }

    public List<JsonNode> list(String path) {
        return StreamSupport.stream(send("GET", path, null).spliterator(), false).toList();
    }

    public void fault(Map<String, Object> fault) {
        send("PUT", "api/faults", List.of(fault));
    }

    public void noFaults() {
        send("DELETE", "api/faults", null);
    }

    /** Returns the channel's messages as readable text, oldest first. */
    public List<String> channel() {
        return list("api/slack/channels/uid2-ops/messages").stream().map(Control::readable).toList();
    }

    /** Returns a thread's replies as readable text. */
    public List<String> thread(String ts) {
        return list("api/slack/channels/uid2-ops/messages?thread=" + ts).stream().map(Control::readable).toList();
    }

    /** Returns every text that bots sent to people until now: each state of each message and modal, and the answers for one person alone. */
    public List<String> everythingRead() {
        var sent = list("api/slack/calls").stream().map(call -> call.path("arguments"));
        return java.util.stream.Stream.concat(sent.map(Control::readable).filter(text -> !text.isBlank()), everythingSeen().stream())
                .distinct().toList();
    }

    /** Returns every message of the channel as it stands, those for one person alone included. */
    private List<String> everythingSeen() {
        return java.util.Arrays.stream(Person.values())
                .flatMap(person -> list("api/slack/channels/uid2-ops/messages?user=" + person.handle()).stream()).map(Control::readable)
                .filter(text -> !text.isBlank()).distinct().toList();
    }

    /** Waits until some message of the channel contains the text, and returns it. */
    public String await(String text, Duration atMost) {
        try {
            return Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(100))
                    .until(() -> channel().stream().filter(message -> message.contains(text)).findFirst(), java.util.Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("no message with “" + text + "” came within " + atMost + "; people have read:\n"
                    + String.join("\n---\n", everythingSeen()), late);
        }
    }

    /** Presses the newest button of the channel with that label. */
    public JsonNode click(String user, String label) {
        JsonNode message = list("api/slack/channels/uid2-ops/messages?user=" + user).reversed().stream()
                .filter(one -> one.path("blocks").toString().contains("\"" + label + "\"")).findFirst().orElseThrow();
        return send("POST", "api/slack/clicks",
                Map.of("user", user, "channel", "uid2-ops", "ts", message.path("ts").asString(), "action", label));
    }

    /** Waits until that person sees something in the channel that contains the text, answers for them alone included, and returns the newest. */
    public String awaitSeenBy(String user, String text, Duration atMost) {
        return Awaitility.await("an answer for " + user + " with “" + text + "”").atMost(atMost).pollInterval(Duration.ofMillis(100))
                .until(() -> list("api/slack/channels/uid2-ops/messages?user=" + user).stream()
                        .map(Control::readable).filter(message -> message.contains(text)).reduce((_, last) -> last),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until a change has been asked of Azure whose path contains that. */
    public void awaitChangeInAzure(String path, Duration atMost) {
        Awaitility.await("a change of " + path).atMost(atMost).pollInterval(Duration.ofMillis(20))
                .until(() -> changesInAzure(0).stream().anyMatch(change -> change.contains(path)));
    }

    /** Returns the requests to Azure since that id that would change something there (a token, a question asked by POST are no change). */
    public List<String> changesInAzure(long since) {
        return list("api/azure/requests?since=" + since).stream().filter(changing())
                .filter(request -> ASKING.stream().noneMatch(request.path("path").asString()::contains))
                .map(request -> request.path("method").asString() + " " + request.path("path").asString()).toList();
    }

    public List<String> changesInKubernetes(long since) {
        return list("api/kubernetes/requests?since=" + since).stream().filter(changing())
                .map(request -> request.path("method").asString() + " " + request.path("path").asString()).toList();
    }

    public long last(String path) {
        var all = list(path);
        return all.isEmpty() ? 0 : all.getLast().path("id").asLong();
    }

    private static Predicate<JsonNode> changing() {
        return request -> !READING.contains(request.path("method").asString());
    }

    public JsonNode send(String method, String path, @org.jspecify.annotations.Nullable Object body) {
        try {
            var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
            var answer = http.send(HttpRequest.newBuilder(URI.create(page + path.replace(" ", "%20"))).method(method, publisher)
                    .header("Content-Type", "application/json").build(), BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns every text in a message, a line each. */
    public static String readable(JsonNode message) {
        var text = new StringBuilder();
        collect(message, text);
        return text.toString();
    }

    private static void collect(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                if (field.getKey().equals("text") && field.getValue().isString()) {
                    text.append(field.getValue().asString()).append('\n');
                } else if (field.getValue().isString() && AS_JSON_IN_A_STRING.contains(field.getKey())) {
                    collect(JSON.readTree(field.getValue().asString()), text);
                } else {
                    collect(field.getValue(), text);
                }
            });
        } else if (node.isArray()) {
            node.forEach(child -> collect(child, text));
        }
    }
}

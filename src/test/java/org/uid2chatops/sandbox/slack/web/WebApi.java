package org.uid2chatops.sandbox.slack.web;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.CutConnection;
import org.uid2chatops.sandbox.net.Endpoint;
import org.uid2chatops.sandbox.net.ExchangeLog;
import org.uid2chatops.sandbox.slack.workspace.Files.Stored;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.Workspace;

/**
 * Slack's Web API, {@code response_url}s and files, as bots call them: who asks is checked, rates are kept, every call is
 * written down. Thread-safe.
 */
public final class WebApi implements Endpoint {

    private static final String CONNECT = "apps.connections.open";
    private final Workspace workspace;
    private final Clock real;
    private final Faults faults;
    private final Map<String, Method> methods = new HashMap<>();
    private final Rates rates;
    private final ExchangeLog<ObjectNode> calls = new ExchangeLog<>();
    private final Exchanges exchanges = new Exchanges();
    private final Triggers triggers;
    private final ResponseUrls responseUrls;

    /**
     * @param nanos by which rates are counted
     * @param root the address of this server, ending in a slash
     * @param socketUrl makes the address of a new socket
     */
    public WebApi(Workspace workspace, Clock real, LongSupplier nanos, Faults faults, Supplier<String> root, Supplier<String> socketUrl) {
        this.workspace = workspace;
        this.rates = new Rates(nanos);
        this.real = real;
        this.faults = faults;
        declare(faults);
        var messages = new Messages(faults);
        triggers = new Triggers(real);
        responseUrls = new ResponseUrls(real, workspace.posts(), messages);
        methods.putAll(new PeopleMethods(faults).all());
        methods.putAll(new ChatMethods(workspace.posts(), messages, exchanges).all());
        methods.putAll(new ConversationMethods(workspace.posts()).all());
        methods.putAll(new ViewMethods(workspace.views(), triggers).all());
        methods.putAll(new FileMethods(workspace.files(), workspace.posts(), messages, root).all());
        methods.put(CONNECT, _ -> Json.object().put("url", socketUrl.get()));
    }

    private static void declare(Faults faults) {
        faults.declare(new Faults.Available("slack.rate-limited", "Slack answers 429 to a Web API call",
                Map.of("method", "only this one, e.g. chat.update", "retryAfter", "real seconds; 2 unless given")));
        faults.declare(new Faults.Available("slack.unavailable", "Slack answers 503 to a Web API call, and does nothing",
                Map.of("method", "only this one", "retryAfter", "real seconds; not said unless given")));
        faults.declare(new Faults.Available("slack.reset", "the connection breaks after Slack has done what a Web API call asked",
                Map.of("method", "only this one")));
        faults.declare(new Faults.Available("slack.slow", "Slack takes long to answer a Web API call",
                Map.of("method", "only this one", "millis", "real milliseconds; 20000 unless given")));
        faults.declare(new Faults.Available("slack.error", "Slack refuses a Web API call",
                Map.of("method", "only this one", "error", "the code it answers; internal_error unless given")));
        faults.declare(new Faults.Available("slack.blocks-refused", "Slack refuses messages with certain blocks: invalid_blocks",
                Map.of("types", "block types, with commas between; plan,task_card unless given")));
    }

    public Exchanges exchanges() {
        return exchanges;
    }

    public Triggers triggers() {
        return triggers;
    }

    public ResponseUrls responseUrls() {
        return responseUrls;
    }

    /** Returns how many calls it has seen. */
    public long callsSeen() {
        return calls.size();
    }

    /** Returns the calls after that id, oldest first. */
    public List<ObjectNode> callsSince(long id) {
        return calls.since(id);
    }

    @Override
    public Answer answer(Call call) {
        String path = call.path();
        if (path.startsWith("/api/")) {
            return method(call, path.substring("/api/".length()));
        }
        if (path.startsWith("/commands/")) {
            return responseUrl(call, path.substring("/commands/".length()));
        }
        if (path.startsWith("/upload/")) {
            Optional<Stored> file = workspace.files().withId(path.substring("/upload/".length()));
            file.ifPresent(empty -> workspace.files().fill(empty, call.body()));
            return file.map(_ -> Answer.text(200, "text/plain", "OK - " + call.body().length)).orElse(Answer.empty(404));
        }
        if (path.startsWith("/files/")) {
            return token(call).equals(Ids.BOT_TOKEN)
                    ? workspace.files().withId(path.substring("/files/".length()))
                            .map(file -> new Answer(200, Map.of("Content-Type", "application/octet-stream"), file.content()))
                            .orElse(Answer.empty(404))
                    : Answer.empty(403);
        }
        return Answer.empty(404);
    }

    private Answer method(Call call, String name) {
        @Nullable
        Arguments arguments = null;
        Answer answer;
        boolean cut = false;
        try {
            arguments = Arguments.of(call);
            faults.take("slack.slow", "", fits(name)).ifPresent(WebApi::dawdle);
            String channel = arguments.text("channel").orElse("");
            answer = byFault(name).or(() -> rates.exceeded(name, channel).map(WebApi::tooMany)).orElse(null);
            if (answer == null) {
                ObjectNode result = Json.object().put("ok", true);
                result.setAll(allowed(call, arguments, name).answer(arguments));
                answer = Answer.json(200, result);
                cut = faults.take("slack.reset", "", fits(name)).isPresent();
            }
        } catch (SlackError refused) {
            answer = Answer.json(200, refusal(refused, name));
        }
        log(name, arguments == null ? Json.object() : arguments.shown(), answer);
        if (cut) {
            throw new CutConnection();
        }
        return answer;
    }

    private static void dawdle(Map<String, Object> parameters) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(String.valueOf(parameters.getOrDefault("millis", "20000")))));
    }

    private Answer responseUrl(Call call, String id) {
        Answer answer;
        try {
            responseUrls.take(id, call.text());
            answer = Answer.text(200, "text/plain", "ok");
        } catch (SlackError refused) {
            answer = Answer.json(404, refusal(refused, "response_url"));
        }
        JsonNode arguments;
        try {
            arguments = Json.parse(call.text());
        } catch (JacksonException e) {
            arguments = Json.object().put("body", call.text());
        }
        log("response_url", arguments, answer);
        return answer;
    }

    private Method allowed(Call call, Arguments arguments, String name) {
        @Nullable
        Method method = methods.get(name);
        if (method == null) {
            throw new SlackError("unknown_method");
        }
        String token = token(call).isEmpty() ? arguments.text("token").orElse("") : token(call);
        if (token.isEmpty()) {
            throw new SlackError("not_authed");
        }
        boolean appToken = token.equals(Ids.APP_TOKEN);
        if (!appToken && !token.equals(Ids.BOT_TOKEN)) {
            throw new SlackError("invalid_auth");
        }
        if (appToken != name.equals(CONNECT) && !(appToken && name.equals("auth.test"))) {
            throw new SlackError("not_allowed_token_type");
        }
        return method;
    }

    private static String token(Call call) {
        return call.header("Authorization").filter(header -> header.startsWith("Bearer ")).map(header -> header.substring(7)).orElse("");
    }

    private Optional<Answer> byFault(String name) {
        var fits = fits(name);
        return faults.take("slack.rate-limited", "", fits)
                .map(parameters -> tooMany(
                        Duration.ofSeconds(Long.parseLong(String.valueOf(parameters.getOrDefault("retryAfter", "2"))))))
                .or(() -> faults.take("slack.unavailable", "", fits).map(WebApi::away))
                .or(() -> faults.take("slack.error", "", fits).map(parameters -> {
                    throw new SlackError(String.valueOf(parameters.getOrDefault("error", "internal_error")));
                }));
    }

    private static java.util.function.Predicate<Map<String, Object>> fits(String name) {
        return parameters -> parameters.getOrDefault("method", name).equals(name);
    }

    private static Answer away(Map<String, Object> parameters) {
        Answer answer = Answer.text(503, "text/html", "<html>Server Error</html>");
        return parameters.containsKey("retryAfter") ? answer.with("Retry-After", String.valueOf(parameters.get("retryAfter"))) : answer;
    }

    private static Answer tooMany(Duration wait) {
        return Answer.json(429, Json.object().put("ok", false).put("error", "ratelimited")).with("Retry-After",
                String.valueOf(wait.toSeconds()));
    }

    private static ObjectNode refusal(SlackError refused, String method) {
        ObjectNode json = Json.object().put("ok", false).put("error", refused.code());
        if (refused.code().equals("unknown_method")) {
            json.put("req_method", method);
        }
        if (!refused.messages().isEmpty()) {
            var errors = json.putArray("errors");
            refused.messages().forEach(message -> errors.add(message.replaceFirst("^\\[ERROR] ", "")));
            var messages = json.putObject("response_metadata").putArray("messages");
            refused.messages().forEach(messages::add);
        }
        return json;
    }

    private void log(String method, JsonNode arguments, Answer answer) {
        calls.add(id -> {
            ObjectNode entry = Json.object().put("id", id).put("time", workspace.clock().instant().toString())
                    .put("realTime", real.instant().toString()).put("method", method).put("status", answer.status());
            entry.set("arguments", arguments);
            String body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
            if (body.startsWith("{")) {
                entry.set("response", Json.parse(body.replaceAll("ticket=[^\"&]+", "ticket=***")));
            } else {
                entry.put("response", body);
            }
            return entry;
        });
    }
}

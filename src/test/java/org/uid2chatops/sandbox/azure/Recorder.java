package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.CutConnection;
import org.uid2chatops.sandbox.net.Endpoint;
import org.uid2chatops.sandbox.net.ExchangeLog;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** Keeps every request to Azure with its answer, secrets masked. Thread-safe. */
final class Recorder {

    private static final String MASK = "***";
    private static final Set<String> SECRET = Set.of("client_secret", "client_assertion", "access_token", "refresh_token", "id_token");

    private final ExchangeLog<Exchange> log = new ExchangeLog<>();
    private final SimulatedClock clock;

    Recorder(SimulatedClock clock) {
        this.clock = clock;
    }

    long size() {
        return log.size();
    }

    List<Exchange> since(long id) {
        return log.since(id);
    }

    /** Returns an endpoint that answers as {@code inner} and keeps what it does. */
    Endpoint recording(String host, Endpoint inner) {
        return call -> {
            String time = clock.instant().toString();
            try {
                Answer answer = inner.answer(call);
                add(host, time, call, answer.status(), read(answer.body()));
                return answer;
            } catch (CutConnection cut) {
                add(host, time, call, 0, null);
                throw cut;
            }
        };
    }

    private void add(String host, String time, Call call, int status, @Nullable JsonNode response) {
        boolean vault = call.path().toLowerCase(Locale.ROOT).startsWith("/secrets");
        JsonNode request = call.header("content-type").orElse("").contains("form") ? form(call) : read(call.body());
        log.add(id -> new Exchange(id, time, host, call.method(), call.rawPathAndQuery(), status, masked(request, vault),
                masked(response, vault)));
    }

    private static JsonNode form(Call call) {
        ObjectNode form = Json.object();
        Entra.form(call).forEach(form::put);
        return form;
    }

    private static @Nullable JsonNode read(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        try {
            return Json.read(body);
        } catch (JacksonException notJson) {
            return StringNode.valueOf(MASK);
        }
    }

    private static @Nullable JsonNode masked(@Nullable JsonNode json, boolean vault) {
        if (json instanceof ObjectNode object) {
            ObjectNode shown = Json.object();
            object.forEachEntry((name, value) -> {
                boolean secret = SECRET.contains(name) || vault && name.equals("value") && value.isString();
                JsonNode inner = name.equals("kubeconfigs") ? StringNode.valueOf(MASK) : masked(value, vault);
                shown.set(name, secret ? StringNode.valueOf(MASK) : inner);
            });
            return shown;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode shown = Json.object().putArray("list");
            array.values().forEach(value -> shown.add(masked(value, vault)));
            return shown;
        }
        return json;
    }

    /**
     * A request and its answer.
     *
     * @param time simulated, ISO 8601
     * @param host {@code management}, {@code login}, {@code microsoft-graph}, {@code vaults} or the vault's name
     * @param path with the query
     * @param status 0 if the connection was cut
     */
    record Exchange(long id, String time, String host, String method, String path, int status, @Nullable JsonNode request,
            @Nullable JsonNode response) {
    }
}

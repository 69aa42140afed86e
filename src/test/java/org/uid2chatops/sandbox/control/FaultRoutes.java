package org.uid2chatops.sandbox.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;

/** The control API's routes {@code /api/faults}. */
public final class FaultRoutes {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OWN = Set.of("fault", "target", "times", "forSeconds");
    private final Faults faults;

    public FaultRoutes(Faults faults) {
        this.faults = faults;
    }

    public void addTo(ControlApi control) {
        control.route("GET", "/api/faults", (_, _) -> shown());
        control.route("PUT", "/api/faults", (call, _) -> switchOn(call));
        control.route("DELETE", "/api/faults", (_, _) -> {
            faults.allOff();
            return shown();
        });
    }

    private Answer shown() {
        return ControlApi.ok(Map.of("available", faults.available(), "on", faults.on()));
    }

    private Answer switchOn(Call call) {
        JsonNode wanted = call.text().isBlank() ? JSON.createArrayNode() : JSON.readTree(call.text());
        if (!wanted.isArray() || wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "the body must be a JSON array such as [{\"fault\":\"…\",\"target\":\"integ\",\"times\":1}]");
        }
        wanted.forEach(FaultRoutes::check);
        Set<String> known = faults.available().stream().map(Faults.Available::fault).collect(java.util.stream.Collectors.toSet());
        for (JsonNode each : wanted) {
            String name = each.path("fault").asString("");
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no fault '" + name + "'; there are: " + String.join(", ", new java.util.TreeSet<>(known)));
            }
        }
        wanted.forEach(this::switchOn);
        return shown();
    }

    private static void check(JsonNode fault) {
        if (!fault.isObject() || !fault.path("fault").isString()) {
            throw new IllegalArgumentException("every entry must be an object with 'fault', not " + fault);
        }
        for (String number : Set.of("times", "forSeconds")) {
            if (fault.has(number) && (!fault.path(number).isNumber() || fault.path(number).asDouble() <= 0)) {
                throw new IllegalArgumentException("'" + number + "' must be a number above zero, not " + fault.path(number));
            }
        }
    }

    /** Without {@code times} it strikes once, or, with {@code forSeconds}, as often as there is occasion. */
    private void switchOn(JsonNode fault) {
        Optional<Duration> time = fault.has("forSeconds")
                ? Optional.of(Duration.ofMillis(Math.round(fault.path("forSeconds").asDouble() * 1000)))
                : Optional.empty();
        Map<String, Object> parameters = new HashMap<>();
        fault.properties().stream().filter(field -> !OWN.contains(field.getKey()) && !field.getValue().isNull())
                .forEach(field -> parameters.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class)));
        faults.on(fault.path("fault").asString(""), fault.path("target").asString(""), fault.path("times").asInt(time.isPresent() ? -1 : 1),
                time, parameters);
    }
}

package org.uid2chatops.sandbox.control;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** The control API's routes {@code /api/clock}. */
public final class ClockRoutes {

    private static final JsonMapper JSON = new JsonMapper();
    private final SimulatedClock clock;

    public ClockRoutes(SimulatedClock clock) {
        this.clock = clock;
    }

    public void addTo(ControlApi control) {
        control.route("GET", "/api/clock", (_, _) -> shown());
        control.route("PUT", "/api/clock", (call, _) -> advance(call));
    }

    private Answer shown() {
        return ControlApi.ok(Map.of("now", clock.instant().toString(), "speed", clock.speed()));
    }

    private Answer advance(Call call) {
        JsonNode body = call.text().isBlank() ? JSON.createObjectNode() : JSON.readTree(call.text());
        String by = body.path("advance").asString("");
        if (by.isEmpty()) {
            throw new IllegalArgumentException("the body must be an object such as {\"advance\":\"P30D\"}");
        }
        clock.advance(duration(by));
        return shown();
    }

    /** Reads a duration (PT90M, P1DT2H) or a period (P2W, P1M), which is as long as the calendar says from now on. */
    private Duration duration(String iso) {
        try {
            return Duration.parse(iso);
        } catch (DateTimeException notDuration) {
            try {
                Instant now = clock.instant();
                return Duration.between(now, now.atZone(ZoneOffset.UTC).plus(Period.parse(iso)).toInstant());
            } catch (DateTimeException notPeriod) {
                throw new IllegalArgumentException(
                        "'" + iso + "' is no ISO 8601 duration; write P30D for thirty days or PT90M for ninety minutes", notPeriod);
            }
        }
    }
}

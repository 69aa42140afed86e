package org.uid2chatops.sandbox.azure;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.net.Call;

/**
 * An authorised request to ARM whose path a route matched.
 *
 * @param names what stood for the {@code {names}} of the route
 * @param now the simulated instant it came at
 */
record ArmCall(Call call, Map<String, String> names, Tokens.Caller caller, Instant now) {

    String name(String name) {
        return Objects.requireNonNull(names.get(name), name);
    }

    String parameter(String name) {
        return call.parameter(name).orElse("");
    }

    ObjectNode body() {
        return Json.body(call.body());
    }
}

package org.uid2chatops.sandbox.slack.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.slack.workspace.Json;

/** The arguments of a Web API call: from the query, a form, or a JSON body; structures may come as JSON within a string. */
final class Arguments {

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    private Arguments() {
    }

    /** @throws SlackError {@code invalid_json} */
    static Arguments of(Call call) {
        var arguments = new Arguments();
        call.query().forEach((name, value) -> arguments.values.put(name, StringNode.valueOf(value)));
        String type = call.header("Content-Type").orElse("");
        if (type.startsWith("application/json")) {
            try {
                Json.parse(call.text()).properties().forEach(field -> arguments.values.put(field.getKey(), field.getValue()));
            } catch (JacksonException e) {
                throw new SlackError("invalid_json");
            }
        } else if (!call.text().isEmpty()) {
            for (String pair : call.text().split("&")) {
                int equals = pair.indexOf('=');
                arguments.values.put(decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        StringNode.valueOf(equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        return arguments;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns the argument as text if it is there and not empty. */
    Optional<String> text(String name) {
        JsonNode value = values.get(name);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(value.isString() ? value.asString("") : value.toString()).filter(text -> !text.isEmpty());
    }

    /** @throws SlackError {@code invalid_arguments} */
    String required(String name) {
        return text(name).orElseThrow(() -> SlackError.missing(name));
    }

    boolean flag(String name) {
        return text(name).filter(text -> text.equals("true") || text.equals("1")).isPresent();
    }

    /** @throws SlackError {@code invalid_arguments} */
    int number(String name, int otherwise) {
        try {
            return text(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new SlackError("invalid_arguments", java.util.List.of("[ERROR] must be a number: " + name));
        }
    }

    /**
     * Returns a structure.
     *
     * @param malformed Slack's code if it is no JSON
     */
    Optional<JsonNode> json(String name, String malformed) {
        return text(name).map(text -> {
            try {
                return Json.parse(text);
            } catch (JacksonException e) {
                throw new SlackError(malformed);
            }
        });
    }

    /** Returns all of them, without the token, for the log of calls. */
    ObjectNode shown() {
        ObjectNode shown = Json.object();
        values.forEach((name, value) -> {
            if (!name.equals("token")) {
                shown.set(name, structured(name, value));
            }
        });
        return shown;
    }

    /** Structures are shown as such, whichever way they came. */
    private static JsonNode structured(String name, JsonNode value) {
        if (value.isString() && (name.equals("blocks") || name.equals("view") || name.equals("metadata") || name.equals("attachments"))) {
            try {
                return Json.parse(value.asString(""));
            } catch (JacksonException e) {
                return value;
            }
        }
        return value;
    }
}

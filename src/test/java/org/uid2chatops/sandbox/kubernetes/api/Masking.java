package org.uid2chatops.sandbox.kubernetes.api;

import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.net.Call;

/** Bodies as they may be shown: without the contents of secrets. */
final class Masking {

    private Masking() {
    }

    /** Returns a copy of an object or list without secrets. */
    static JsonNode shown(JsonNode body) {
        JsonNode copy = body.deepCopy();
        mask(copy, Json.text(copy, "kind").equals("SecretList"));
        return copy;
    }

    /** Returns a request's or an answer's body; one that is not JSON is given as text. */
    static JsonNode shown(Call call, byte[] body) {
        String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return Json.object();
        }
        boolean secrets = call.path().contains("/secrets");
        try {
            JsonNode read = Json.readYaml(text);
            if (read.isContainer()) {
                mask(read, secrets || Json.text(read, "kind").equals("SecretList"));
                return secrets && read.isArray() ? Json.array().add("***") : read;
            }
        } catch (JacksonException notJson) {
            return Json.object().put("text", Optional.of(text).filter(_ -> !secrets).orElse("***"));
        }
        return Json.object().put("text", secrets ? "***" : text);
    }

    private static void mask(JsonNode node, boolean secret) {
        if (node instanceof ObjectNode object && (secret || Json.text(object, "kind").equals("Secret"))) {
            for (String field : new String[]{"data", "stringData"}) {
                Json.objectAt(object, field)
                        .ifPresent(data -> data.propertyNames().stream().toList().forEach(name -> data.put(name, "***")));
            }
        }
        Json.objects(node, "items").forEach(item -> mask(item, secret));
    }
}

package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** What is wrong with one object, all of it, in the words of Kubernetes' field errors. */
final class Problems {

    private record Problem(String reason, String field, String message) {
    }

    private final List<Problem> found = new ArrayList<>();

    void required(String field) {
        found.add(new Problem("FieldValueRequired", field, "Required value"));
    }

    void required(String field, String why) {
        found.add(new Problem("FieldValueRequired", field, "Required value: " + why));
    }

    void invalid(String field, JsonNode value, String why) {
        found.add(new Problem("FieldValueInvalid", field, "Invalid value: " + value + ": " + why));
    }

    void unsupported(String field, String value, List<String> supported) {
        found.add(new Problem("FieldValueNotSupported", field, "Unsupported value: \"" + value + "\": supported values: \""
                + String.join("\", \"", supported) + "\""));
    }

    void forbidden(String field, String why) {
        found.add(new Problem("FieldValueForbidden", field, "Forbidden: " + why));
    }

    void duplicate(String field, String value) {
        found.add(new Problem("FieldValueDuplicate", field, "Duplicate value: \"" + value + "\""));
    }

    void notFound(String field, String value) {
        found.add(new Problem("FieldValueNotFound", field, "Not found: \"" + value + "\""));
    }

    /**
     * Ends the request if there are any.
     *
     * @param kind as {@code Deployment}
     * @throws ApiFailure 422
     */
    void refuse(String kind, String group, String name) {
        if (found.isEmpty()) {
            return;
        }
        var details = Json.object().put("name", name);
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", kind);
        var causes = details.putArray("causes");
        found.forEach(one -> causes.addObject().put("reason", one.reason()).put("message", one.message()).put("field", one.field()));
        var texts = found.stream().map(one -> one.field() + ": " + one.message()).toList();
        throw ApiFailure.withDetails(422, "Invalid", kind + (group.isEmpty() ? "" : "." + group) + " \"" + name + "\" is invalid: "
                + (texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]"), details);
    }
}

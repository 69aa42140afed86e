package org.uid2chatops.sandbox.kubernetes.api;

import tools.jackson.databind.node.ObjectNode;

/** An answer that is a failed {@code Status}, in the words of the real server. */
final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ObjectNode status;

    private ApiFailure(int code, String reason, String message, ObjectNode details) {
        super(message, null, false, false);
        status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", message);
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        if (!details.isEmpty()) {
            status.set("details", details);
        }
        status.put("code", code);
    }

    static ApiFailure of(int code, String reason, String message) {
        return new ApiFailure(code, reason, message, Json.object());
    }

    static ApiFailure notFound(ResourceType type, String name) {
        return new ApiFailure(404, "NotFound", type.qualified() + " \"" + name + "\" not found", details(type, name));
    }

    static ApiFailure noSuchPath() {
        return of(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiFailure exists(ResourceType type, String name) {
        return new ApiFailure(409, "AlreadyExists", type.qualified() + " \"" + name + "\" already exists", details(type, name));
    }

    static ApiFailure outdated(ResourceType type, String name) {
        return new ApiFailure(409, "Conflict", "Operation cannot be fulfilled on " + type.qualified() + " \"" + name
                + "\": the object has been modified; please apply your changes to the latest version and try again", details(type, name));
    }

    static ApiFailure precondition(ResourceType type, String name, String what) {
        return new ApiFailure(409, "Conflict", "Operation cannot be fulfilled on " + type.qualified() + " \"" + name + "\": " + what,
                details(type, name));
    }

    static ApiFailure badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static ApiFailure withDetails(int code, String reason, String message, ObjectNode details) {
        return new ApiFailure(code, reason, message, details);
    }

    private static ObjectNode details(ResourceType type, String name) {
        var details = Json.object().put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        return details.put("kind", type.plural());
    }

    int code() {
        return status.path("code").asInt();
    }

    ObjectNode status() {
        return status;
    }
}

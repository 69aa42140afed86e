package org.uid2chatops.sandbox.azure;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A resource as it stands. Not thread-safe: guarded by {@link Cloud}. */
final class Resource {

    private final String id;
    private final String type;
    private final Instant created;
    private ObjectNode body;
    private @Nullable Operation operation;

    Resource(String id, String type, Instant created, ObjectNode body) {
        this.id = id;
        this.type = type;
        this.created = created;
        this.body = body;
    }

    String id() {
        return id;
    }

    String name() {
        return ArmId.name(id);
    }

    /** Returns the type in the letters of the documentation: {@code Microsoft.Network/virtualNetworks}. */
    String type() {
        return type;
    }

    Instant created() {
        return created;
    }

    /** Returns what {@code GET} answers. */
    ObjectNode body() {
        return body;
    }

    void replace(ObjectNode now) {
        body = now;
    }

    ObjectNode properties() {
        return body.withObjectProperty("properties");
    }

    String state() {
        return Json.text(body, "/properties/provisioningState");
    }

    void state(String state) {
        properties().put("provisioningState", state);
    }

    /** Returns the newest operation on it, running or ended. */
    @Nullable
    Operation operation() {
        return operation;
    }

    void operation(Operation newest) {
        operation = newest;
    }
}

package org.uid2chatops.sandbox.kubernetes.api;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads objects as the API server does: wrong types are refused, unknown fields are dropped or, if asked for, refused. */
final class Decoding {

    private Decoding() {
    }

    /**
     * Reads an object that is written as a whole, in place.
     *
     * @throws ApiFailure 400
     */
    static void read(ResourceType type, ObjectNode object, boolean strict) {
        String kind = Json.text(object, "kind");
        String version = Json.text(object, "apiVersion");
        if ((!kind.isEmpty() && !kind.equals(type.kind())) || (!version.isEmpty() && !version.equals(type.groupVersion()))) {
            throw ApiFailure.badRequest("the API version in the data (" + version + ", Kind=" + kind
                    + ") does not match the expected API version (" + type.groupVersion() + ", Kind=" + type.kind() + ")");
        }
        List<Schema.Misfit> misfits = Schema.misfits(type, object);
        misfits.stream().filter(misfit -> !misfit.unknown()).findFirst().ifPresent(misfit -> {
            throw ApiFailure.badRequest(type.kind() + " in version \"" + type.version() + "\" cannot be handled as a " + type.kind() + ": "
                    + misfit.path() + ": expected " + misfit.expected());
        });
        if (type.kind().equals("Secret") && !Schema.isBase64(object.path("data"))) {
            throw ApiFailure.badRequest("Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data");
        }
        if (strict && !misfits.isEmpty()) {
            throw ApiFailure.badRequest("strict decoding error: "
                    + String.join(", ", misfits.stream().map(misfit -> "unknown field \"" + misfit.path().substring(1) + "\"").toList()));
        }
        Schema.prune(type, object);
    }

    /**
     * Reads a configuration for server-side apply.
     *
     * @throws ApiFailure 500 (in these words, since Kubernetes has no code of its own for it) or 400
     */
    static void readApplied(Registry.Write write, ObjectNode configuration) {
        ResourceType type = write.type();
        Schema.misfits(type, configuration).stream().findFirst().ifPresent(misfit -> {
            JsonNode value = configuration.at(misfit.path().replace('.', '/').replaceAll("\\[(\\d+)]", "/$1"));
            throw ApiFailure.of(500, "",
                    "failed to create typed patch object (" + write.namespace() + "/" + write.name() + "; " + type.groupVersion()
                            + ", Kind="
                            + type.kind() + "): " + misfit.path() + ": " + (misfit.unknown()
                                    ? "field not declared in schema"
                                    : "expected " + misfit.expected() + ", got " + value));
        });
        JsonNode metadata = configuration.path("metadata");
        if (!metadata.path("managedFields").isEmpty()) {
            throw ApiFailure.badRequest("metadata.managedFields must be nil");
        }
        if (!Json.text(metadata, "name").equals(write.name())) {
            throw ApiFailure.badRequest("the name of the object (" + Json.text(metadata, "name") + ") does not match the name on the URL ("
                    + write.name() + ")");
        }
    }
}

package org.uid2chatops.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The two objects of a manifest, as its text says them.
 *
 * @param deployment the operator's Deployment
 * @param service the operator's Service
 */
public record ManifestObjects(ObjectNode deployment, ObjectNode service) {

    private static final YAMLMapper YAML = YAMLMapper.builder(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()).build();

    /** Sorts the documents of a manifest; empty if they are not one Deployment and one Service, which the mistakes then say. */
    static Optional<ManifestObjects> of(List<JsonNode> documents, Mistakes mistakes) {
        var deployments = new ArrayList<ObjectNode>();
        var services = new ArrayList<ObjectNode>();
        for (JsonNode document : documents) {
            switch (kind(document)) {
                case "apps/v1 Deployment" -> deployments.add((ObjectNode) document);
                case "v1 Service" -> services.add((ObjectNode) document);
                case String other -> mistakes.add("ReleaseKindUnknown",
                        "it holds a " + other + ", and only one apps/v1 Deployment and one v1 Service are applied",
                        "Look at what it is for and ask your UID2 contact: this version of the bot does not know that kind"
                                + " and drops nothing silently.");
            }
        }
        one("apps/v1 Deployment", deployments, mistakes);
        one("v1 Service", services, mistakes);
        return deployments.size() == 1 && services.size() == 1
                ? Optional.of(new ManifestObjects(deployments.getFirst(), services.getFirst()))
                : Optional.empty();
    }

    /** Parses a text; an unreadable or empty one is a mistake. */
    static List<JsonNode> documents(String text, Mistakes mistakes) {
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            var documents = values.readAll().stream().filter(document -> !document.isNull() && !document.isMissingNode()).toList();
            if (documents.isEmpty()) {
                mistakes.add("ReleaseIncomplete", "it is empty");
            }
            return documents;
        } catch (JacksonException broken) {
            var at = broken.getLocation();
            mistakes.add("ReleaseNotYaml",
                    "it is not YAML" + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr())
                            + ": " + broken.getOriginalMessage().lines().findFirst().orElse("unreadable").strip());
            return List.of();
        }
    }

    private static String kind(JsonNode document) {
        return document.isObject()
                ? document.path("apiVersion").asString("(no apiVersion)") + " " + document.path("kind").asString("(no kind)")
                : "document that is no object";
    }

    private static void one(String kind, List<ObjectNode> found, Mistakes mistakes) {
        if (found.size() != 1) {
            mistakes.add("ReleaseIncomplete",
                    "it holds " + (found.isEmpty() ? "no " : found.size() + " times a ") + kind + ", expected one");
        }
    }
}

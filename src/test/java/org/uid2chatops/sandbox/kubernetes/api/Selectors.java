package org.uid2chatops.sandbox.kubernetes.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Label and field selectors in their query form. */
final class Selectors {

    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
    private static final Pattern COMMA_OUTSIDE_PARENTHESES = Pattern.compile(",(?![^(]*\\))");

    /** Source: Kubernetes, {@code AddFieldLabelConversionFunc} of each group. */
    private static final Map<String, Set<String>> FIELDS = Map.of("Pod",
            Set.of("spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP",
                    "status.nominatedNodeName"),
            "Event", Set.of("reason", "reportingComponent", "source", "type"), "Secret", Set.of("type"), "Namespace",
            Set.of("status.phase"),
            "Node", Set.of("spec.unschedulable"), "ReplicaSet", Set.of("status.replicas"), "Service",
            Set.of("spec.clusterIP", "spec.type"));

    private Selectors() {
    }

    static Predicate<ObjectNode> labels(String selector) {
        Predicate<JsonNode> wanted = parts(selector).map(Selectors::label).reduce(_ -> true, Predicate::and);
        return object -> wanted.test(object.path("metadata").path("labels"));
    }

    /** Fields are named by their path, {@code involvedObject.name} say. */
    static Predicate<ObjectNode> fields(String selector, ResourceType type) {
        return parts(selector).map(one -> {
            boolean not = one.contains("!=");
            String[] sides = one.split(not ? "!=" : "==?", 2);
            if (sides.length < 2) {
                throw ApiFailure.badRequest("invalid selector: '" + one + "'; can't understand '" + one + "'");
            }
            if (!selectable(sides[0], type)) {
                throw ApiFailure.badRequest("Unable to find \"/" + type.groupVersion() + ", Resource=" + type.plural()
                        + "\" that match label selector \"\", field selector \"" + selector + "\": field label not supported: " + sides[0]);
            }
            String pointer = "/" + sides[0].replace('.', '/');
            return (Predicate<ObjectNode>) object -> object.at(pointer).asString("").equals(sides[1]) != not;
        }).reduce(_ -> true, Predicate::and);
    }

    private static boolean selectable(String field, ResourceType type) {
        return field.equals("metadata.name") || field.equals("metadata.namespace")
                || FIELDS.getOrDefault(type.kind(), Set.of()).contains(field)
                || (type.kind().equals("Event") && field.startsWith("involvedObject."));
    }

    /** @throws ApiFailure 400 */
    private static void readable(String name, String value, String requirement) {
        if (!Names.isQualified(name) || !Names.LABEL_VALUE.matcher(value).matches()) {
            throw ApiFailure.badRequest("unable to parse requirement: invalid label: \"" + requirement + "\"");
        }
    }

    private static Stream<String> parts(String selector) {
        return COMMA_OUTSIDE_PARENTHESES.splitAsStream(selector).map(String::strip).filter(one -> !one.isEmpty());
    }

    private static Predicate<JsonNode> label(String one) {
        var set = SET.matcher(one);
        if (set.matches()) {
            var values = List.of(set.group(3).strip().split("\\s*,\\s*"));
            boolean in = set.group(2).equals("in");
            return labels -> values.contains(labels.path(set.group(1)).asString("\0")) == in;
        }
        if (one.startsWith("!")) {
            return labels -> !labels.has(one.substring(1).strip());
        }
        boolean not = one.contains("!=");
        String[] sides = one.split(not ? "!=" : "==?", 2);
        if (sides.length < 2) {
            readable(one, "", one);
            return labels -> labels.has(one);
        }
        readable(sides[0].strip(), sides[1].strip(), one);
        return labels -> labels.path(sides[0].strip()).asString("\0").equals(sides[1].strip()) != not;
    }
}

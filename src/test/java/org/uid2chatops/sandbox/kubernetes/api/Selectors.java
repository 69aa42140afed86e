package org.uid2chatops.sandbox.kubernetes.api;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Label and field selectors in their query form. */
final class Selectors {

    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
    private static final Pattern COMMA_OUTSIDE_PARENTHESES = Pattern.compile(",(?![^(]*\\))");

    private Selectors() {
    }

    static Predicate<ObjectNode> labels(String selector) {
        Predicate<JsonNode> wanted = parts(selector).map(Selectors::label).reduce(_ -> true, Predicate::and);
        return object -> wanted.test(object.path("metadata").path("labels"));
    }

    /** Fields are named by their path, {@code involvedObject.name} say. */
    static Predicate<ObjectNode> fields(String selector) {
        return parts(selector).map(one -> {
            boolean not = one.contains("!=");
            String[] sides = one.split(not ? "!=" : "==?", 2);
            if (sides.length < 2) {
                throw ApiFailure.badRequest("invalid selector: '" + one + "'; can't understand '" + one + "'");
            }
            String pointer = "/" + sides[0].replace('.', '/');
            return (Predicate<ObjectNode>) object -> object.at(pointer).asString("").equals(sides[1]) != not;
        }).reduce(_ -> true, Predicate::and);
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
            return labels -> labels.has(one);
        }
        return labels -> labels.path(sides[0].strip()).asString("\0").equals(sides[1].strip()) != not;
    }
}

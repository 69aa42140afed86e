package org.uid2chatops.sandbox.azure;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

/** The fields of a JSON document with the kind of each, and the form of times, etags and ids, whatever their values: those of a list's entries are one entry's. */
final class Shape {

    private static final Map<String, String> FORMS = Map.of("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", " time",
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ", " time with a blank", "W/\"[-0-9a-f]{36}\"", " etag", "/.*", " path");

    private Shape() {
    }

    static Set<String> of(JsonNode json) {
        var fields = new TreeSet<String>();
        collect("", json, fields);
        return fields;
    }

    private static void collect(String at, JsonNode node, Set<String> fields) {
        if (node.isObject() && !node.isEmpty()) {
            // Versions are keys in the list of versions: data, not fields
            node.propertyStream().forEach(
                    entry -> collect(at + "/" + (entry.getKey().matches("\\d+\\.\\d+\\.\\d+") ? "VERSION" : entry.getKey()),
                            entry.getValue(),
                            fields));
        } else if (node.isArray() && !node.isEmpty()) {
            node.forEach(one -> collect(at + "[]", one, fields));
        } else if (!node.isMissingNode()) {
            fields.add(at + kind(node));
        }
    }

    private static String kind(JsonNode node) {
        if (node.isString()) {
            return FORMS.entrySet().stream().filter(form -> node.stringValue().matches(form.getKey())).map(Map.Entry::getValue).findFirst()
                    .orElse("");
        }
        return node.isNull() ? " null" : node.isArray() ? " []" : node.isObject() ? " {}" : node.isBoolean() ? " true or false" : " number";
    }
}

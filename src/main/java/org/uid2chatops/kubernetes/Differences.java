package org.uid2chatops.kubernetes;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Quantity;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.rollout.Decision.Change;

/** Compares what a manifest asks for with what the API server holds, which has defaults of its own added. */
final class Differences {

    private final List<Change> found = new ArrayList<>();

    private Differences() {
    }

    /** Returns the fields of {@code wanted} that {@code live} does not hold. */
    static List<Change> between(JsonNode wanted, JsonNode live) {
        var differences = new Differences();
        wanted.forEachEntry((field, value) -> {
            if (!field.equals("status")) {
                differences.compare(field, value, live.path(field), amounts(field));
            }
        });
        return List.copyOf(differences.found);
    }

    private void compare(String path, JsonNode wanted, JsonNode live, boolean quantities) {
        if (wanted.isObject() && live.isObject()) {
            wanted.forEachEntry((field, value) -> compare(path + "." + field, value, live.path(field),
                    quantities || amounts(field)));
        } else if (wanted.isArray() && live.isArray() && wanted.size() == live.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                String name = wanted.get(i).path("name").asString("");
                compare(path + "[" + (name.isEmpty() ? String.valueOf(i) : name) + "]", wanted.get(i), live.get(i), quantities);
            }
        } else if (!same(wanted, live, quantities)) {
            found.add(new Change(path, shown(live), shown(wanted)));
        }
    }

    private static boolean amounts(String field) {
        return field.equals("requests") || field.equals("limits");
    }

    private static boolean same(JsonNode wanted, JsonNode live, boolean quantities) {
        // The API server does not keep what is empty, false or zero.
        boolean nothing = wanted.isNull() || wanted.isContainer() && wanted.isEmpty() || wanted.isString() && wanted.asString().isEmpty()
                || wanted.isBoolean() && !wanted.asBoolean() || wanted.isNumber() && wanted.asDouble() == 0;
        if (live.isMissingNode() || live.isNull()) {
            return nothing;
        }
        if (wanted.isContainer() || live.isContainer()) {
            return false;
        }
        return wanted.asString().equals(live.asString()) || quantities && sameQuantity(wanted.asString(), live.asString());
    }

    private static boolean sameQuantity(String wanted, String live) {
        try {
            return Quantity.getAmountInBytes(Quantity.parse(wanted)).compareTo(Quantity.getAmountInBytes(Quantity.parse(live))) == 0;
        } catch (IllegalArgumentException | ArithmeticException noQuantity) {
            return false;
        }
    }

    private static String shown(JsonNode node) {
        if (node.isMissingNode()) {
            return "(not there)";
        }
        String text = node.isArray() ? node.size() + " entries" : node.isObject() ? node.toString() : node.asString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}

package org.uid2chatops.sandbox.slack.web;

import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** Slack's limits of the elements within blocks: texts, buttons, selects, confirmations. Adds what it finds to a list. */
final class ElementLimits {

    private final List<String> problems;

    ElementLimits(List<String> problems) {
        this.problems = problems;
    }

    void check(JsonNode element, String at) {
        String type = element.path("type").asString("");
        length(element, "action_id", 255, at);
        if (!type.isEmpty() && !type.equals("mrkdwn") && !type.equals("plain_text")) {
            known(element, Shapes.ELEMENTS.getOrDefault(type, Set.of()), at);
        }
        switch (type) {
            case "mrkdwn", "plain_text" -> text(element, 3000, at);
            case "button" -> {
                plain(element.path("text"), 75, at + "/text");
                length(element, "value", 2000, at);
                length(element, "url", 3000, at);
                length(element, "accessibility_label", 75, at);
                if (element.hasNonNull("style") && !Set.of("primary", "danger").contains(element.path("style").asString(""))) {
                    problem("must be one of primary, danger", at + "/style");
                }
            }
            case "static_select", "multi_static_select" -> options(element, 100, at);
            case "checkboxes", "radio_buttons" -> options(element, 10, at);
            case "overflow" -> options(element, 5, at);
            case "plain_text_input" -> {
                if (element.path("min_length").asInt(0) > 3000 || element.path("max_length").asInt(1) > 3000) {
                    problem("must be less than 3001", at + "/max_length");
                }
            }
            case "image" -> {
                if (!element.hasNonNull("alt_text")) {
                    problem("missing required field: alt_text", at);
                }
            }
            case "" -> problem("missing required field: type", at);
            default -> {
            }
        }
        if (element.hasNonNull("placeholder")) {
            plain(element.path("placeholder"), 150, at + "/placeholder");
        }
        if (element.hasNonNull("confirm")) {
            JsonNode confirm = element.path("confirm");
            known(confirm, Shapes.CONFIRM, at + "/confirm");
            plain(confirm.path("title"), 100, at + "/confirm/title");
            text(confirm.path("text"), 300, at + "/confirm/text");
            plain(confirm.path("confirm"), 30, at + "/confirm/confirm");
            plain(confirm.path("deny"), 30, at + "/confirm/deny");
        }
    }

    /** Slack takes no field that it does not know. */
    void known(JsonNode owner, Set<String> fields, String at) {
        owner.propertyNames().stream().filter(field -> !fields.contains(field))
                .forEach(field -> problem("invalid additional property: " + field, at));
    }

    /** A text that has no formatting. */
    void plain(JsonNode text, int most, String at) {
        if (text.path("type").asString("").equals("mrkdwn")) {
            problem("unsupported type: mrkdwn", at + "/type");
        } else {
            text(text, most, at);
        }
    }

    void text(JsonNode text, int most, String at) {
        String type = text.path("type").asString("");
        if (Shapes.ELEMENTS.containsKey(type)) {
            known(text, Shapes.ELEMENTS.getOrDefault(type, Set.of()), at);
        }
        String words = text.path("text").asString("");
        if (!type.equals("plain_text") && !type.equals("mrkdwn")) {
            problem("must be a text object, plain_text or mrkdwn", at);
        } else if (words.isEmpty()) {
            problem("must be more than 0 characters", at + "/text");
        } else if (words.length() > most) {
            problem("must be less than " + (most + 1) + " characters", at + "/text");
        }
    }

    private void options(JsonNode element, int most, String at) {
        JsonNode options = element.path("options");
        if (options.isEmpty() && !element.hasNonNull("option_groups")) {
            problem("must have at least 1 item", at + "/options");
        } else if (options.size() > most) {
            problem("no more than " + most + " items allowed", at + "/options");
        }
        for (int i = 0; i < options.size(); i++) {
            text(options.path(i).path("text"), 75, at + "/options/" + i + "/text");
            length(options.path(i), "value", 150, at + "/options/" + i);
            known(options.path(i), Shapes.OPTION, at + "/options/" + i);
            if (options.path(i).hasNonNull("description")) {
                text(options.path(i).path("description"), 75, at + "/options/" + i + "/description");
            }
        }
    }

    private void length(JsonNode owner, String name, int most, String at) {
        if (owner.path(name).asString("").length() > most) {
            problem("must be less than " + (most + 1) + " characters", at + "/" + name);
        }
    }

    private void problem(String what, String pointer) {
        problems.add("[ERROR] " + what + " [json-pointer:" + pointer + "]");
    }
}

package org.uid2chatops.sandbox.slack.act;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.slack.workspace.Json;

/** Finds what a person can press in blocks, and says it as Slack does in {@code actions}. */
public final class Actions {

    /** Something to press, and the block it is in. */
    public record Pressable(JsonNode block, JsonNode element) {

        String actionId() {
            return element.path("action_id").asString("");
        }

        /** Returns the words on it. */
        public String label() {
            return element.path("text").path("text").asString("");
        }
    }

    private Actions() {
    }

    /** Returns everything that can be pressed, from top to bottom. */
    public static List<Pressable> in(JsonNode blocks) {
        return blocks.valueStream().flatMap(block -> Stream
                .concat(Stream.concat(block.path("elements").valueStream(), Stream.of(block.path("accessory"))),
                        Stream.of(block.path("element")))
                .filter(element -> element.hasNonNull("action_id") || element.path("type").asString("").equals("button"))
                .map(element -> new Pressable(block, element))).toList();
    }

    /** Finds the one with that {@code action_id}, or that label (letter case aside). */
    public static Optional<Pressable> find(JsonNode blocks, String actionIdOrLabel) {
        List<Pressable> all = in(blocks);
        return all.stream().filter(each -> each.actionId().equals(actionIdOrLabel)).findFirst()
                .or(() -> all.stream().filter(each -> each.label().strip().equalsIgnoreCase(actionIdOrLabel.strip())).findFirst());
    }

    /**
     * Returns the entry of {@code actions}.
     *
     * @param chosen what was chosen in a menu, with commas between; for buttons it does not matter
     * @param now the time, as Slack writes it
     * @throws IllegalArgumentException if the menu has no such option
     */
    static ObjectNode pressed(Pressable pressable, Optional<String> chosen, String now) {
        JsonNode element = pressable.element();
        ObjectNode action = Json.object();
        for (String field : List.of("action_id", "type", "text", "value", "style", "url")) {
            if (element.hasNonNull(field)) {
                action.set(field, element.path(field));
            }
        }
        action.put("block_id", pressable.block().path("block_id").asString(""));
        chosen.ifPresent(values -> action.setAll(value(element, Arrays.asList(values.split(",")))));
        return action.put("action_ts", now);
    }

    /**
     * Returns what an input holds, as in a view's {@code state}.
     *
     * @throws IllegalArgumentException if it has no such option
     */
    static ObjectNode value(JsonNode element, List<String> given) {
        String type = element.path("type").asString("");
        ObjectNode value = Json.object().put("type", type);
        String first = given.isEmpty() ? "" : given.getFirst();
        switch (type) {
            case "static_select", "radio_buttons", "overflow" -> {
                if (first.isEmpty()) {
                    value.putNull("selected_option");
                } else {
                    value.set("selected_option", option(element, first));
                }
            }
            case "multi_static_select", "checkboxes" -> {
                ArrayNode chosen = value.putArray("selected_options");
                given.forEach(each -> chosen.add(option(element, each)));
            }
            case "users_select" -> value.put("selected_user", first);
            case "channels_select" -> value.put("selected_channel", first);
            case "conversations_select" -> value.put("selected_conversation", first);
            case "multi_users_select" -> given.forEach(value.putArray("selected_users")::add);
            case "datepicker" -> value.put("selected_date", first);
            case "timepicker" -> value.put("selected_time", first);
            case "file_input" -> {
                ArrayNode files = value.putArray("files");
                given.forEach(id -> files.addObject().put("id", id));
            }
            default -> value.put("value", first);
        }
        return value;
    }

    private static JsonNode option(JsonNode element, String value) {
        List<JsonNode> options = Stream.concat(element.path("options").valueStream(),
                element.path("option_groups").valueStream().flatMap(group -> group.path("options").valueStream())).toList();
        return options.stream()
                .filter(option -> option.path("value").asString("").equals(value)
                        || option.path("text").path("text").asString("").equals(value))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("there is no option '" + value + "'; there are: "
                        + options.stream().map(option -> option.path("value").asString("")).toList()));
    }
}

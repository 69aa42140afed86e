package org.uid2chatops.sandbox.slack.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/** A message as lines of plain text: its blocks if it has some, its text otherwise. */
final class PlainText {

    private static final Map<String, String> TASK_SIGNS = Map.of("complete", "✅", "in_progress", "⏳", "error", "❌", "pending", "⚪");

    private PlainText() {
    }

    static List<String> lines(JsonNode message) {
        String text = message.path("blocks").isEmpty()
                ? Mrkdwn.plain(message.path("text").asString(""))
                : message.path("blocks").valueStream().flatMap(block -> block(block).stream()).collect(Collectors.joining("\n"));
        String files = message.path("files").valueStream().map(file -> "\n📎 " + file.path("name").asString(""))
                .collect(Collectors.joining());
        return (text + files).lines().map(String::stripTrailing).filter(line -> !line.isEmpty()).toList();
    }

    private static List<String> block(JsonNode block) {
        return switch (block.path("type").asString("")) {
            case "header", "markdown" -> List.of(text(block.path("text")));
            case "section" -> section(block);
            case "context" -> List.of(joined(block.path("elements"), "  ·  "));
            case "actions", "context_actions" -> List.of(joined(block.path("elements"), "  "));
            case "divider" -> List.of("────────");
            case "image" -> List.of("[picture: " + block.path("alt_text").asString("") + "]");
            case "input" -> List.of(text(block.path("label")) + ": [            ]");
            case "plan" ->
                Stream.concat(Stream.of(text(block.path("title"))), block.path("tasks").valueStream().map(PlainText::task)).toList();
            case "task_card" -> List.of(task(block));
            case "table" -> block.path("rows").valueStream().map(row -> joined(row, " | ")).toList();
            case "rich_text" -> block.path("elements").valueStream().flatMap(element -> rich(element).lines()).toList();
            default -> List.of();
        };
    }

    private static List<String> section(JsonNode block) {
        var lines = new ArrayList<String>();
        if (block.hasNonNull("text")) {
            lines.add(text(block.path("text")));
        }
        block.path("fields").forEach(field -> lines.add(text(field).replace("\n", "  ")));
        if (block.path("accessory").path("type").asString("").equals("button")) {
            lines.add(element(block.path("accessory")));
        }
        return lines;
    }

    private static String task(JsonNode card) {
        String details = rich(card.path("details"));
        String output = rich(card.path("output"));
        return TASK_SIGNS.getOrDefault(card.path("status").asString("pending"), "⚪") + " " + text(card.path("title"))
                + (details.isBlank() ? "" : " — " + details.strip()) + (output.isBlank() ? "" : " — " + output.strip());
    }

    private static String joined(JsonNode elements, String between) {
        return elements.valueStream().map(PlainText::element).filter(text -> !text.isBlank()).collect(Collectors.joining(between));
    }

    private static String element(JsonNode element) {
        return switch (element.path("type").asString("")) {
            case "button" -> "[" + text(element.path("text")) + "]";
            case "image" -> element.path("alt_text").asString("");
            case "mrkdwn", "plain_text" -> text(element);
            case "overflow", "static_select" -> "[" + text(element.path("placeholder")) + " ▾]";
            default -> rich(element);
        };
    }

    /** A text object, or a bare text where Slack has one. */
    private static String text(JsonNode text) {
        return Mrkdwn.plain(text.isString() ? text.asString("") : text.path("text").asString(""));
    }

    private static String rich(JsonNode node) {
        return switch (node.path("type").asString("")) {
            case "text", "raw_text" -> node.path("text").asString("");
            case "link" -> node.hasNonNull("text")
                    ? node.path("text").asString("") + " (" + node.path("url").asString("") + ")"
                    : node.path("url").asString("");
            case "emoji" -> Mrkdwn.emoji(":" + node.path("name").asString("") + ":");
            case "user" -> Mrkdwn.plain("<@" + node.path("user_id").asString("") + ">");
            case "rich_text_list" -> node.path("elements").valueStream().map(item -> "• " + rich(item)).collect(Collectors.joining("\n"));
            default -> node.isString()
                    ? node.asString("")
                    : node.path("elements").valueStream().map(PlainText::rich).collect(Collectors.joining());
        };
    }
}

package org.uid2chatops.sandbox.slack.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Slack's limits of Block Kit: what it refuses, in its own words. Source: Slack's Block Kit reference.
 */
public final class BlockLimits {

    /** Where blocks are shown; each has its own limit of blocks. */
    public enum Surface {
        MESSAGE(50),
        MODAL(100),
        HOME(100);

        private final int blocks;

        Surface(int blocks) {
            this.blocks = blocks;
        }
    }

    private static final Set<String> EVERYWHERE = Set.of("section", "header", "divider", "context", "actions", "image", "rich_text",
            "input", "video", "file");
    private static final Set<String> MESSAGES_ONLY = Set.of("plan", "task_card", "markdown", "table", "context_actions");

    private final List<String> problems = new ArrayList<>();

    private BlockLimits() {
    }

    /** Returns what is wrong with those blocks; nothing if Slack would take them. */
    public static List<String> problems(JsonNode blocks, Surface surface) {
        var limits = new BlockLimits();
        limits.blocks(blocks, surface);
        return limits.problems;
    }

    /** Returns what is wrong with a modal or a Home. */
    static List<String> problemsOfView(JsonNode view) {
        var limits = new BlockLimits();
        String type = view.path("type").asString("");
        if (!type.equals("modal") && !type.equals("home")) {
            limits.problem("unsupported type: " + type, "/view/type");
            return limits.problems;
        }
        limits.known(view, Shapes.VIEW, "/view");
        if (type.equals("modal")) {
            limits.plain(view, "title", 24, true, "/view");
            limits.plain(view, "submit", 24, false, "/view");
            limits.plain(view, "close", 24, false, "/view");
            boolean asks = view.path("blocks").valueStream().anyMatch(block -> block.path("type").asString("").equals("input"));
            if (asks && !view.hasNonNull("submit")) {
                limits.problem("missing required field: submit", "/view");
            }
        }
        limits.length(view, "private_metadata", 3000, "/view");
        limits.length(view, "callback_id", 255, "/view");
        limits.length(view, "external_id", 255, "/view");
        limits.blocks(view.path("blocks"), type.equals("modal") ? Surface.MODAL : Surface.HOME);
        return limits.problems;
    }

    private void blocks(JsonNode blocks, Surface surface) {
        if (!blocks.isArray()) {
            problem("must be an array", "/blocks");
            return;
        }
        if (blocks.size() > surface.blocks) {
            problem("no more than " + surface.blocks + " items allowed", "/blocks");
        }
        var ids = new HashSet<String>();
        for (int i = 0; i < blocks.size(); i++) {
            JsonNode block = blocks.path(i);
            String at = "/blocks/" + i;
            String id = block.path("block_id").asString("");
            if (!id.isEmpty() && !ids.add(id)) {
                problem("block_id already exists: " + id, at + "/block_id");
            }
            block(block, surface, at);
        }
    }

    private void block(JsonNode block, Surface surface, String at) {
        String type = block.path("type").asString("");
        length(block, "block_id", 255, at);
        if (!EVERYWHERE.contains(type) && !(surface == Surface.MESSAGE && MESSAGES_ONLY.contains(type))) {
            problem("unsupported type: " + type, at + "/type");
            return;
        }
        known(block, Shapes.BLOCKS.getOrDefault(type, Set.of()), at);
        switch (type) {
            case "section" -> section(block, at);
            case "header" -> plain(block, "text", 150, true, at);
            case "actions" -> elements(block, 25, at);
            case "context" -> elements(block, 10, at);
            case "context_actions" -> elements(block, 5, at);
            case "image" -> {
                if (!block.hasNonNull("image_url") && !block.hasNonNull("slack_file")) {
                    problem("missing required field: image_url", at);
                }
                required(block, "alt_text", at);
                length(block, "alt_text", 2000, at);
                length(block, "image_url", 3000, at);
                plain(block, "title", 2000, false, at);
            }
            case "input" -> {
                plain(block, "label", 2000, true, at);
                plain(block, "hint", 2000, false, at);
                required(block, "element", at);
                element(block, block.path("element"), at + "/element");
            }
            case "markdown" -> {
                required(block, "text", at);
                length(block, "text", 12000, at);
            }
            case "table" -> items(block, "rows", 100, at);
            case "plan" -> plan(block, at);
            case "task_card" -> task(block, at);
            case "rich_text" -> required(block, "elements", at);
            default -> {
            }
        }
    }

    private void section(JsonNode block, String at) {
        if (!block.hasNonNull("text") && !block.hasNonNull("fields")) {
            problem("missing required field: text or fields", at);
        }
        text(block, "text", 3000, false, at);
        if (block.hasNonNull("fields")) {
            items(block, "fields", 10, at);
            for (int i = 0; i < block.path("fields").size(); i++) {
                new ElementLimits(problems).text(block.path("fields").path(i), 2000, at + "/fields/" + i);
            }
        }
        if (block.hasNonNull("accessory")) {
            element(block, block.path("accessory"), at + "/accessory");
        }
    }

    private void plan(JsonNode block, String at) {
        required(block, "title", at);
        items(block, "tasks", 50, at);
        for (int i = 0; i < block.path("tasks").size(); i++) {
            task(block.path("tasks").path(i), at + "/tasks/" + i);
        }
    }

    private void task(JsonNode card, String at) {
        known(card, Shapes.TASK, at);
        required(card, "task_id", at);
        required(card, "title", at);
        String status = card.path("status").asString("pending");
        if (!Set.of("pending", "in_progress", "complete", "error").contains(status)) {
            problem("must be one of pending, in_progress, complete, error: " + status, at + "/status");
        }
    }

    private void elements(JsonNode block, int most, String at) {
        items(block, "elements", most, at);
        var ids = new HashSet<String>();
        for (int i = 0; i < block.path("elements").size(); i++) {
            JsonNode element = block.path("elements").path(i);
            String id = element.path("action_id").asString("");
            if (!id.isEmpty() && !ids.add(id)) {
                problem("action_id already exists: " + id, at + "/elements/" + i);
            }
            element(block, element, at + "/elements/" + i);
        }
    }

    private void element(JsonNode block, JsonNode element, String at) {
        String type = element.path("type").asString("");
        if (!type.isEmpty() && !Shapes.WITHIN.getOrDefault(block.path("type").asString(""), Set.of()).contains(type)) {
            problem("unsupported type: " + type, at + "/type");
        } else {
            new ElementLimits(problems).check(element, at);
        }
    }

    private void known(JsonNode owner, Set<String> fields, String at) {
        new ElementLimits(problems).known(owner, fields, at);
    }

    private void plain(JsonNode owner, String name, int most, boolean required, String at) {
        if (owner.hasNonNull(name)) {
            new ElementLimits(problems).plain(owner.path(name), most, at + "/" + name);
        } else if (required) {
            problem("missing required field: " + name, at);
        }
    }

    private void items(JsonNode block, String name, int most, String at) {
        JsonNode items = block.path(name);
        if (!items.isArray() || items.isEmpty()) {
            problem("must have at least 1 item", at + "/" + name);
        } else if (items.size() > most) {
            problem("no more than " + most + " items allowed", at + "/" + name);
        }
    }

    private void text(JsonNode owner, String name, int most, boolean required, String at) {
        if (owner.hasNonNull(name)) {
            new ElementLimits(problems).text(owner.path(name), most, at + "/" + name);
        } else if (required) {
            problem("missing required field: " + name, at);
        }
    }

    private void required(JsonNode owner, String name, String at) {
        if (!owner.hasNonNull(name)) {
            problem("missing required field: " + name, at);
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

package org.uid2chatops.sandbox.slack.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;

/** What a message must be for Slack to take it, and how it is written down. */
final class Messages {

    /** Slack refuses a longer text. */
    static final int LONGEST_TEXT = 4000;
    /** Of the texts in all blocks together. Slack documents the error, not the number; this one is what people have met. */
    static final int LONGEST_BLOCKS = 13_200;
    private final Faults faults;

    Messages(Faults faults) {
        this.faults = faults;
    }

    /** Returns the message that those words and blocks make, said by the bot. @throws SlackError if Slack would refuse it */
    ObjectNode fromBot(Optional<String> text, Optional<JsonNode> blocks) {
        ObjectNode content = Json.object();
        content.put("type", "message");
        content.put("user", Ids.BOT_USER);
        content.put("bot_id", Ids.BOT);
        content.put("app_id", Ids.APP);
        content.put("team", Ids.TEAM);
        content.put("text", text.orElse(""));
        ObjectNode profile = content.putObject("bot_profile");
        profile.put("id", Ids.BOT).put("app_id", Ids.APP).put("name", Ids.BOT_NAME).put("team_id", Ids.TEAM);
        blocks.ifPresent(given -> content.set("blocks", given));
        return content;
    }

    /** Refuses what Slack would refuse. @throws SlackError with its code */
    void check(Optional<String> text, Optional<JsonNode> blocks) {
        if (text.isEmpty() && blocks.map(JsonNode::isEmpty).orElse(true)) {
            throw new SlackError("no_text");
        }
        if (text.isPresent() && text.get().length() > LONGEST_TEXT) {
            throw new SlackError("msg_too_long");
        }
        blocks.ifPresent(given -> {
            refuse(BlockLimits.problems(given, BlockLimits.Surface.MESSAGE), "invalid_blocks");
            if (textIn(given) > LONGEST_BLOCKS) {
                throw new SlackError("msg_blocks_too_long");
            }
            refuseByFault(given);
        });
    }

    static void refuse(List<String> problems, String code) {
        if (!problems.isEmpty()) {
            throw new SlackError(code, problems);
        }
    }

    private static int textIn(JsonNode node) {
        int length = node.isObject() ? node.path("text").asString("").length() : 0;
        for (JsonNode child : node) {
            length += textIn(child);
        }
        return length;
    }

    private void refuseByFault(JsonNode blocks) {
        String used = blocks.valueStream().map(block -> block.path("type").asString("")).collect(Collectors.joining(","));
        faults.take("slack.blocks-refused", "", parameters -> List.of(String.valueOf(parameters.getOrDefault("types", "plan,task_card"))
                .split(",")).stream().anyMatch(type -> List.of(used.split(",")).contains(type.strip()))).ifPresent(_ -> {
                    throw new SlackError("invalid_blocks", List.of("[ERROR] unsupported type: " + used));
                });
    }
}

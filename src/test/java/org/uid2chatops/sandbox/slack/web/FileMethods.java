package org.uid2chatops.sandbox.slack.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Files;
import org.uid2chatops.sandbox.slack.workspace.Files.Stored;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.Posts;

/** {@code files.*}: the upload in three calls, and looking at what people uploaded. */
final class FileMethods {

    private final Files files;
    private final Posts posts;
    private final Messages messages;
    private final java.util.function.Supplier<String> root;

    FileMethods(Files files, Posts posts, Messages messages, java.util.function.Supplier<String> root) {
        this.files = files;
        this.posts = posts;
        this.messages = messages;
        this.root = root;
    }

    Map<String, Method> all() {
        return Map.of("files.getUploadURLExternal", this::uploadUrl, "files.completeUploadExternal", this::complete, "files.info",
                this::info);
    }

    private ObjectNode uploadUrl(Arguments arguments) {
        arguments.required("length");
        Stored file = files.add(arguments.required("filename"), Ids.BOT_USER, new byte[0]);
        return Json.object().put("upload_url", root.get() + "upload/" + file.id()).put("file_id", file.id());
    }

    private ObjectNode complete(Arguments arguments) {
        JsonNode named = arguments.json("files", "invalid_arguments").orElseThrow(() -> SlackError.missing("files"));
        List<Stored> uploaded = new ArrayList<>();
        for (JsonNode each : named) {
            uploaded.add(found(each.path("id").asString("")));
        }
        ObjectNode answer = Json.object();
        ArrayNode shown = answer.putArray("files");
        uploaded.forEach(file -> shown.add(file.json(root.get())));
        arguments.text("channel_id").or(() -> arguments.text("channels")).ifPresent(id -> {
            Channel channel = Directory.channel(id).orElseThrow(() -> new SlackError("channel_not_found"));
            if (!channel.botIsMember()) {
                throw new SlackError("not_in_channel");
            }
            ObjectNode content = messages.fromBot(Optional.of(arguments.text("initial_comment").orElse("")), Optional.empty());
            content.set("files", shown.deepCopy());
            arguments.text("thread_ts").ifPresent(thread -> content.put("thread_ts", thread));
            posts.add(channel, content, Optional.empty());
        });
        return answer;
    }

    private ObjectNode info(Arguments arguments) {
        return Json.object().set("file", found(arguments.required("file")).json(root.get()));
    }

    private Stored found(String id) {
        return files.withId(id).orElseThrow(() -> new SlackError("file_not_found"));
    }
}

package org.uid2chatops.sandbox.slack.web;

import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.Post;
import org.uid2chatops.sandbox.slack.workspace.Posts;

/** {@code chat.*} */
final class ChatMethods {

    /** In characters: Slack allows 8 KB. */
    private static final int LARGEST_METADATA = 8_000;
    private final Posts posts;
    private final Messages messages;
    private final Exchanges exchanges;

    ChatMethods(Posts posts, Messages messages, Exchanges exchanges) {
        this.posts = posts;
        this.messages = messages;
        this.exchanges = exchanges;
    }

    Map<String, Method> all() {
        return Map.of("chat.postMessage", this::post, "chat.update", this::update, "chat.delete", this::delete, "chat.postEphemeral",
                this::ephemeral, "chat.getPermalink", this::permalink);
    }

    private ObjectNode post(Arguments arguments) {
        Channel channel = writable(arguments);
        ObjectNode content = content(arguments);
        arguments.text("thread_ts").ifPresent(thread -> {
            content.put("thread_ts", posts.find(channel, thread).orElseThrow(() -> new SlackError("thread_not_found")).thread()
                    .orElse(thread));
            if (arguments.flag("reply_broadcast")) {
                content.put("subtype", "thread_broadcast");
            }
        });
        metadata(arguments).ifPresent(metadata -> content.set("metadata", metadata));
        return answer(posts.add(channel, content, Optional.empty()));
    }

    private ObjectNode update(Arguments arguments) {
        Channel channel = writable(arguments);
        Post post = posts.find(channel, arguments.required("ts")).filter(found -> found.onlyFor().isEmpty())
                .orElseThrow(() -> new SlackError("message_not_found"));
        if (!post.user().equals(Ids.BOT_USER)) {
            throw new SlackError("cant_update_message");
        }
        Optional<String> text = arguments.text("text");
        Optional<JsonNode> blocks = blocks(arguments);
        messages.check(text, blocks);
        ObjectNode content = post.content().deepCopy();
        text.ifPresent(words -> content.put("text", words));
        blocks.ifPresent(given -> content.set("blocks", given));
        metadata(arguments).ifPresent(metadata -> content.set("metadata", metadata));
        content.putObject("edited").put("user", Ids.BOT_USER).put("ts", posts.now());
        return answer(posts.edit(post, content)).put("text", content.path("text").asString(""));
    }

    private ObjectNode delete(Arguments arguments) {
        Channel channel = writable(arguments);
        Post post = posts.find(channel, arguments.required("ts")).filter(found -> found.onlyFor().isEmpty())
                .orElseThrow(() -> new SlackError("message_not_found"));
        if (!post.user().equals(Ids.BOT_USER)) {
            throw new SlackError("cant_delete_message");
        }
        posts.delete(post);
        return Json.object().put("channel", channel.id()).put("ts", post.ts());
    }

    private ObjectNode ephemeral(Arguments arguments) {
        Channel channel = writable(arguments);
        Person person = Directory.personWithId(arguments.required("user")).orElseThrow(() -> new SlackError("user_not_found"));
        if (!channel.seenBy(person)) {
            throw new SlackError("user_not_in_channel");
        }
        ObjectNode content = content(arguments);
        arguments.text("thread_ts").ifPresent(thread -> content.put("thread_ts", thread));
        content.put("is_ephemeral", true);
        Post post = posts.add(channel, content, Optional.of(person));
        exchanges.heard(person, said(content));
        return Json.object().put("message_ts", post.ts());
    }

    private ObjectNode permalink(Arguments arguments) {
        Channel channel = Places.channel(arguments);
        Post post = posts.find(channel, arguments.required("message_ts")).orElseThrow(() -> new SlackError("message_not_found"));
        return Json.object().put("channel", channel.id()).put("permalink", "https://" + Ids.TEAM_DOMAIN + ".slack.com/archives/"
                + channel.id() + "/p" + post.ts().replace(".", ""));
    }

    /** Returns the words and blocks of a message, as an answer to a command. */
    static ObjectNode said(JsonNode content) {
        ObjectNode said = Json.object().put("text", content.path("text").asString(""));
        if (content.hasNonNull("blocks")) {
            said.set("blocks", content.path("blocks"));
        }
        return said;
    }

    private ObjectNode content(Arguments arguments) {
        Optional<String> text = arguments.text("text");
        Optional<JsonNode> blocks = blocks(arguments);
        messages.check(text, blocks);
        return messages.fromBot(text, blocks);
    }

    private static Optional<JsonNode> blocks(Arguments arguments) {
        return arguments.json("blocks", "invalid_blocks_format");
    }

    private static Optional<JsonNode> metadata(Arguments arguments) {
        Optional<JsonNode> metadata = arguments.json("metadata", "invalid_metadata_format");
        if (metadata.isPresent() && (!metadata.get().hasNonNull("event_type") || !metadata.get().path("event_payload").isObject())) {
            throw new SlackError("invalid_metadata_schema");
        }
        if (metadata.isPresent() && metadata.get().toString().length() > LARGEST_METADATA) {
            throw new SlackError("metadata_too_large");
        }
        return metadata;
    }

    private static Channel writable(Arguments arguments) {
        Channel channel = Places.channel(arguments);
        if (!channel.botIsMember()) {
            throw new SlackError("not_in_channel");
        }
        return channel;
    }

    private static ObjectNode answer(Post post) {
        ObjectNode answer = Json.object().put("channel", post.channel().id()).put("ts", post.ts());
        answer.set("message", post.content());
        return answer;
    }
}

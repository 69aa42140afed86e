package org.uid2chatops.sandbox.slack.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.Post;
import org.uid2chatops.sandbox.slack.workspace.Posts;

/** {@code conversations.*} */
final class ConversationMethods {

    private final Posts posts;

    ConversationMethods(Posts posts) {
        this.posts = posts;
    }

    Map<String, Method> all() {
        return Map.of("conversations.info", this::info, "conversations.list", this::list, "conversations.open", this::open,
                "conversations.history", this::history, "conversations.replies", this::replies);
    }

    private ObjectNode info(Arguments arguments) {
        return Json.object().set("channel", Places.json(Places.channel(arguments)));
    }

    private ObjectNode list(Arguments arguments) {
        List<String> types = List.of(arguments.text("types").orElse("public_channel").split(","));
        ObjectNode answer = Json.object();
        ArrayNode channels = answer.putArray("channels");
        Directory.all().stream().filter(channel -> types.contains(channel.with().isPresent() ? "im" : "public_channel"))
                .forEach(channel -> channels.add(Places.json(channel)));
        answer.putObject("response_metadata").put("next_cursor", "");
        return answer;
    }

    private ObjectNode open(Arguments arguments) {
        String who = arguments.text("users").or(() -> arguments.text("channel")).orElseThrow(() -> SlackError.missing("users"));
        Channel channel = Directory.channel(who).filter(found -> found.with().isPresent())
                .orElseThrow(() -> new SlackError("user_not_found"));
        return Json.object().set("channel", Places.json(channel));
    }

    private ObjectNode history(Arguments arguments) {
        Channel channel = readable(arguments);
        List<Post> all = new ArrayList<>(
                posts.in(channel).stream().filter(post -> post.onlyFor().isEmpty() && post.inChannel()).toList());
        Collections.reverse(all);
        return page(all, arguments);
    }

    private ObjectNode replies(Arguments arguments) {
        Channel channel = readable(arguments);
        String thread = arguments.required("ts");
        List<Post> all = posts.in(channel).stream().filter(post -> post.onlyFor().isEmpty()
                && (post.ts().equals(thread) || post.thread().orElse("").equals(thread))).toList();
        if (all.isEmpty()) {
            throw new SlackError("thread_not_found");
        }
        return page(all, arguments);
    }

    private static Channel readable(Arguments arguments) {
        Channel channel = Places.channel(arguments);
        if (!channel.botIsMember()) {
            throw new SlackError("not_in_channel");
        }
        return channel;
    }

    private static ObjectNode page(List<Post> all, Arguments arguments) {
        String oldest = arguments.text("oldest").orElse("0");
        String latest = arguments.text("latest").orElse("9");
        boolean inclusive = arguments.flag("inclusive");
        List<Post> wanted = all.stream().filter(post -> within(post.ts(), oldest, latest, inclusive)).toList();
        int from = Math.min(arguments.number("cursor", 0), wanted.size());
        int to = Math.min(wanted.size(), from + arguments.number("limit", 100));
        ObjectNode answer = Json.object();
        ArrayNode shown = answer.putArray("messages");
        wanted.subList(from, to).forEach(post -> {
            ObjectNode content = post.content().deepCopy();
            if (!arguments.flag("include_all_metadata")) {
                content.remove("metadata");
            }
            shown.add(content);
        });
        answer.put("has_more", to < wanted.size());
        answer.putObject("response_metadata").put("next_cursor", to < wanted.size() ? String.valueOf(to) : "");
        return answer;
    }

    /** Timestamps of this century all have ten digits before the point, so they compare as text. */
    private static boolean within(String ts, String oldest, String latest, boolean inclusive) {
        return ts.compareTo(oldest) > 0 && ts.compareTo(latest) < 0 || inclusive && (ts.equals(oldest) || ts.equals(latest));
    }
}

package org.uid2chatops.sandbox.slack.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.Post;
import org.uid2chatops.sandbox.slack.workspace.Posts;

/** The {@code response_url}s: each takes five posts within 30 real minutes. Thread-safe. */
public final class ResponseUrls {

    private static final int USES = 5;
    private static final Duration LIFE = Duration.ofMinutes(30);
    private final Clock real;
    private final Posts posts;
    private final Messages messages;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    ResponseUrls(Clock real, Posts posts, Messages messages) {
        this.real = real;
        this.posts = posts;
        this.messages = messages;
    }

    private record Issued(Channel channel, Person person, Optional<Post> about, Consumer<ObjectNode> heard, Instant at,
            AtomicInteger uses) {
    }

    /**
     * Returns the path of a new one, without a leading slash.
     *
     * @param about the message whose button was pressed
     * @param heard told of every post to it
     */
    public String issue(Channel channel, Person person, Optional<Post> about, Consumer<ObjectNode> heard) {
        String id = String.valueOf(ids.incrementAndGet());
        issued.put(id, new Issued(channel, person, about, heard, real.instant(), new AtomicInteger()));
        return "commands/" + id;
    }

    /** Takes a post to one. @throws SlackError {@code expired_url}, {@code used_url}, or what is wrong with the message */
    void take(String id, String json) {
        @Nullable
        Issued url = issued.get(id);
        if (url == null || real.instant().isAfter(url.at().plus(LIFE))) {
            throw new SlackError("expired_url");
        }
        JsonNode body;
        try {
            body = Json.parse(json);
        } catch (JacksonException e) {
            throw new SlackError("invalid_payload");
        }
        if (url.uses().incrementAndGet() > USES) {
            throw new SlackError("used_url");
        }
        if (body.path("delete_original").asBoolean(false)) {
            url.about().ifPresent(posts::delete);
        } else {
            url.heard().accept(
                    say(url.channel(), url.person(), url.about().filter(_ -> body.path("replace_original").asBoolean(false)), body));
        }
    }

    /**
     * Posts what the bot answered: to everybody if it says {@code in_channel}, to the person alone otherwise.
     *
     * @return its words and blocks
     * @throws SlackError what is wrong with the message
     */
    public ObjectNode say(Channel channel, Person person, Optional<Post> inPlaceOf, JsonNode body) {
        Optional<String> text = body.path("text").stringValueOpt().filter(words -> !words.isEmpty());
        Optional<JsonNode> blocks = body.hasNonNull("blocks") ? Optional.of(body.path("blocks")) : Optional.empty();
        messages.check(text, blocks);
        ObjectNode content = messages.fromBot(text, blocks);
        body.path("thread_ts").stringValueOpt().ifPresent(thread -> content.put("thread_ts", thread));
        boolean everybody = body.path("response_type").asString("ephemeral").equals("in_channel");
        Optional<Post> standing = inPlaceOf.flatMap(post -> posts.find(channel, post.ts()));
        if (standing.isPresent()) {
            content.put("ts", standing.get().ts());
            standing.get().thread().ifPresent(thread -> content.put("thread_ts", thread));
            standing.get().onlyFor().ifPresent(_ -> content.put("is_ephemeral", true));
            posts.edit(standing.get(), content);
        } else {
            if (!everybody) {
                content.put("is_ephemeral", true);
            }
            posts.add(channel, content, everybody ? Optional.empty() : Optional.of(person));
        }
        ObjectNode said = ChatMethods.said(content);
        body.path("response_type").stringValueOpt().ifPresent(type -> said.put("response_type", type));
        return said;
    }
}

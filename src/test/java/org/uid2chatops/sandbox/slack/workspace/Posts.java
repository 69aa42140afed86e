package org.uid2chatops.sandbox.slack.workspace;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;

/** Every message of the workspace, in the order they were posted. Thread-safe. */
public final class Posts {

    private final Clock clock;
    private final Changes changes;
    private final Map<String, Post> byTs = new LinkedHashMap<>();
    private long lastMicros;
    private long blockIds;

    public Posts(Clock clock, Changes changes) {
        this.clock = clock;
        this.changes = changes;
    }

    /** Posts a message: gives it its {@code ts}, and a {@code block_id} to every block without one. */
    public Post add(Channel channel, ObjectNode content, Optional<Person> onlyFor) {
        return changes.make(version -> {
            String ts = nextTs();
            ObjectNode whole = content.deepCopy();
            whole.put("ts", ts);
            nameBlocks(whole);
            var post = new Post(channel, ts, whole, onlyFor, version, false);
            byTs.put(ts, post);
            if (onlyFor.isEmpty()) {
                post.thread().filter(parent -> !parent.equals(ts)).flatMap(parent -> find(channel, parent))
                        .ifPresent(parent -> byTs.put(parent.ts(), withReplies(parent, version)));
            }
            return post;
        });
    }

    /** Puts new content in the place of a message's. */
    public Post edit(Post post, ObjectNode content) {
        return changes.make(version -> {
            ObjectNode whole = content.deepCopy();
            nameBlocks(whole);
            Post edited = post.with(whole, version);
            byTs.put(post.ts(), edited);
            return edited;
        });
    }

    public void delete(Post post) {
        changes.make(version -> byTs.put(post.ts(), post.gone(version)));
    }

    /** Finds a message that is not deleted. */
    public Optional<Post> find(Channel channel, String ts) {
        return changes.look(() -> Optional.ofNullable(byTs.get(ts)).filter(post -> post.channel().equals(channel) && !post.deleted()));
    }

    /** Returns the messages of a channel and its threads, oldest first, ephemeral ones included. */
    public List<Post> in(Channel channel) {
        return changes.look(() -> byTs.values().stream().filter(post -> post.channel().equals(channel) && !post.deleted()).toList());
    }

    /** Returns what changed after that version, deleted messages included, in the order of the changes. */
    public List<Post> changedSince(long version) {
        return changes.look(() -> {
            var changed = new ArrayList<>(byTs.values().stream().filter(post -> post.version() > version).toList());
            changed.sort(java.util.Comparator.comparingLong(Post::version));
            return changed;
        });
    }

    /** Returns the time now as Slack writes it: {@code 1503435956.000247}. */
    public String now() {
        return timestamp(micros());
    }

    private long micros() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    private static String timestamp(long micros) {
        return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
    }

    private String nextTs() {
        lastMicros = Math.max(lastMicros + 1, micros());
        return timestamp(lastMicros);
    }

    private void nameBlocks(ObjectNode content) {
        content.path("blocks").valueStream().filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast)
                .filter(block -> !block.hasNonNull("block_id")).forEach(block -> block.put("block_id", "b" + ++blockIds));
    }

    private Post withReplies(Post parent, long version) {
        List<Post> replies = byTs.values().stream().filter(post -> post.channel().equals(parent.channel()) && !post.deleted()
                && post.onlyFor().isEmpty() && post.isReply() && post.thread().orElse("").equals(parent.ts())).toList();
        ObjectNode content = parent.content().deepCopy();
        content.put("thread_ts", parent.ts());
        content.put("reply_count", replies.size());
        content.put("latest_reply", replies.getLast().ts());
        ArrayNode users = content.putArray("reply_users");
        replies.stream().map(Post::user).distinct().forEach(users::add);
        content.put("reply_users_count", users.size());
        return parent.with(content, version);
    }
}

package org.uid2chatops.sandbox.slack.say;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.uid2chatops.sandbox.slack.act.Commands;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Post;
import org.uid2chatops.sandbox.slack.workspace.Workspace;

/**
 * Prints what happens in the workspace as readable text, as it happens: who, when (simulated time), what; of an edit only
 * the lines that changed; replies indented. Thread-safe.
 */
final class Transcript implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String INDENT = " ".repeat(14);
    private final Workspace workspace;
    private final PrintStream out;
    private final Map<String, List<String>> printed = new HashMap<>();
    private final Thread follower;
    /** Read under the workspace's lock, while {@link #catchUp} waits for that lock: it must need none of ours. */
    private final AtomicLong seen = new AtomicLong();
    private volatile boolean closed;

    Transcript(Workspace workspace, PrintStream out) {
        this.workspace = workspace;
        this.out = out;
        this.seen.set(workspace.changes().version());
        this.follower = Thread.ofVirtual().start(this::follow);
    }

    private void follow() {
        try {
            while (!closed) {
                workspace.changes().await(() -> closed || workspace.changes().version() > seen.get(), Duration.ofSeconds(10));
                catchUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Prints what has not been printed yet. */
    synchronized void catchUp() {
        // Asked before the posts are: what changes between the two questions is printed the next time, and not lost.
        long upTo = workspace.changes().version();
        for (Post post : workspace.posts().changedSince(seen.get())) {
            seen.accumulateAndGet(post.version(), Math::max);
            if (!post.deleted()) {
                print(post);
            }
        }
        seen.accumulateAndGet(upTo, Math::max);
    }

    /** Prints a remark of the conversation's own. */
    synchronized void remark(String text) {
        out.println("-- " + text);
    }

    private void print(Post post) {
        List<String> now = PlainText.lines(post.content());
        String key = post.channel().id() + post.ts();
        List<String> before = printed.put(key, now);
        var news = new ArrayList<>(now);
        if (before != null) {
            before.forEach(news::remove);
            news.removeIf("────────"::equals);
        }
        if (news.isEmpty()) {
            return;
        }
        String thread = post.isReply() ? "  ↳ " : "";
        String head = (before == null ? TIME.format(at(post)) : "     ") + "  "
                + String.format(Locale.ROOT, "%-5s", before == null ? name(post) : "")
                + "  ";
        String margin = INDENT + (post.isReply() ? "    " : "");
        out.println(head + thread + where(post) + news.getFirst());
        news.stream().skip(1).forEach(line -> out.println(margin + line));
        out.flush();
    }

    private static Instant at(Post post) {
        return Instant.ofEpochSecond(Long.parseLong(post.ts().substring(0, post.ts().indexOf('.'))));
    }

    private static String where(Post post) {
        boolean typed = post.content().path("subtype").asString("").equals(Commands.TYPED);
        String only = post.onlyFor().filter(_ -> !typed).map(person -> "(only " + person.handle() + " sees this) ").orElse("");
        return only + (post.channel().id().equals(Ids.OPS_CHANNEL) ? "" : "(" + post.channel().name() + ") ");
    }

    private static String name(Post post) {
        return switch (post.user()) {
            case Ids.BOT_USER -> Ids.BOT_NAME;
            case Ids.SLACKBOT -> "Slack";
            default -> Directory.personWithId(post.user()).map(person -> person.handle()).orElse(post.user());
        };
    }

    /** Prints the rest and stops following. */
    @Override
    public void close() {
        closed = true;
        workspace.changes().wake();
        catchUp();
        follower.interrupt();
    }
}

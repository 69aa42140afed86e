package org.uid2chatops.sandbox.kubernetes.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.net.Call;

/** One watch: changes of a kind, a JSON object each, until its time is up, the client goes or the server closes. */
final class WatchStream {

    private static final Duration BOOKMARKS = Duration.ofSeconds(30);
    private final Store store;
    private final Where where;
    private final Predicate<ObjectNode> selected;
    private final boolean bookmarks;
    private final boolean initialEvents;
    private final String asked;
    private final Duration time;

    WatchStream(Store store, Where where, Call call) {
        this.store = store;
        this.where = where;
        Predicate<ObjectNode> named = where.name().isEmpty() ? _ -> true : object -> Json.name(object).equals(where.name());
        Predicate<ObjectNode> placed = where.namespace().isEmpty()
                ? _ -> true
                : object -> Json.text(object.path("metadata"), "namespace").equals(where.namespace());
        this.selected = Operations.selected(call, where.type()).and(named).and(placed);
        this.bookmarks = call.parameter("allowWatchBookmarks").filter("true"::equals).isPresent();
        this.initialEvents = call.parameter("sendInitialEvents").filter("true"::equals).isPresent();
        this.asked = call.parameter("resourceVersion").orElse("");
        if (!asked.matches("\\d*")) {
            throw ApiFailure.badRequest("resourceVersion: Invalid value: \"" + asked + "\": strconv.ParseUint: invalid syntax");
        }
        this.time = Duration.ofSeconds(call.parameter("timeoutSeconds").map(Long::parseLong).filter(s -> s > 0).orElse(1800L));
    }

    /** Returns what is said to whoever asked for a version that is too old. */
    ApiFailure tooOld() {
        return ApiFailure.of(410, "Expired", "too old resource version: " + asked + " (" + store.forgotten() + ")");
    }

    /** Returns whether the version asked for is too old to go on from. */
    boolean expired() {
        return !startsAnew() && !store.remembers(Long.parseLong(asked));
    }

    private boolean startsAnew() {
        return initialEvents || asked.isEmpty() || asked.equals("0");
    }

    void run(OutputStream out) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long version = startsAnew() ? initial(out) : Long.parseLong(asked);
        out.flush();
        while (!store.isClosed()) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.toMillis() <= 0) {
                return;
            }
            var changes = store.await(where.type(), version, left.compareTo(BOOKMARKS) < 0 ? left : BOOKMARKS);
            for (Store.Change change : changes) {
                version = change.version();
                send(out, change);
            }
            if (changes.isEmpty() && bookmarks) {
                bookmark(out, version, false);
            }
            out.flush();
        }
    }

    private long initial(OutputStream out) throws IOException {
        long version;
        java.util.List<ObjectNode> there;
        synchronized (store) {
            version = store.version();
            there = store.list(where.type(), where.namespace());
        }
        for (ObjectNode object : there) {
            if (selected.test(object)) {
                event(out, "ADDED", object);
            }
        }
        if (initialEvents && bookmarks) {
            bookmark(out, version, true);
        }
        return version;
    }

    /** An object that leaves the selection is deleted to this watcher, one that comes into it is added. */
    private void send(OutputStream out, Store.Change change) throws IOException {
        boolean was = matches(change.before());
        boolean is = !change.event().equals("DELETED") && matches(change.object());
        if (is) {
            event(out, was ? "MODIFIED" : "ADDED", change.object());
        } else if (was) {
            event(out, "DELETED", change.object());
        }
    }

    private boolean matches(@Nullable ObjectNode object) {
        return object != null && selected.test(object);
    }

    private void bookmark(OutputStream out, long version, boolean initialEnd) throws IOException {
        var object = Json.object().put("kind", where.type().kind()).put("apiVersion", where.type().groupVersion());
        var metadata = object.putObject("metadata").put("resourceVersion", Long.toString(version));
        if (initialEnd) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        event(out, "BOOKMARK", object);
    }

    static void event(OutputStream out, String type, ObjectNode object) throws IOException {
        var event = Json.object().put("type", type);
        event.set("object", object);
        out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
    }
}

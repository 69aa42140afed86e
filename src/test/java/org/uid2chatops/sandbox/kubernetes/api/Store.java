package org.uid2chatops.sandbox.kubernetes.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of a cluster and their latest changes. What it holds is never changed in place, only replaced: callers
 * copy before they write. Thread-safe; a writer holds the store's monitor over its look and its put.
 */
final class Store {

    private static final int REMEMBERED = 20_000;
    private static final long FIRST = 1000;
    private final Map<String, TreeMap<String, ObjectNode>> objects = new HashMap<>();
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private long version = FIRST;
    private long forgotten = FIRST;
    private boolean closed;

    /**
     * A change of an object.
     *
     * @param before what it replaced, if anything
     */
    record Change(long version, String type, String event, ObjectNode object, @Nullable ObjectNode before) {
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    synchronized long version() {
        return version;
    }

    synchronized Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
        return Optional.ofNullable(of(type).get(key(namespace, name)));
    }

    /** Returns the objects of a kind in the order of their names, those of one namespace or, with an empty one, all. */
    synchronized List<ObjectNode> list(ResourceType type, String namespace) {
        var all = of(type);
        return List.copyOf(namespace.isEmpty() ? all.values() : all.subMap(namespace + "/", namespace + "0").values());
    }

    /** Puts an object, whose {@code resourceVersion} becomes the store's next, and returns it. */
    synchronized ObjectNode put(ResourceType type, String namespace, String name, ObjectNode object) {
        version++;
        Json.metadata(object).put("resourceVersion", Long.toString(version));
        ObjectNode before = of(type).put(key(namespace, name), object);
        record(new Change(version, type.qualified(), before == null ? "ADDED" : "MODIFIED", object, before));
        return object;
    }

    synchronized void remove(ResourceType type, String namespace, String name) {
        ObjectNode before = of(type).remove(key(namespace, name));
        if (before != null) {
            version++;
            ObjectNode last = before.deepCopy();
            Json.metadata(last).put("resourceVersion", Long.toString(version));
            record(new Change(version, type.qualified(), "DELETED", last, before));
        }
    }

    private void record(Change change) {
        changes.addLast(change);
        if (changes.size() > REMEMBERED) {
            forgotten = changes.removeFirst().version();
        }
        notifyAll();
    }

    private TreeMap<String, ObjectNode> of(ResourceType type) {
        return objects.computeIfAbsent(type.qualified(), _ -> new TreeMap<>());
    }

    /** Returns the last version whose changes are not known any more. */
    synchronized long forgotten() {
        return forgotten;
    }

    /** Returns whether every change after that version is still known. */
    synchronized boolean remembers(long after) {
        return after >= forgotten;
    }

    /** Returns the remembered changes of a kind after a version, oldest first. */
    synchronized List<Change> since(ResourceType type, long version) {
        return after(type, version);
    }

    /** Waits for changes of a kind after a version; empty if there was none in that (real) time or the store is closed. */
    synchronized List<Change> await(ResourceType type, long after, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var found = after(type, after);
            long left = (end - System.nanoTime()) / 1_000_000;
            if (!found.isEmpty() || left <= 0 || closed) {
                return found;
            }
            wait(left);
        }
    }

    private List<Change> after(ResourceType type, long after) {
        var found = new ArrayList<Change>();
        for (var newestFirst = changes.descendingIterator(); newestFirst.hasNext();) {
            Change change = newestFirst.next();
            if (change.version() <= after) {
                break;
            }
            if (change.type().equals(type.qualified())) {
                found.add(change);
            }
        }
        return found.reversed();
    }

    /** Ends every wait. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}

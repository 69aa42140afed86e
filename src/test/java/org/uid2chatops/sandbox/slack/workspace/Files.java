package org.uid2chatops.sandbox.slack.workspace;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files that people and the bot uploaded. Thread-safe. */
public final class Files {

    private static final JsonMapper JSON = new JsonMapper();
    private final Clock clock;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Stored> stored = new ConcurrentHashMap<>();

    public Files(Clock clock) {
        this.clock = clock;
    }

    /**
     * A file.
     *
     * @param user the id of who uploaded it
     */
    public record Stored(String id, String name, String user, long created, byte[] content) {

        /** Returns it as {@code files.info} answers it, with its address under {@code root}. */
        public ObjectNode json(String root) {
            ObjectNode file = JSON.createObjectNode();
            file.put("id", id);
            file.put("created", created);
            file.put("name", name);
            file.put("title", name);
            file.put("mimetype", name.endsWith(".png") ? "image/png" : "text/plain");
            file.put("filetype", name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "text");
            file.put("user", user);
            file.put("size", content.length);
            file.put("url_private", root + "files/" + id);
            file.put("url_private_download", root + "files/" + id);
            return file;
        }
    }

    public Stored add(String name, String user, byte[] content) {
        var file = new Stored("F" + ids.incrementAndGet(), name, user, clock.instant().getEpochSecond(), content);
        stored.put(file.id(), file);
        return file;
    }

    /** Fills a file whose id was handed out before its content was there. */
    public void fill(Stored empty, byte[] content) {
        stored.put(empty.id(), new Stored(empty.id(), empty.name(), empty.user(), empty.created(), content));
    }

    public Optional<Stored> withId(String id) {
        return Optional.ofNullable(stored.get(id));
    }
}

package org.uid2chatops.sandbox.slack.workspace;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;

/** The open modals, and every person's Home. Thread-safe. */
public final class OpenViews {

    private static final JsonMapper JSON = new JsonMapper();
    private final Changes changes;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Open> modals = new LinkedHashMap<>();
    private final Map<Person, Open> homes = new EnumMap<>(Person.class);

    public OpenViews(Changes changes) {
        this.changes = changes;
    }

    /** A view that a person sees. */
    public record Open(Person person, ObjectNode view) {
        public String id() {
            return view.path("id").asString("");
        }
    }

    /** Opens a modal, on top of {@code under} if that is given. */
    public Open open(Person person, JsonNode given, Optional<Open> under) {
        return changes.make(_ -> {
            String id = "V" + ids.incrementAndGet();
            ObjectNode view = completed(given, id);
            view.put("root_view_id", under.map(open -> open.view().path("root_view_id").asString("")).orElse(id));
            under.ifPresentOrElse(open -> view.put("previous_view_id", open.id()), () -> view.putNull("previous_view_id"));
            var open = new Open(person, view);
            modals.put(id, open);
            return open;
        });
    }

    /** Puts a new content in place of a view's, which keeps its id. */
    public Open update(Open old, JsonNode given) {
        return changes.make(_ -> {
            ObjectNode view = completed(given, old.id());
            view.set("root_view_id", old.view().path("root_view_id"));
            view.set("previous_view_id", old.view().path("previous_view_id"));
            var open = new Open(old.person(), view);
            if (homes.containsValue(old)) {
                homes.put(old.person(), open);
            } else {
                modals.put(old.id(), open);
            }
            return open;
        });
    }

    public Open publish(Person person, JsonNode given) {
        return changes.make(_ -> {
            String id = Optional.ofNullable(homes.get(person)).map(Open::id).orElseGet(() -> "V" + ids.incrementAndGet());
            ObjectNode view = completed(given, id);
            view.put("root_view_id", id);
            view.putNull("previous_view_id");
            var open = new Open(person, view);
            homes.put(person, open);
            return open;
        });
    }

    public void close(Open open) {
        changes.make(_ -> Optional.ofNullable(modals.remove(open.id())));
    }

    /** Closes every modal of that person. */
    public void clear(Person person) {
        changes.make(_ -> modals.values().removeIf(open -> open.person() == person));
    }

    /** Returns that person's modals, the topmost last. */
    public List<Open> of(Person person) {
        return changes.look(() -> modals.values().stream().filter(open -> open.person() == person).toList());
    }

    public Optional<Open> home(Person person) {
        return changes.look(() -> Optional.ofNullable(homes.get(person)));
    }

    /** Finds a modal or a Home by its id. */
    public Optional<Open> withId(String id) {
        return changes.look(() -> java.util.stream.Stream.concat(modals.values().stream(), homes.values().stream())
                .filter(open -> open.id().equals(id)).findFirst());
    }

    /** Finds a modal by the {@code external_id} that the bot gave it. */
    public Optional<Open> withExternalId(String id) {
        return changes.look(
                () -> modals.values().stream().filter(open -> open.view().path("external_id").asString("").equals(id)).findFirst());
    }

    private ObjectNode completed(JsonNode given, String id) {
        ObjectNode view = JSON.createObjectNode();
        view.put("id", id);
        view.put("team_id", Ids.TEAM);
        view.put("app_id", Ids.APP);
        view.put("bot_id", Ids.BOT);
        view.put("private_metadata", "");
        view.put("callback_id", "");
        view.put("external_id", "");
        view.put("clear_on_close", false);
        view.put("notify_on_close", false);
        given.properties().forEach(field -> view.set(field.getKey(), field.getValue().deepCopy()));
        view.put("hash", System.nanoTime() + "." + ids.incrementAndGet());
        int unnamed = 0;
        for (JsonNode block : view.path("blocks")) {
            if (block instanceof ObjectNode node && !node.hasNonNull("block_id")) {
                node.put("block_id", id + "." + unnamed++);
            }
        }
        if (!view.path("state").isObject()) {
            view.putObject("state").putObject("values");
        }
        return view;
    }
}

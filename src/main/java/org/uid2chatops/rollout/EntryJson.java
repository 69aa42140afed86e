package org.uid2chatops.rollout;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Entries as the journal stores them: the record's name as the type, its components as JSON. */
@Component
final class EntryJson {

    private static final Map<String, Class<?>> TYPES = Stream.of(Entry.class, Entry.OfStep.class)
            .flatMap(type -> Arrays.stream(type.getPermittedSubclasses())).filter(Class::isRecord).distinct()
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    private final JsonMapper json;

    EntryJson(JsonMapper json) {
        this.json = json;
    }

    static String type(Entry entry) {
        return entry.getClass().getSimpleName();
    }

    String body(Entry entry) {
        return json.writeValueAsString(entry);
    }

    /** Reads an entry back. */
    Entry read(String type, String body) {
        Class<?> known = TYPES.get(type);
        if (known == null) {
            throw new IllegalStateException("the journal holds a row of type '" + type
                    + "', which this version of the bot does not know; run the version that wrote it, or a newer one");
        }
        return (Entry) json.readValue(body, known);
    }
}

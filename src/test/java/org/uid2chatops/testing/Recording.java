package org.uid2chatops.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exchanges with the real Azure as somebody recorded them, or an error as somebody's issue quotes it, in the files of
 * {@code recordings}; the README there says what is in them.
 *
 * @param recorded whether it was recorded on the wire; else an issue quotes the code and the text
 * @param names what stands for the names that only a recording has, as {@code principal}
 * @param here what this world has in place of a recorded value in the requests and in what is compared
 */
public record Recording(String name, boolean recorded, Map<String, String> names, Map<String, String> here, List<Exchange> exchanges) {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public String toString() {
        return name;
    }

    /** Returns every recording there is, by name. */
    public static List<Recording> all() {
        try (var files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".json")).sorted()
                    .map(file -> named(file.replaceFirst("\\.json$", ""))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Recording named(String name) {
        JsonNode file;
        try {
            file = JSON.readTree(Files.readString(folder().resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var exchanges = new ArrayList<Exchange>();
        file.path("exchanges").forEach(one -> exchanges.add(new Exchange(name, exchanges.size(), one)));
        return new Recording(name, file.path("kind").asString("").equals("recording"), texts(file.path("names")), texts(file.path("here")),
                exchanges);
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(Recording.class.getResource("/recordings")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new LinkedHashMap<String, String>();
        object.propertyStream().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return texts;
    }

    /**
     * One request and its answer.
     *
     * @param number from 0
     */
    public record Exchange(String recording, int number, JsonNode json) {

        public String method() {
            return json.path("method").asString("");
        }

        /** Returns path and query, with the names in braces that each side fills in. */
        public String path() {
            return json.path("path").asString("");
        }

        public int status() {
            return json.path("status").asInt();
        }

        /** Returns whether somebody saw the status, and not only the code. */
        public boolean statusProven() {
            return json.path("statusProven").asBoolean(true);
        }

        public Map<String, String> headers() {
            return texts(json.path("headers"));
        }

        public JsonNode answer() {
            return json.path("answer");
        }

        /** Returns where the sandbox differs from the recording, each with the reason. */
        public Map<String, String> differs() {
            return texts(json.path("differs"));
        }

        /** Returns why the sandbox is not asked for this one; empty if it is. */
        public Optional<String> notOfTheSandbox() {
            return json.path("sandbox").asStringOpt();
        }

        /** Returns why the bot never sees this answer; empty if it does. */
        public Optional<String> notOfTheBot() {
            return json.path("bot").asStringOpt();
        }

        @Override
        public String toString() {
            return recording + " " + number;
        }
    }
}

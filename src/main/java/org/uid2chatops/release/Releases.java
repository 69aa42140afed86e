package org.uid2chatops.release;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Release;
import org.uid2chatops.rollout.ReleaseSource;

/** Reads the releases that targets point to, and fills their manifests in. Reads the file anew each time; thread-safe. */
@Component
public class Releases implements ReleaseSource {

    private static final String FILE = "operator.yaml";
    private static final int MOST_KNOWN = 20;

    /** What was found fit, by its text: every look of a rollout reads the file anew. */
    private final Cache<String, Release> checked = Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    /**
     * Reads and checks the release of a target.
     *
     * @throws UnusableRelease if it must not be applied; it names every mistake
     */
    @Override
    public Release read(Target target) {
        Path file = target.release().resolve(FILE);
        var mistakes = new Mistakes(FILE);
        String text = text(file, target.property("release"), mistakes);
        mistakes.refuse();
        return checked.get(text, Releases::check);
    }

    private static Release check(String text) {
        var mistakes = new Mistakes(FILE);
        var documents = ManifestObjects.documents(text, mistakes);
        mistakes.refuse();
        placeholders(text, mistakes);
        var objects = ManifestObjects.of(documents, mistakes);
        var release = objects.flatMap(found -> release(text, new ManifestRules(found, mistakes)));
        mistakes.refuse();
        return release.orElseThrow();
    }

    /**
     * Fills the placeholders in.
     *
     * @throws UnusableRelease if one is left over, or a value changes more than the placeholder it stands for
     */
    public RenderedManifest render(Release release, Placeholders placeholders) {
        var values = placeholders.byName();
        String text = PlaceholderScan.fill(release.manifest(), values);
        var mistakes = new Mistakes(FILE);
        PlaceholderScan.places(text).forEach(left -> mistakes.add("ReleasePlaceholderLeft",
                "line " + left.line() + ": " + left.name() + " is left over",
                "Its value is not one the guide names; ask your UID2 contact."));
        var before = ManifestObjects.of(ManifestObjects.documents(release.manifest(), mistakes), mistakes);
        var after = ManifestObjects.of(ManifestObjects.documents(text, mistakes), mistakes);
        if (after.isPresent() && before.isPresent() && !(same(before.get().deployment(), after.get().deployment(), values)
                && same(before.get().service(), after.get().service(), values))) {
            mistakes.add("ReleasePlaceholderValue", "a placeholder's value does not stay a text of its own once it is filled in: " + values,
                    "Choose a name of letters, digits and dashes that YAML does not read as a number or as true or false.");
        }
        mistakes.refuse();
        return after.map(objects -> new RenderedManifest(text, DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8)),
                (int) values.keySet().stream().filter(release.manifest()::contains).count(), objects))
                .orElseThrow();
    }

    /** Returns the objects of a release, placeholders and all: their names, labels and ports are the release's to say. */
    public ManifestObjects objects(Release release) {
        var mistakes = new Mistakes(FILE);
        var objects = ManifestObjects.of(ManifestObjects.documents(release.manifest(), mistakes), mistakes);
        mistakes.refuse();
        return objects.orElseThrow();
    }

    private static Optional<Release> release(String text, ManifestRules rules) {
        rules.names();
        rules.selectors();
        rules.service();
        var policy = rules.policy();
        var version = rules.version();
        var replicas = rules.replicas();
        return policy.flatMap(decoded -> version.flatMap(tag -> replicas
                .map(count -> new Release(tag, text, DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8)),
                        DigestUtils.sha256Hex(decoded), count))));
    }

    private static String text(Path file, String property, Mistakes mistakes) {
        try {
            if (Files.isRegularFile(file)) {
                return Files.readString(file);
            }
            mistakes.add("ReleaseMissing", "there is none in " + file.getParent(),
                    "Unpack the release's ZIP there, or set " + property + " to the directory that holds it.");
        } catch (CharacterCodingException notText) {
            mistakes.add("ReleaseNotYaml", "it is not UTF-8 text");
        } catch (IOException unreadable) {
            mistakes.add("ReleaseMissing", file + " cannot be read", "Give the bot's user the right to read it.");
        }
        return "";
    }

    private static void placeholders(String text, Mistakes mistakes) {
        var expected = new TreeSet<>(new Placeholders("i", "v", "s", "e").byName().keySet());
        for (var place : PlaceholderScan.places(text)) {
            if (!expected.contains(place.name()) && !place.name().equals(ManifestRules.POLICY_PLACEHOLDER)) {
                mistakes.add("ReleasePlaceholderLeft", "line " + place.line() + ": " + place.name() + " is no placeholder the guide names",
                        "Ask your UID2 contact what its value is; the bot fills in " + String.join(", ", expected) + ".");
            }
        }
        PlaceholderScan.places(text).forEach(place -> expected.remove(place.name()));
        expected.forEach(missing -> mistakes.add("ReleasePlaceholderMissing",
                missing + " is not in it, so the bot cannot fill it in; perhaps it was filled in by hand"));
    }

    /** Returns whether the second tree is the first with only its texts' placeholders filled in. */
    private static boolean same(JsonNode raw, JsonNode filled, Map<String, String> values) {
        return switch (raw) {
            case ObjectNode object -> filled.isObject() && filled.size() == object.size()
                    && object.properties().stream().allMatch(entry -> same(entry.getValue(), filled.path(entry.getKey()), values));
            case ArrayNode array -> {
                boolean all = filled.isArray() && filled.size() == array.size();
                for (int i = 0; all && i < array.size(); i++) {
                    all = same(array.get(i), filled.get(i), values);
                }
                yield all;
            }
            case StringNode text -> filled.isString() && filled.asString().equals(PlaceholderScan.fill(text.asString(), values));
            default -> raw.equals(filled);
        };
    }
}

package org.uid2chatops.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.apache.commons.text.similarity.LevenshteinDistance;

import org.uid2chatops.config.ConfigurationCheck.Problem;

/** The settings of one target as written, and the mistakes found while reading them. Every setting is read through here. */
final class TargetSettings {

    private final String prefix;
    private final Map<String, String> written;
    private final Map<String, String> asked = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param written by the property's name below {@code uid2.targets.NAME} */
    TargetSettings(String target, Map<String, String> written) {
        this.prefix = "uid2.targets." + target + ".";
        this.written = new LinkedHashMap<>();
        written.forEach((name, value) -> this.written.put(uniform(name), value.strip()));
    }

    Optional<String> get(String name) {
        asked.put(uniform(name), name);
        return Optional.ofNullable(written.get(uniform(name))).filter(value -> !value.isEmpty());
    }

    /** Returns the setting, or the default; a value that does not fit is a mistake. */
    String get(String name, String otherwise, Predicate<String> fits, String rule) {
        String value = get(name).orElse(otherwise);
        if (!fits.test(value)) {
            mistake(name, "\"" + value + "\" is not possible", rule);
        }
        return value;
    }

    /** Returns the setting, or an empty text after noting that it is missing. */
    String require(String name, Predicate<String> fits, String rule) {
        Optional<String> value = get(name);
        if (value.isEmpty()) {
            mistake(name, "is missing", rule);
            return "";
        }
        return get(name, "", fits, rule);
    }

    int number(String name, int otherwise, int least, int most) {
        String rule = "Write a whole number from " + least + " to " + most + "; the guide has " + otherwise + ".";
        String value = get(name, Integer.toString(otherwise),
                text -> text.matches("\\d{1,6}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most, rule);
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return Boolean.parseBoolean(
                get(name, Boolean.toString(otherwise), value -> value.matches("(?i)true|false"), "Write true or false."));
    }

    /** Returns all settings below {@code name.}, e.g. the tags. */
    Map<String, String> below(String name) {
        var found = new TreeMap<String, String>();
        written.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                found.put(key.substring(name.length() + 1), value);
                asked.put(key, key);
            }
        });
        return found;
    }

    void mistake(String name, String mistake, String fix) {
        problems.add(new Problem(prefix + name, mistake, fix));
    }

    /** Returns the mistakes so far, unknown settings included; to be called when all settings have been asked for. */
    List<Problem> problems() {
        var all = new ArrayList<>(problems);
        for (String name : written.keySet()) {
            if (!asked.containsKey(name)) {
                all.add(new Problem(prefix + name, "is not a setting of a target",
                        nearest(name).map(known -> "Did you mean " + prefix + known + "?").orElse("Remove it.")));
            }
        }
        return all;
    }

    private Optional<String> nearest(String name) {
        var distance = new LevenshteinDistance(3);
        return asked.entrySet().stream().filter(known -> distance.apply(name, known.getKey()) >= 0)
                .min(java.util.Comparator.comparingInt(known -> distance.apply(name, known.getKey()))).map(Map.Entry::getValue);
    }

    /** {@code resourceGroup}, {@code resource-group} and the {@code resourcegroup} of an environment variable are one; a tag keeps its case. */
    private static String uniform(String name) {
        return name.startsWith("tags.") ? name : name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}

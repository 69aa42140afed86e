package org.uid2chatops.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.apache.commons.text.similarity.LevenshteinDistance;

import org.uid2chatops.config.ConfigurationCheck.Problem;

/**
 * The settings of one target as written, the mistakes found while reading them, and what is in effect when they have been
 * read. Every setting is read through here.
 */
final class TargetSettings {

    private final String prefix;
    private final Map<String, String> written;
    private final Map<String, String> asked = new TreeMap<>();
    private final Map<String, String> effective = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param written by the property's name below {@code uid2.targets.NAME} */
    TargetSettings(String target, Map<String, String> written) {
        this.prefix = "uid2.targets." + target + ".";
        this.written = new LinkedHashMap<>();
        written.forEach((name, value) -> this.written.put(uniform(name), value.strip()));
    }

    Optional<String> get(String name) {
        Optional<String> value = secret(name);
        value.ifPresent(one -> effective.put(name, one));
        return value;
    }

    /** Returns a setting that is never shown as being in effect. */
    Optional<String> secret(String name) {
        asked.put(uniform(name), name);
        return Optional.ofNullable(written.get(uniform(name))).filter(value -> !value.isEmpty());
    }

    /** Says that another spelling than the written one, or what another setting says, is in effect. */
    void effective(String name, String value) {
        effective.put(name, value);
    }

    /** Returns the settings in effect: what is written, and the default where nothing is; no secret. */
    Map<String, String> effective() {
        return effective;
    }

    boolean isWritten(String name) {
        return written.keySet().stream().anyMatch(key -> key.equals(uniform(name)) || key.startsWith(uniform(name) + "["));
    }

    /** Returns a setting of several values: written as a list, or with commas between. */
    List<String> list(String name) {
        var values = new ArrayList<String>();
        get(name).ifPresent(text -> values.addAll(List.of(text.split("\\s*,\\s*"))));
        for (int i = 0; get(name + "[" + i + "]").isPresent(); i++) {
            values.add(get(name + "[" + i + "]").orElseThrow());
        }
        return values;
    }

    /** Notes that a setting, if it is written, says nothing here. */
    void ignored(String name, String why) {
        secret(name).ifPresent(value -> mistake(name, "\"" + value + "\" has no effect: " + why, "Remove it."));
    }

    /** Returns the setting, or the default; a value that does not fit is a mistake. */
    String get(String name, String otherwise, Predicate<String> fits, String rule) {
        String value = get(name).orElse(otherwise);
        if (!fits.test(value)) {
            mistake(name, "\"" + value + "\" is not possible", rule);
        }
        if (!value.isEmpty()) {
            effective.put(name, value);
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
        int number = value.matches("\\d{1,6}") ? Integer.parseInt(value) : otherwise;
        effective.put(name, Integer.toString(number));
        return number;
    }

    boolean flag(String name, boolean otherwise) {
        boolean flag = Boolean.parseBoolean(
                get(name, Boolean.toString(otherwise), value -> value.matches("(?i)true|false"), "Write true or false."));
        effective.put(name, Boolean.toString(flag));
        return flag;
    }

    /** Returns all settings below {@code name.}, e.g. the tags. */
    Map<String, String> below(String name) {
        var found = new TreeMap<String, String>();
        written.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                found.put(key.substring(name.length() + 1), value);
                asked.put(key, key);
                effective.put(key, value);
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
                .min(Comparator.comparingInt(known -> distance.apply(name, known.getKey()))).map(Map.Entry::getValue);
    }

    /** {@code resourceGroup}, {@code resource-group} and the {@code resourcegroup} of an environment variable are one; a tag keeps its case. */
    private static String uniform(String name) {
        return name.startsWith("tags.") ? name : name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}

package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code $filter} as ARM and Microsoft Graph take it: comparisons joined by {@code and}, without case.
 *
 * @param <T> what it is asked about
 * @param code of the refusal of what it does not understand
 * @param values the values that a property has
 */
record ODataFilter<T>(String code, BiFunction<T, String, List<String>> values) {

    private static final Pattern COMPARED = Pattern.compile("(?i)(\\w+)\\s+(eq|ne)\\s+'([^']*)'");
    private static final Pattern BEGINS = Pattern.compile("(?i)startswith\\(\\s*(\\w+)\\s*,\\s*'([^']*)'\\s*\\)");
    private static final Pattern ANY = Pattern.compile("(?i)(\\w+)/any\\((\\w+):\\s*\\2\\s+eq\\s+'([^']*)'\\s*\\)");

    /**
     * Reads a filter; an empty one lets everything through.
     *
     * @throws Refusal if it is none that is understood
     */
    Predicate<T> of(String filter) {
        Predicate<T> all = _ -> true;
        for (String part : filter.isBlank() ? new String[0] : filter.split("(?i)\\s+and\\s+")) {
            all = all.and(comparison(part.strip()));
        }
        return all;
    }

    private Predicate<T> comparison(String text) {
        Matcher compared = COMPARED.matcher(text);
        if (compared.matches()) {
            Predicate<T> equal = one -> values.apply(one, compared.group(1)).stream().anyMatch(compared.group(3)::equalsIgnoreCase);
            return compared.group(2).equalsIgnoreCase("ne") ? equal.negate() : equal;
        }
        Matcher begins = BEGINS.matcher(text);
        if (begins.matches()) {
            return one -> values.apply(one, begins.group(1)).stream()
                    .anyMatch(value -> value.regionMatches(true, 0, begins.group(2), 0, begins.group(2).length()));
        }
        Matcher any = ANY.matcher(text);
        if (any.matches()) {
            return one -> values.apply(one, any.group(1)).stream().anyMatch(any.group(3)::equalsIgnoreCase);
        }
        throw refused(code, text);
    }

    /** Returns the refusal of a comparison or a property that is not understood. */
    static Refusal refused(String code, String what) {
        return Refusal.of(400, code, "Invalid $filter: '" + what + "' is not supported here.");
    }
}

package org.uid2chatops.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds and fills in the placeholders of a manifest's text, as the guide's {@code sed} commands do. */
final class PlaceholderScan {

    /** Begins where a word does: tried in the middle of a policy of many thousand characters, it would take their square. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![A-Za-z0-9_])[A-Za-z0-9_]*_PLACEHOLDER");

    private PlaceholderScan() {
    }

    /**
     * A placeholder in a text.
     *
     * @param line counts from 1
     */
    record Place(String name, int line) {
    }

    static List<Place> places(String text) {
        var places = new ArrayList<Place>();
        int line = 0;
        for (String content : text.lines().toList()) {
            line++;
            int at = line;
            PLACEHOLDER.matcher(content).results().map(MatchResult::group).forEach(name -> places.add(new Place(name, at)));
        }
        return places;
    }

    /** Returns the text with each placeholder that has a value replaced by it; whole names only. */
    static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(), found.group())));
    }
}

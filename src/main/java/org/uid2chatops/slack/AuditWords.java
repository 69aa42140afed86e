package org.uid2chatops.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What may follow the target in {@code /uid2 audit}: {@code [SINCE] [as FORMAT]}.
 *
 * @param since as it was typed
 * @param format as it was typed; empty if no file is wanted
 */
record AuditWords(Optional<String> since, Optional<String> format) {

    private static final String AS = "as";

    static AuditWords of(Optional<String> typed) {
        List<String> words = typed.map(text -> Arrays.asList(text.strip().split("\\s+"))).orElse(List.of());
        int as = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList().indexOf(AS);
        return as < 0
                ? new AuditWords(typed, Optional.empty())
                : new AuditWords(Optional.of(String.join(" ", words.subList(0, as))).filter(since -> !since.isEmpty()),
                        Optional.of(String.join(" ", words.subList(as + 1, words.size()))));
    }
}

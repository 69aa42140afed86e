package org.uid2chatops.rollout;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.uid2chatops.rollout.Decision.Change;

/**
 * What a target was when its rollout was asked for, or retried, last.
 *
 * @param release its version
 * @param settings by name; empty in journals of versions that did not note them
 * @param ingredients digests of the chart and whatever else a plan is made of, by name; empty as the settings are
 */
record AskedFor(String release, String releaseDigest, Map<String, String> settings, Map<String, String> ingredients) {

    private static final String NOT_SET = "not set";

    /** @param rows of a rollout's journal, oldest first; not empty */
    static AskedFor in(List<JournalRow> rows) {
        return rows.stream().map(JournalRow::entry).<AskedFor>mapMulti((entry, known) -> {
            switch (entry) {
                case Entry.Requested asked -> known.accept(new AskedFor(asked.release(), asked.releaseDigest(), asked.settings(),
                        asked.ingredients()));
                case Entry.Retried again -> known.accept(new AskedFor(again.release(), again.releaseDigest(), again.settings(),
                        again.ingredients()));
                default -> {
                }
            }
        }).reduce((_, last) -> last).orElseThrow();
    }

    /** Returns which settings are other than they were; none, if it was not noted what they were. */
    List<Change> otherSettings(Map<String, String> now) {
        if (settings.isEmpty() || settings.equals(now)) {
            return List.of();
        }
        var names = new TreeSet<>(settings.keySet());
        names.addAll(now.keySet());
        return names.stream().filter(name -> !settings.getOrDefault(name, NOT_SET).equals(now.getOrDefault(name, NOT_SET)))
                .map(name -> new Change(name, settings.getOrDefault(name, NOT_SET), now.getOrDefault(name, NOT_SET))).toList();
    }

    /** Returns what of the chart and the like is other than it was. */
    List<Change> otherIngredients(Map<String, String> now) {
        return new TreeMap<>(ingredients).entrySet().stream().filter(was -> !was.getValue().equals(now.get(was.getKey())))
                .map(was -> new Change(was.getKey(), "as it was", "it has changed")).toList();
    }
}

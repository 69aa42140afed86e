package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Section;

/**
 * How another run of the bot took a rollout over.
 *
 * @param since when it took the first section over
 * @param sections those that it found running, in the guide's order
 * @param shown every section of the rollout
 */
record Resumption(Instant since, List<Section> sections, List<Section> shown) {

    /** Returns the last one, if there was any. */
    static Optional<Resumption> of(RolloutView rollout) {
        List<JournalRow> rows = rollout.journal().stream().filter(row -> row.entry() instanceof Entry.Resumed).toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        String process = ((Entry.Resumed) rows.getLast().entry()).process();
        List<JournalRow> last = rows.stream().filter(row -> ((Entry.Resumed) row.entry()).process().equals(process)).toList();
        List<Section> sections = last.stream().map(row -> ((Entry.Resumed) row.entry()).step().section()).distinct().sorted().toList();
        return Optional.of(new Resumption(last.getFirst().at(), sections, SectionState.shown(rollout)));
    }

    /** Returns {@code Restarted 2 min ago, resumed at step 9 of 17 (AKS cluster)}. */
    String words(Instant now) {
        String at = sections.stream().map(section -> (shown.indexOf(section) + 1) + " of " + shown.size() + " (" + section.title() + ")")
                .collect(Collectors.joining(" and "));
        return ":leftwards_arrow_with_hook: Restarted " + Mrkdwn.roughly(Duration.between(since, now)) + " ago, resumed at step " + at
                + "; what was on its way there was looked at again before anything was sent.";
    }
}

package org.uid2chatops.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.uid2chatops.rollout.StepContext.Intent;

/** What a rollout's journal says about one step. */
final class StepHistory {

    private final List<JournalRow> rows;
    private final Optional<Instant> wentWell;

    /**
     * @param journal the whole journal, oldest first; what came before the step began last (a try that somebody retried) is of no
     *        concern any more
     */
    StepHistory(StepName step, List<JournalRow> journal) {
        List<JournalRow> all = journal.stream().filter(row -> row.entry() instanceof Entry.OfStep of && of.step() == step).toList();
        int begun = all.size() - 1;
        while (begun > 0 && !(all.get(begun).entry() instanceof Entry.Began)) {
            begun--;
        }
        this.rows = all.subList(Math.max(0, begun), all.size());
        this.wentWell = journal.stream().filter(row -> wentWell(row.entry())).map(JournalRow::at).reduce((_, last) -> last);
    }

    /** Returns whether it has begun and neither completed nor failed. */
    boolean active() {
        return !rows.isEmpty() && !(last() instanceof Entry.Completed) && !(last() instanceof Entry.Failed);
    }

    /** Returns since when it has been the one to run. */
    Instant since() {
        return rows.getFirst().at();
    }

    Optional<Intent> intent() {
        var intents = rows.stream().filter(row -> row.entry() instanceof Entry.Intended).toList();
        return intents.isEmpty()
                ? Optional.empty()
                : Optional.of(intent(intents.getLast()));
    }

    private Intent intent(JournalRow row) {
        String what = ((Entry.Intended) row.entry()).what();
        return new Intent(row.at(), what, sent(what));
    }

    /** Returns how often that very change was sent and accepted. */
    int sent(String what) {
        int times = 0;
        boolean intended = false;
        for (JournalRow row : rows) {
            if (row.entry() instanceof Entry.Intended now) {
                intended = now.what().equals(what);
            } else if (row.entry() instanceof Entry.Sent) {
                times += intended ? 1 : 0;
            }
        }
        return times;
    }

    /** Returns whether the last that is known is a change that may or may not have been sent. */
    boolean intentWithoutOutcome() {
        return last() instanceof Entry.Intended;
    }

    /** Returns whether the last that is known, resumptions aside, is that very wait. */
    boolean waitsFor(String why) {
        return rows.stream().map(JournalRow::entry).filter(entry -> !(entry instanceof Entry.Resumed)).reduce((_, newest) -> newest)
                .filter(entry -> entry instanceof Entry.Waiting waiting && waiting.why().equals(why)).isPresent();
    }

    /** Returns how often in a row it has been tried again, up to now. */
    int retries() {
        return trailing().size();
    }

    /** Returns when the first of those was. */
    Optional<Instant> troubledSince() {
        return trailing().stream().findFirst().map(JournalRow::at);
    }

    /**
     * Returns since when nothing went well, neither here nor at any other step: while Azure throttles, steps take turns at being
     * answered.
     */
    Optional<Instant> stuckSince() {
        return troubledSince().map(since -> wentWell.filter(since::isBefore).orElse(since));
    }

    private static boolean wentWell(Entry entry) {
        return entry instanceof Entry.Completed || entry instanceof Entry.Sent || entry instanceof Entry.Waiting;
    }

    /** Intents and resumptions in between do not end a row of retries: only something that went well does. */
    private List<JournalRow> trailing() {
        int start = rows.size();
        while (start > 0 && isTrouble(rows.get(start - 1).entry())) {
            start--;
        }
        return rows.subList(start, rows.size()).stream().filter(row -> row.entry() instanceof Entry.Retrying).toList();
    }

    private static boolean isTrouble(Entry entry) {
        return entry instanceof Entry.Retrying || entry instanceof Entry.Resumed || entry instanceof Entry.Intended;
    }

    private Entry last() {
        return rows.getLast().entry();
    }
}

package org.uid2chatops.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** What a lane does next. */
sealed interface Turn {

    /** How many details go into one message at most; Slack's limit is 50 blocks. */
    int MOST_TOGETHER = 20;

    /** These rows are one parcel, due now. */
    record Deliver(List<Row> rows) implements Turn {
    }

    record WaitUntil(Instant until) implements Turn {
    }

    /** Nothing is left to tell. */
    record Idle() implements Turn {
    }

    /**
     * Decides. Within a thread rows keep their order, except that the live message comes first; threads share the lane's pace. Where many
     * wait to be told, those that say how something ended do not wait for what only happened meanwhile elsewhere.
     *
     * @param rows of the lane, oldest first
     * @param laneFree when the lane may speak again
     * @param nextPost when the lane may post again; an edit does not wait for it
     */
    static Turn of(List<Row> rows, @Nullable Instant laneFree, @Nullable Instant nextPost, Instant now) {
        var candidates = new ArrayList<Candidate>();
        for (String thread : rows.stream().map(Row::thread).collect(LinkedHashSet<String>::new, LinkedHashSet::add,
                LinkedHashSet::addAll)) {
            var own = rows.stream().filter(row -> row.thread().equals(thread)).toList();
            own.stream().filter(Row::isLive).findFirst()
                    .ifPresent(live -> candidates.add(new Candidate(List.of(live), later(live.eligible(), laneFree), false)));
            var parcel = together(own.stream().filter(row -> !row.isLive()).toList(), now);
            if (!parcel.isEmpty()) {
                candidates.add(new Candidate(parcel, later(later(parcel.getFirst().eligible(), laneFree), nextPost),
                        own.stream().anyMatch(row -> !row.isLive() && !row.isDetail())));
            }
        }
        var first = candidates.stream().min(Comparator.comparing((Candidate candidate) -> later(candidate.from(), now))
                .thenComparing(candidate -> !candidate.urgent()));
        if (first.isEmpty()) {
            return new Idle();
        }
        return first.get().from().isAfter(now) ? new WaitUntil(first.get().from()) : new Deliver(first.get().rows());
    }

    /** A parcel that was tried once stays as it was, so that a try which did arrive can be recognised. */
    private static List<Row> together(List<Row> rows, Instant now) {
        if (rows.isEmpty() || !rows.getFirst().isDetail()) {
            return rows.stream().limit(1).toList();
        }
        Long batch = rows.getFirst().batch();
        if (batch != null) {
            return rows.stream().filter(row -> Objects.equals(row.batch(), batch)).toList();
        }
        return rows.stream().takeWhile(row -> row.isDetail() && (row == rows.getFirst() || !row.eligible().isAfter(now)))
                .limit(MOST_TOGETHER).toList();
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    /**
     * Rows that could be next, and from when on.
     *
     * @param urgent whether people wait for what its thread holds: how something ended, an answer
     */
    record Candidate(List<Row> rows, Instant from, boolean urgent) {
    }
}

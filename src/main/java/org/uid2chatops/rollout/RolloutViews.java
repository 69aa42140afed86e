package org.uid2chatops.rollout;

import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;

/**
 * Rollouts as people see them. What a rollout's row says is read once: the journal under it only grows, and then the row is another.
 * Thread-safe.
 */
@Component
class RolloutViews {

    private static final int MOST_KEPT = 100;

    private final Journal journal;
    private final Cache<Rollout, RolloutView> read = Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    RolloutViews(Journal journal) {
        this.journal = journal;
    }

    RolloutView of(Rollout rollout) {
        return read.get(rollout, row -> Projection.of(row, rows(row)));
    }

    /** Returns it as it stood after that row of its journal. */
    RolloutView at(long seq, Rollout rollout) {
        return Projection.at(seq, rollout, rows(rollout));
    }

    /** What was written after the rollout's row was read belongs to a later one. */
    private List<JournalRow> rows(Rollout rollout) {
        return journal.rows(rollout.id()).stream().filter(row -> row.seq() <= rollout.seq()).toList();
    }
}

package org.uid2chatops.slack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.RolloutView;

/**
 * How often a rollout was taken up again.
 *
 * @param number of the try, from 1
 * @param by Slack id of who asked for this try; empty for the first one
 * @param since when this try began
 */
record Tries(int number, Optional<String> by, Instant since) {

    static Tries of(RolloutView rollout) {
        List<JournalRow> retried = rollout.journal().stream().filter(row -> row.entry() instanceof Entry.Retried).toList();
        return retried.isEmpty()
                ? new Tries(1, Optional.empty(), rollout.started())
                : new Tries(retried.size() + 1, Optional.of(((Entry.Retried) retried.getLast().entry()).by()), retried.getLast().at());
    }

    /** Returns {@code retried by @alex, 2nd try}; empty for the first one. */
    Optional<String> words() {
        return by.map(who -> "retried by " + Mrkdwn.user(who) + ", " + Mrkdwn.ordinal(number) + " try");
    }
}

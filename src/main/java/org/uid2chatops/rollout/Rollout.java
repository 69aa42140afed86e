package org.uid2chatops.rollout;

import java.time.Instant;
import java.util.Optional;

import org.uid2chatops.chain.ChainWalk;
import org.uid2chatops.rollout.RolloutView.Status;

/** A row of the table of rollouts: what the journal adds up to, kept for looking up. */
record Rollout(RolloutId id, String target, String requestKey, String by, String channel, String release, int definition, int epoch,
        Status status, Instant started, Optional<Instant> ended, long seq, String head) {

    /** What the first row of a chain follows. */
    static final String NOTHING = ChainWalk.NOTHING;

    Rollout after(JournalRow row) {
        return new Rollout(id, target, requestKey, by, channel, release, definition, epoch, status, started, ended, row.seq(), row.hash());
    }

    /** Returns it as it runs on after a failure: what its former turns may still want to write is not accepted. */
    Rollout runningAgain() {
        return new Rollout(id, target, requestKey, by, channel, release, definition, epoch + 1, Status.RUNNING, started, Optional.empty(),
                seq, head);
    }

    /** Returns it as it stood after that row of its journal. */
    Rollout at(JournalRow row) {
        Status then = switch (row.entry()) {
            case Entry.Failed _,Entry.GivenUp _ -> Status.FAILED;
            case Entry.Succeeded _ -> Status.SUCCEEDED;
            case Entry.Cancelled _ -> Status.CANCELLED;
            default -> Status.RUNNING;
        };
        return new Rollout(id, target, requestKey, by, channel, release, definition, epoch, then, started,
                then == Status.RUNNING ? Optional.empty() : Optional.of(row.at()), row.seq(), row.hash());
    }

    Rollout ended(Status how, Instant when) {
        return new Rollout(id, target, requestKey, by, channel, release, definition, epoch + 1, how, started, Optional.of(when), seq, head);
    }
}

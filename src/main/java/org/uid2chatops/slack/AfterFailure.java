package org.uid2chatops.slack;

import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;

import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.RolloutView;

/**
 * What can be done about a rollout that failed, or what was decided about it.
 *
 * @param line in words
 * @param buttons to decide with; empty once it is decided
 */
record AfterFailure(String line, List<LayoutBlock> buttons) {

    /**
     * Looks at what came after a failure.
     *
     * @param then the rollout as it stood when it failed
     * @param now the rollout as it stands
     * @param newer the target's newest rollout, if that is another one
     */
    static AfterFailure of(RolloutView then, RolloutView now, Optional<RolloutView> newer) {
        String target = Mrkdwn.escape(now.target());
        Optional<Entry> decision = decision(then, now);
        if (decision.isPresent()) {
            return new AfterFailure(decided(decision.get(), Tries.of(then).number() + 1, target), List.of());
        }
        if (newer.isPresent()) {
            return new AfterFailure("*Decided:* " + Mrkdwn.user(newer.get().by()) + " asked for a new deploy of `" + target + "` ("
                    + Mrkdwn.code(newer.get().id().value()) + ") instead of retrying this one.", List.of());
        }
        return now.retryable()
                ? new AfterFailure("Once the cause is gone, press *Retry* (or type `/uid2 retry " + target
                        + "`): it goes on from where it failed" + (agreed(now)
                                ? ", under the same approval."
                                : ". `/uid2 deploy " + target + "` starts a new rollout, which looks at every step."),
                        List.of(DecisionButtons.afterFailure(now)))
                : new AfterFailure("Once the cause is gone, `/uid2 deploy " + target + (agreed(now)
                        ? " because REASON` asks for a new approval, and goes on from there."
                        : "` goes on from there."), List.of());
    }

    /** A retry goes on under what people agreed to; a new rollout would have to be agreed to anew. */
    private static boolean agreed(RolloutView rollout) {
        return rollout.journal().stream().map(JournalRow::entry)
                .anyMatch(entry -> entry instanceof Entry.Requested asked && !asked.agreement().approval().isEmpty());
    }

    private static Optional<Entry> decision(RolloutView then, RolloutView now) {
        long failed = then.journal().isEmpty() ? 0 : then.journal().getLast().seq();
        return now.journal().stream().filter(row -> row.seq() > failed).map(JournalRow::entry)
                .filter(entry -> entry instanceof Entry.Retried || entry instanceof Entry.GivenUp).findFirst();
    }

    private static String decided(Entry decision, int next, String target) {
        return switch (decision) {
            case Entry.Retried retried -> "*Decided:* " + Mrkdwn.user(retried.by()) + " retried it (" + Mrkdwn.ordinal(next) + " try), "
                    + (retried.changed().isEmpty()
                            ? "with the same settings."
                            : "with other settings: " + Changes.inLine(retried.changed()) + ".");
            case Entry.GivenUp given -> "*Decided:* " + Mrkdwn.user(given.by()) + " gave it up. `/uid2 deploy " + target
                    + "` starts a new rollout, which goes on from what stands.";
            default -> throw new IllegalArgumentException("no decision: " + decision);
        };
    }
}

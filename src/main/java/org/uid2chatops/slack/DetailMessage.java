package org.uid2chatops.slack;

import java.util.List;
import java.util.Optional;

import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.StepName;

/** What the thread tells of a rollout: what was changed, what had to be tried again, what failed. Not every wait. */
final class DetailMessage {

    private static final int MOST = 500;

    private DetailMessage() {
    }

    /** Returns these journal rows as one message, or empty if none of them is worth a line. */
    static Optional<Rendered> of(RolloutView rollout, List<Long> seqs) {
        List<String> lines = rollout.journal().stream().filter(row -> seqs.contains(row.seq()))
                .flatMap(row -> line(row, rollout).stream()).toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Rendered(String.join("\n", lines), Rendered.sections(lines)));
    }

    private static Optional<String> line(JournalRow row, RolloutView rollout) {
        return switch (row.entry()) {
            case Entry.Intended intended -> Optional.of(":arrow_forward: " + bold(intended.step()) + Mrkdwn.escape(intended.what())
                    + changes(intended.changes()));
            case Entry.Completed completed when changed(completed.step(), rollout) -> Optional.of(":white_check_mark: "
                    + bold(completed.step()) + (completed.detail().isBlank() ? "done" : Mrkdwn.escape(completed.detail())));
            case Entry.Retrying retrying ->
                Optional.of(":repeat: " + bold(retrying.step()) + CauseWords.why(retrying.cause(), MOST) + " Trying again ("
                        + Mrkdwn.ordinal(retrying.attempt()) + " time)");
            case Entry.Failed failed -> Optional.of(":x: " + bold(failed.step()) + CauseWords.why(failed.cause(), MOST));
            case Entry.Resumed resumed -> Optional.of(":leftwards_arrow_with_hook: " + bold(resumed.step())
                    + "taken over by another process of the bot");
            case Entry.Retried retried -> Optional.of(":arrows_counterclockwise: retried by " + Mrkdwn.user(retried.by())
                    + (retried.changed().isEmpty()
                            ? ", with the same settings"
                            : ", with what changed since" + changes(retried.changed())));
            case Entry.Cancelled cancelled -> Optional.of(":no_entry_sign: cancelled by " + Mrkdwn.user(cancelled.by()));
            case Entry.GivenUp given -> Optional.of(":no_entry_sign: given up by " + Mrkdwn.user(given.by()));
            case Entry.Completed _,Entry.Requested _,Entry.Sent _,Entry.Waiting _,Entry.Began _,Entry.Succeeded _ -> Optional.empty();
        };
    }

    private static boolean changed(StepName step, RolloutView rollout) {
        return rollout.steps().stream().anyMatch(view -> view.name() == step && view.changed());
    }

    private static String bold(StepName step) {
        return "*" + step.title() + "*: ";
    }

    private static String changes(List<Change> changes) {
        return changes.isEmpty() ? "" : " (" + Changes.inLine(changes) + ")";
    }
}

package org.uid2chatops.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.uid2chatops.audit.Audit;
import org.uid2chatops.audit.AuditRow;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts;

/** What {@code /uid2 audit} says: who asked, was refused and decided, and what the rollouts changed, in the order of time. */
final class AuditAnswer {

    private static final int MOST = 60;
    private static final int MOST_ROLLOUTS = 20;

    private AuditAnswer() {
    }

    private record Line(Instant at, String text) {
    }

    /** @param from first instant of what is listed */
    static String of(Target target, Audit audit, Rollouts rollouts, Instant from) {
        List<Line> lines = Stream.concat(audit.since(target.name(), from).stream().map(AuditAnswer::line),
                rollouts.newest(target.name(), MOST_ROLLOUTS).stream().flatMap(AuditAnswer::lines)
                        .filter(line -> !line.at().isBefore(from)))
                .sorted(Comparator.comparing(Line::at)).toList();
        var text = new ArrayList<String>();
        text.add("*" + Mrkdwn.code(target.name()) + " since " + ApprovalMessage.date(from) + "*: " + lines.size() + " entries"
                + (lines.size() > MOST ? ", the newest " + MOST + " of them" : "") + ".");
        lines.stream().skip(Math.max(0, lines.size() - MOST)).map(line -> "• " + ApprovalMessage.date(line.at()) + " " + line.text())
                .forEach(text::add);
        text.add(audit.broken(target.name())
                .map(broken -> ":rotating_light: *The rows about people are not as they were written*: " + Mrkdwn.escape(broken.what())
                        + ". Somebody has changed the database behind me. Trust none of them, and ask who has access to it.")
                .orElseGet(() -> ":white_check_mark: The rows about people are as they were written; `/uid2 verify "
                        + Mrkdwn.escape(target.name()) + "` checks those of the rollouts."));
        return String.join("\n", text);
    }

    private static Line line(AuditRow row) {
        return new Line(row.at(), (row.person().isEmpty() ? "" : Mrkdwn.user(row.person()) + " ") + "*" + Mrkdwn.escape(row.what()) + "*"
                + (row.detail().isEmpty() ? "" : " " + Mrkdwn.escape(Mrkdwn.cut(row.detail(), 200)))
                + (row.digest().isEmpty() ? "" : " (digest `" + row.digest().substring(0, 12) + "`)"));
    }

    private static Stream<Line> lines(RolloutView rollout) {
        return rollout.journal().stream().flatMap(row -> effect(rollout, row).stream().map(text -> new Line(row.at(), text)));
    }

    private static Optional<String> effect(RolloutView rollout, JournalRow row) {
        String id = " (" + Mrkdwn.code(rollout.id().value()) + ")";
        return switch (row.entry()) {
            case Entry.Requested asked ->
                Optional.of(Mrkdwn.user(asked.by()) + " *rollout started*, release " + Mrkdwn.code(asked.release())
                        + (asked.agreement().approval().isEmpty() ? "" : ", agreed to in " + Mrkdwn.code(asked.agreement().approval()))
                        + id);
            case Entry.Intended intended -> Optional.of("*changed*: " + Mrkdwn.escape(Mrkdwn.cut(intended.what(), 150)) + id);
            case Entry.Failed failed -> Optional.of("*rollout failed*: " + Mrkdwn.code(failed.cause().code()) + id);
            case Entry.Succeeded _ -> Optional.of("*rollout succeeded*" + id);
            case Entry.Cancelled cancelled -> Optional.of(Mrkdwn.user(cancelled.by()) + " *cancelled the rollout*" + id);
            case Entry.Retried retried -> Optional.of(Mrkdwn.user(retried.by()) + " *retried the rollout*" + id);
            case Entry.GivenUp given -> Optional.of(Mrkdwn.user(given.by()) + " *gave the rollout up*" + id);
            case Entry.Began _,Entry.Sent _,Entry.Waiting _,Entry.Retrying _,Entry.Completed _,Entry.Resumed _ -> Optional.empty();
        };
    }
}

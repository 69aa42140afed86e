package org.uid2chatops.slack;

import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.uid2chatops.audit.Audit;
import org.uid2chatops.config.Target;
import org.uid2chatops.export.AuditExport;
import org.uid2chatops.export.ExportFormat;
import org.uid2chatops.export.ExportOrder;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.slack.Handled.Answered;

/** Does {@code /uid2 audit}: answers with the newest, or orders a file with all of it. Thread-safe. */
final class AuditRequests {

    private static final Duration USUAL = Duration.ofDays(7);

    private final Audit audit;
    private final Rollouts rollouts;
    private final AuditExport export;
    private final Clock clock;

    AuditRequests(Audit audit, Rollouts rollouts, AuditExport export, Clock clock) {
        this.audit = audit;
        this.rollouts = rollouts;
        this.export = export;
        this.clock = clock;
    }

    Handled answer(Request request, Target target) {
        AuditWords words = AuditWords.of(request.words());
        Instant now = clock.instant();
        Optional<When> since = words.since().map(When::read).orElse(Optional.of(new When.Apart(USUAL)));
        if (since.isEmpty()) {
            return new Answered("Since when? I cannot read " + Mrkdwn.quote(words.since().orElse(""))
                    + ". Write it like `3h`, `7d` or `2026-12-01`.");
        }
        Instant from = since.get().before(now);
        if (words.format().isEmpty()) {
            return new Answered(AuditAnswer.of(target, audit, rollouts, from));
        }
        String typed = words.format().get();
        return ExportFormat.of(typed).map(format -> file(request, new ExportOrder(target.name(), from, now, format)))
                .orElseGet(() -> new Answered(unknown(typed, target)));
    }

    private Handled file(Request request, ExportOrder order) {
        long rows = export.count(order);
        String plain = Mrkdwn.escape(order.target());
        if (rows == 0) {
            return new Answered("Nothing to export: nothing was asked, decided or done about `" + plain + "` since "
                    + ApprovalMessage.date(order.from()) + ". Ask for a longer time, like `/uid2 audit " + plain + " 90d as "
                    + order.format().word() + "`.");
        }
        if (rows > AuditExport.MOST) {
            return new Answered("No file: `" + plain + "` has " + number(rows) + " rows since " + ApprovalMessage.date(order.from())
                    + ", and one file takes " + number(AuditExport.MOST) + ". Ask for a shorter time, like `/uid2 audit " + plain
                    + " 24h as " + order.format().word() + "`.");
        }
        return new Handled.Promised("A file with " + number(rows) + (rows == 1 ? " row" : " rows") + " is on its way into "
                + Mrkdwn.channel(request.channel()) + ", where everybody sees it: `" + order.fileName() + "`.",
                new Message.File(request.user(), request.channel(), order.written()));
    }

    private static String unknown(String typed, Target target) {
        String command = "`/uid2 audit " + Mrkdwn.escape(target.name()) + " 7d as ";
        return (typed.isEmpty() ? "As what?" : "I cannot write it as " + Mrkdwn.quote(typed) + ".")
                + " A file is possible as `jsonl` (JSON, "
                + "one row a line, and the check of the chains at its end) and as `csv` (a table). Type " + command + "jsonl` or " + command
                + "csv`.";
    }

    private static String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.ROOT).format(number);
    }
}

package org.uid2chatops.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.uid2chatops.export.ExportFormat;
import org.uid2chatops.export.ExportOrder;
import org.uid2chatops.export.Verification;
import org.uid2chatops.export.Verification.Chain;

/** What people read beside a file of the audit: what it covers, whether it is as it was written, and how to check that. */
final class ExportComment {

    /** Slack takes 4000 characters; a chain's line has at most about 250. */
    private static final int MOST_CHAINS = 8;
    private static final int MOST = 3900;

    private ExportComment() {
    }

    static String of(ExportOrder order, String by, Verification found) {
        var lines = new ArrayList<String>();
        lines.add(":page_facing_up: *Audit of " + Mrkdwn.code(order.target()) + "* from " + date(order.from()) + " to "
                + date(order.until()) + ", asked for by " + Mrkdwn.user(by) + ": " + counts(found) + ".");
        long broken = found.chains().stream().filter(chain -> chain.broken().isPresent()).count();
        lines.add(broken == 0
                ? ":white_check_mark: *Its chains are as they were written:*"
                : ":rotating_light: *" + broken + " of its chains " + (broken == 1 ? "is" : "are")
                        + " not as written.* Somebody or something "
                        + "has changed the database behind me: trust none of these rows, and ask who has access to it:");
        List<Chain> worstFirst = found.chains().stream().sorted(Comparator.comparing((Chain chain) -> chain.broken().isEmpty())).toList();
        worstFirst.stream().limit(MOST_CHAINS).map(ExportComment::line).forEach(lines::add);
        if (worstFirst.size() > MOST_CHAINS) {
            lines.add("• and " + (worstFirst.size() - MOST_CHAINS) + " more" + (broken <= MOST_CHAINS ? ", as they were written" : "")
                    + (order.format() == ExportFormat.JSONL ? ": the file's last line has them all." : "."));
        }
        lines.add(
                "_To check it yourself:_ each row's hash is the SHA-256 of the hash before it and the row's own fields; `docs/audit.md` of "
                        + "this bot has ten lines of Python that compute them all from the file alone. The heads above stand here, where nobody who "
                        + "can change the database can change them.");
        return Mrkdwn.cut(String.join("\n", lines), MOST);
    }

    private static String counts(Verification found) {
        long rollouts = found.chains().stream().filter(chain -> !chain.ofPeople()).count();
        return found.rows() + (found.rows() == 1 ? " row" : " rows") + " (" + found.aboutPeople() + " of what people asked and decided, "
                + (found.rows() - found.aboutPeople()) + " of " + rollouts + (rollouts == 1 ? " rollout)" : " rollouts)");
    }

    private static String line(Chain chain) {
        return "• " + (chain.ofPeople() ? "people" : Mrkdwn.code(chain.chain())) + ": " + (chain.rows() == 0
                ? "no row in this time"
                : "rows " + chain.first() + " to " + chain.last() + ", head " + Mrkdwn.code(Mrkdwn.cut(chain.head(), 64)))
                + chain.broken().map(what -> "; :x: " + Mrkdwn.escape(what)).orElse("");
    }

    private static String date(Instant instant) {
        return ApprovalMessage.date(instant);
    }
}

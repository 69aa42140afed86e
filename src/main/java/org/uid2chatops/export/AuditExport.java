package org.uid2chatops.export;

import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;

import org.springframework.stereotype.Component;

import org.uid2chatops.audit.Audit;
import org.uid2chatops.audit.AuditSpan;
import org.uid2chatops.chain.ChainBreak;
import org.uid2chatops.export.Verification.Chain;
import org.uid2chatops.rollout.Journals;
import org.uid2chatops.rollout.RolloutId;

/**
 * Writes what people asked and decided about a target, and what its rollouts did, into a file; and checks every chain that it is of. Keeps a
 * few rows at a time in memory, however many there are. Reads only; thread-safe.
 */
@Component
public class AuditExport {

    /** How many rows one file has at most. */
    public static final long MOST = 100_000;

    private final Audit audit;
    private final Journals journals;

    public AuditExport(Audit audit, Journals journals) {
        this.audit = audit;
        this.journals = journals;
    }

    /** Returns how many rows a file would have. */
    public long count(ExportOrder order) {
        return audit.span(order.target(), order.from(), order.until()).size()
                + journals.count(order.target(), order.from(), order.until());
    }

    /**
     * Writes the file, chain by chain, each oldest row first, and closes it.
     *
     * @throws RuntimeException if it cannot be written
     */
    public Verification write(ExportOrder order, OutputStream out) {
        Instant from = order.from();
        Instant until = order.until();
        try (RowWriter writer = RowWriter.of(order.format(), out)) {
            var chains = new ArrayList<Chain>();
            var people = new Written(writer);
            AuditSpan span = audit.span(order.target(), from, until);
            audit.each(order.target(), span.first(), span.last(), row -> people.accept(ExportRow.of(row)));
            chains.add(people.chain(Verification.AUDIT, audit.broken(order.target())));
            for (RolloutId id : journals.within(order.target(), from, until)) {
                var rollout = new Written(writer);
                journals.each(id, from, until, row -> rollout.accept(ExportRow.of(row)));
                chains.add(rollout.chain(id.value(), journals.check(id).broken()));
            }
            var verification = new Verification(order.target(), from.toString(), until.toString(),
                    chains.stream().mapToLong(Chain::rows).sum(), chains);
            writer.end(verification);
            return verification;
        }
    }

    /** The rows of one chain, on their way into the file. */
    private static final class Written implements Consumer<ExportRow> {
        private final RowWriter writer;
        private long rows;
        private long first;
        private long last;
        private String head = "";

        private Written(RowWriter writer) {
            this.writer = writer;
        }

        @Override
        public void accept(ExportRow row) {
            writer.row(row);
            first = rows == 0 ? row.seq() : first;
            last = row.seq();
            head = row.hash();
            rows++;
        }

        Chain chain(String name, Optional<ChainBreak> broken) {
            return new Chain(name, rows, first, last, head, broken.map(ChainBreak::what));
        }
    }
}

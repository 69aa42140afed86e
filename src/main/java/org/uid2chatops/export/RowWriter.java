package org.uid2chatops.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** Writes rows one by one, in one of the formats, as UTF-8. Closing it closes the stream. */
interface RowWriter extends AutoCloseable {

    void row(ExportRow row);

    /** Ends the file. */
    void end(Verification verification);

    @Override
    void close();

    static RowWriter of(ExportFormat format, OutputStream out) {
        return switch (format) {
            case JSONL -> new Lines(out);
            case CSV -> new Table(out);
        };
    }

    /** JSON Lines. */
    final class Lines implements RowWriter {
        private final SequenceWriter writer;
        private final OutputStream out;

        private Lines(OutputStream out) {
            this.out = out;
            writer = JsonMapper.shared().writer().withRootValueSeparator("\n").writeValues(out);
        }

        @Override
        public void row(ExportRow row) {
            writer.write(row);
        }

        @Override
        public void end(Verification verification) {
            writer.write(Map.of("verification", verification));
            writer.flush();
            try {
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    /** CSV. Whether the chains hold is no row, and has no place in it. */
    final class Table implements RowWriter {

        /** What a spreadsheet reads as a formula. Source: OWASP, "CSV Injection". */
        private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r].*", Pattern.DOTALL);
        private static final CsvMapper CSV = CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();
        private static final CsvSchema SCHEMA = CSV.schemaFor(ExportRow.class).withHeader().withLineSeparator("\r\n");

        private final SequenceWriter writer;

        private Table(OutputStream out) {
            writer = CSV.writer(SCHEMA).writeValues(out);
        }

        @Override
        public void row(ExportRow row) {
            writer.write(new ExportRow(row.chain(), row.seq(), row.at(), plain(row.person()), plain(row.what()), plain(row.detail()),
                    plain(row.digest()), plain(row.previous()), plain(row.hash())));
        }

        /** An apostrophe more has it read as text; one that is there gets another, so that taking one away gives what it was. */
        private static String plain(String cell) {
            return FORMULA.matcher(cell).matches() ? "'" + cell : cell;
        }

        @Override
        public void end(Verification verification) {
            // a table has rows only
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}

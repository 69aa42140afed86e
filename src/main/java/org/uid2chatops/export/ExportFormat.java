package org.uid2chatops.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file of the audit is written as. */
public enum ExportFormat {

    /** One JSON object a line; the last one says whether the chains hold. */
    JSONL,
    /** A table with a header, as RFC 4180 has it. */
    CSV;

    /** Returns it as people type it, which is the file name's ending too. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ExportFormat> of(String typed) {
        return Arrays.stream(values()).filter(format -> format.word().equalsIgnoreCase(typed)).findFirst();
    }
}

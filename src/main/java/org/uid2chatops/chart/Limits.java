package org.uid2chatops.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.io.input.BoundedInputStream;

/** Writes a chart's files, as long as they stay inside their directory and are no more than a chart has. Not thread-safe. */
final class Limits {

    /** The real chart has some 20 files of together 100 kB. */
    private static final int MOST_FILES = 1000;
    private static final long MOST_BYTES = 20_000_000;

    private final Path directory;
    private int files;
    private long bytes;

    Limits(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** @throws Chart.Unfit if the chart is too large, or wants to be written elsewhere */
    void write(String name, InputStream content) throws Chart.Unfit, IOException {
        Path file = directory.resolve(name).normalize();
        if (!file.startsWith(directory) || file.equals(directory)) {
            throw new Chart.Unfit("a file in it would be written outside of the chart");
        }
        Files.createDirectories(file.getParent());
        long left = MOST_BYTES - bytes;
        try (var bounded = BoundedInputStream.builder().setInputStream(content).setMaxCount(left + 1).setPropagateClose(false).get()) {
            long written = Files.copy(bounded, file);
            bytes += written;
            if (written > left || ++files > MOST_FILES) {
                throw new Chart.Unfit("it is larger than a chart is (" + MOST_FILES + " files, " + MOST_BYTES / 1_000_000 + " MB)");
            }
        }
    }
}

package org.uid2chatops.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A small virtual-node chart, with the names of the real one. */
final class ChartFiles {

    static final String VERSION = "1.3409.26080501";

    private ChartFiles() {
    }

    static Map<String, String> files() {
        return new TreeMap<>(Map.of("Chart.yaml", "apiVersion: v2\nname: virtualnode\nversion: " + VERSION + "\n", "values.yaml",
                "replicaCount: 1\n", "templates/config.yaml", "kind: ConfigMap\n"));
    }

    /** Returns an archive as {@code helm package} makes it. */
    static byte[] archive(String root, Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (var file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(root + "/" + file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

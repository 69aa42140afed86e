package org.uid2chatops.chart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.uid2chatops.config.ChartSource;

/** Takes charts out of chart repositories. Source: helm.sh/docs, "The Chart Repository Guide". Thread-safe. */
final class RepositoryCharts {

    /** Of an index or an archive; the largest public indexes have some 20 MB. */
    private static final int MOST_BYTES = 50_000_000;
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Duration timeout;

    RepositoryCharts(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Writes the chart's files into an empty directory.
     *
     * @throws Chart.Unfit if the repository does not have it, or not with that digest
     * @throws IOException if the repository does not answer
     */
    void fetch(ChartSource.Repository source, Path directory) throws Chart.Unfit, IOException {
        try (var http = HttpClient.newBuilder().connectTimeout(timeout).followRedirects(HttpClient.Redirect.NORMAL).build()) {
            URI index = URI.create(source.url() + "/index.yaml");
            byte[] archive = get(http, archive(index, get(http, index), source));
            String digest = DigestUtils.sha256Hex(archive);
            if (!digest.equals(source.digest())) {
                throw new Chart.Unfit("the archive that came has the SHA-256 " + digest + ", not the one you set: somebody has replaced it",
                        ".digest", " to that only if you trust what is there now.");
            }
            unpack(archive, directory);
        }
    }

    private static URI archive(URI index, byte[] yaml, ChartSource.Repository source) throws Chart.Unfit {
        JsonNode versions;
        try {
            versions = YAML.readTree(yaml).path("entries").path(Chart.NAME);
        } catch (JacksonException notYaml) {
            throw new Chart.Unfit("index.yaml of the repository is not YAML", ".repository", " to the address that `helm repo add` takes.");
        }
        if (versions.isEmpty()) {
            throw new Chart.Unfit("the repository has no chart " + Chart.NAME, ".repository", " to one that has.");
        }
        for (JsonNode one : versions) {
            if (one.path("version").asString("").equals(source.version())) {
                return address(index, one.path("urls").path(0).asString(""));
            }
        }
        var known = versions.valueStream().map(one -> one.path("version").asString("")).limit(10).toList();
        throw new Chart.Unfit("the repository does not have that version", ".version", " to one it has: " + String.join(", ", known) + ".");
    }

    private static URI address(URI index, String url) throws Chart.Unfit {
        try {
            URI archive = index.resolve(url);
            if (!url.isEmpty() && archive.getScheme().matches("(?i)https?")) {
                return archive;
            }
        } catch (IllegalArgumentException malformed) {
            // told below
        }
        throw new Chart.Unfit("the repository's index gives no http address for it", ".repository", " to another repository.");
    }

    private byte[] get(HttpClient http, URI address) throws Chart.Unfit, IOException {
        var request = HttpRequest.newBuilder(address).timeout(timeout).header("User-Agent", "uid2-chatops").build();
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("the bot is being stopped", stopped);
        } catch (IOException away) {
            throw new IOException(Network.words(away), away);
        }
        try (InputStream body = answer.body()) {
            int status = answer.statusCode();
            if (status >= 500 || status == 429 || status == 408) {
                throw new IOException("it answers " + status + " for " + address.getPath());
            }
            if (status != 200) {
                throw new Chart.Unfit("the repository answers " + status + " for " + address.getPath(), ".repository",
                        " to the address that `helm repo add` takes, of one that the bot may read without a password.");
            }
            byte[] content = body.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new Chart.Unfit(address.getPath() + " of the repository has more than " + MOST_BYTES / 1_000_000 + " MB");
            }
            return content;
        }
    }

    /** An archive holds one directory that is called like the chart. */
    private static void unpack(byte[] archive, Path directory) throws Chart.Unfit {
        var limits = new Limits(directory);
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String prefix = Chart.NAME + "/";
                if (entry.isFile() && entry.getName().startsWith(prefix)) {
                    limits.write(entry.getName().substring(prefix.length()), tar);
                }
            }
        } catch (IOException broken) {
            throw new Chart.Unfit("the archive is broken");
        }
    }
}

package org.uid2chatops.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A revision of a Helm release, as Helm 3 records it: a Secret {@code sh.helm.release.v1.NAME.vREVISION} whose value
 * {@code release} is JSON, gzipped, in base64. Source: helm.sh/helm/v3, pkg/storage/driver.
 *
 * @param record name of the Secret
 * @param status Helm's word: {@code deployed}, {@code failed}, {@code pending-install}…
 * @param description what whoever installed it wrote
 * @param begun when the operation that it records began, by the clock of whoever ran Helm; empty if that cannot be read
 * @param templates the chart's templates by file name
 * @param defaults the chart's own values
 * @param values what was set on top of them
 */
record HelmRelease(String record, int revision, String status, String description, Optional<Instant> begun, String chartVersion,
        Map<String, byte[]> templates,
        JsonNode defaults, JsonNode values) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Returns the newest revision; empty if there is none. */
    static Optional<HelmRelease> newest(KubernetesClient client, String namespace, String name) throws IOException {
        var newest = client.secrets().inNamespace(namespace).withLabel("owner", "helm").withLabel("name", name).list().getItems().stream()
                .max(Comparator.comparingInt(secret -> Integer.parseInt(secret.getMetadata().getLabels().getOrDefault("version", "0"))));
        return newest.isPresent() ? Optional.of(of(newest.get())) : Optional.empty();
    }

    /** Returns whether a Helm is (or was when it was killed) in the middle of it, or has ended it: no upgrade starts from there. */
    boolean unfinished() {
        return status.startsWith("pending-") || status.startsWith("uninstall");
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static HelmRelease of(Secret secret) throws IOException {
        byte[] stored = Base64.getDecoder().decode(Base64.getDecoder().decode(secret.getData().get("release")));
        JsonNode release;
        try (var json = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            release = JSON.readTree(json);
        }
        JsonNode chart = release.path("chart");
        var templates = new HashMap<String, byte[]>();
        for (JsonNode template : chart.path("templates")) {
            templates.put(template.path("name").asString(""), Base64.getDecoder().decode(template.path("data").asString("")));
        }
        return new HelmRelease(secret.getMetadata().getName(), release.path("version").asInt(0),
                release.path("info").path("status").asString(""), release.path("info").path("description").asString(""),
                time(release.path("info").path("last_deployed").asString("")),
                chart.path("metadata").path("version").asString(""), templates, chart.path("values"), release.path("config"));
    }
}

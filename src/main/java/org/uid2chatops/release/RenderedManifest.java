package org.uid2chatops.release;

/**
 * A release's manifest with its placeholders filled in; nothing else differs.
 *
 * @param text what {@code kubectl apply -f} would be given
 * @param digest SHA-256 of that text, lower-case hex
 * @param filled how many different placeholders were filled in
 * @param objects the text, parsed
 */
public record RenderedManifest(String text, String digest, int filled, ManifestObjects objects) {
}

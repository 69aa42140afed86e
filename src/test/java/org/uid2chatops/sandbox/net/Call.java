package org.uid2chatops.sandbox.net;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that a server of the world received, read to its end.
 *
 * @param path decoded, without the query
 * @param query the first value of each parameter
 * @param headers by lower-case name
 */
public record Call(String method, String path, String rawPathAndQuery, Map<String, String> query, Map<String, String> headers,
        byte[] body) {

    /** Returns the same call of another path. */
    public Call at(String otherPath) {
        return new Call(method, otherPath, rawPathAndQuery, query, headers, body);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}

package org.uid2chatops.sandbox.net;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a server of the world answers. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    public static Answer json(int status, Object json) {
        return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"),
                json.toString().getBytes(StandardCharsets.UTF_8));
    }

    public static Answer text(int status, String type, String text) {
        return new Answer(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}

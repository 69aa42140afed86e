package org.uid2chatops.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** GUIDs that repeat with the seed; asking again for the same thing gives another one. Not thread-safe. */
final class Guids {

    private final long seed;
    private final Map<String, Integer> asked = new HashMap<>();

    Guids(long seed) {
        this.seed = seed;
    }

    String next(String what) {
        int count = asked.merge(what, 1, Integer::sum);
        return UUID.nameUUIDFromBytes((seed + "|" + what + "|" + count).getBytes(StandardCharsets.UTF_8)).toString();
    }

    String etag(String id) {
        return "W/\"" + next("etag " + id) + "\"";
    }
}

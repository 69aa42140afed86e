package org.uid2chatops.sandbox.kubernetes;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.ExchangeLog;

/** Every request that somebody other than the controllers made to an API server. Thread-safe. */
final class Requests {

    private final ExchangeLog<Entry> log = new ExchangeLog<>();
    private final Clock clock;

    Requests(Clock clock) {
        this.clock = clock;
    }

    /**
     * An exchange, without secrets.
     *
     * @param path with its query
     * @param status 0 if the connection was cut
     */
    record Entry(long id, String time, String target, String method, String path, int status, JsonNode request, JsonNode response) {
    }

    void add(String target, Call call, int status, JsonNode request, JsonNode response) {
        String time = clock.instant().toString();
        log.add(id -> new Entry(id, time, target, call.method(), call.rawPathAndQuery(), status, request, response));
    }

    long size() {
        return log.size();
    }

    List<Entry> asked(Map<String, String> query) {
        long since = Long.parseLong(query.getOrDefault("since", "0"));
        String target = query.getOrDefault("target", "");
        return log.since(since).stream().filter(entry -> target.isEmpty() || entry.target().equals(target)).toList();
    }
}

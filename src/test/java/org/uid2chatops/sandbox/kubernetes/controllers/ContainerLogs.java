package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.uid2chatops.sandbox.kubernetes.api.PodLogs;

/** What the containers of a cluster have written. Thread-safe. */
public final class ContainerLogs implements PodLogs {

    private final Map<String, String> current = new ConcurrentHashMap<>();
    private final Map<String, String> before = new ConcurrentHashMap<>();

    @Override
    public Optional<String> of(String podUid, String container, boolean previous) {
        return Optional.ofNullable((previous ? before : current).get(podUid + "/" + container));
    }

    /** Returns the last so many lines of a log. */
    static String last(String log, int count) {
        var lines = log.lines().toList();
        String shown = String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        return shown.isEmpty() ? "" : shown + "\n";
    }

    void add(String podUid, String container, String lines) {
        current.merge(podUid + "/" + container, lines, (old, more) -> old + "\n" + more);
    }

    /** A container starts again: its log begins anew. */
    void restart(String podUid, String container) {
        String old = current.put(podUid + "/" + container, "");
        if (old != null) {
            before.put(podUid + "/" + container, old);
        }
    }
}

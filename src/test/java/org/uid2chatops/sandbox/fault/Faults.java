package org.uid2chatops.sandbox.fault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The faults that can be switched on, and those that are. Every part of the world declares its own when it is made, and
 * asks {@link #take} at the place where the fault would strike. Thread-safe.
 */
public final class Faults {

    private final Clock clock;
    private final Map<String, Available> available = new LinkedHashMap<>();
    private final List<Active> on = new ArrayList<>();

    public Faults(Clock clock) {
        this.clock = clock;
    }

    /** Declares a fault, e.g. {@code azure.throttled}. */
    public synchronized void declare(Available fault) {
        available.put(fault.fault(), fault);
    }

    /**
     * Uses up one occasion of a fault that is on for that target (or for every target).
     *
     * @return its parameters, or empty if it is not on
     */
    public synchronized Optional<Map<String, Object>> take(String fault, String target) {
        return take(fault, target, _ -> true);
    }

    /** As {@link #take(String, String)}, for those whose parameters {@code fit} the occasion (a method, a path). */
    public synchronized Optional<Map<String, Object>> take(String fault, String target,
            java.util.function.Predicate<Map<String, Object>> fit) {
        Instant now = clock.instant();
        on.removeIf(active -> active.left == 0 || active.until != null && now.isAfter(active.until));
        for (Active active : on) {
            if (active.fault.equals(fault) && (active.target.isEmpty() || active.target.equals(target)) && fit.test(active.parameters)) {
                if (active.left > 0) {
                    active.left--;
                }
                return Optional.of(active.parameters);
            }
        }
        return Optional.empty();
    }

    /**
     * Switches one on.
     *
     * @throws IllegalArgumentException if there is no such fault; the text lists those there are
     */
    public synchronized void on(String fault, String target, int times, Optional<Duration> time, Map<String, Object> parameters) {
        if (!available.containsKey(fault)) {
            throw new IllegalArgumentException("there is no fault '" + fault + "'; there are: " + String.join(", ", available.keySet()));
        }
        on.add(new Active(fault, target, times, time.map(clock.instant()::plus).orElse(null), Map.copyOf(parameters)));
    }

    public synchronized void allOff() {
        on.clear();
    }

    public synchronized List<Available> available() {
        return List.copyOf(available.values());
    }

    public synchronized List<Map<String, Object>> on() {
        return on.stream().filter(active -> active.left != 0).map(active -> {
            var shown = new LinkedHashMap<String, Object>(active.parameters);
            shown.put("fault", active.fault);
            shown.put("target", active.target);
            shown.put("left", active.left);
            return (Map<String, Object>) shown;
        }).toList();
    }

    /** A fault that can be switched on: its name, what it does, and its parameters with what each means. */
    public record Available(String fault, String does, Map<String, String> parameters) {
    }

    private static final class Active {
        private final String fault;
        private final String target;
        private int left;
        private final @org.jspecify.annotations.Nullable Instant until;
        private final Map<String, Object> parameters;

        private Active(String fault, String target, int left, @org.jspecify.annotations.Nullable Instant until,
                Map<String, Object> parameters) {
            this.fault = fault;
            this.target = target;
            this.left = left;
            this.until = until;
            this.parameters = parameters;
        }
    }
}

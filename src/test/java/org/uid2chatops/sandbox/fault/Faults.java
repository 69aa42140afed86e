package org.uid2chatops.sandbox.fault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The faults that can be switched on, and those that are. Every part of the world declares its own when it is made, and
 * asks {@link #take} at the place where the fault would strike. Thread-safe.
 */
public final class Faults {

    private final Clock clock;
    private final Map<String, Available> available = new LinkedHashMap<>();
    private final Random draws = new Random(1);
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

    /** A fault with a {@code share} strikes that share of its occasions, drawn from a fixed seed. */
    private boolean chosen(Active active) {
        return !(active.parameters.get("share") instanceof Number share) || draws.nextDouble() < share.doubleValue();
    }

    /** As {@link #take(String, String)}, for those whose parameters {@code fit} the occasion (a method, a path). */
    public synchronized Optional<Map<String, Object>> take(String fault, String target,
            Predicate<Map<String, Object>> fit) {
        dropSpent();
        for (Active active : on) {
            if (active.strikes(fault, target) && fit.test(active.parameters) && chosen(active)) {
                if (active.left > 0) {
                    active.left--;
                }
                return Optional.of(active.parameters);
            }
        }
        return Optional.empty();
    }

    /** As {@link #take}, by the parameters as read. */
    public Optional<Parameters> taken(String fault, String target, Predicate<Parameters> fit) {
        return take(fault, target, Parameters.fitting(fit)).map(Parameters::new);
    }

    /**
     * Returns those of a fault that are on for that target, oldest first. They are states of the world, not occasions: looking
     * uses none up, and they last until their time is over or all is switched off.
     */
    public synchronized List<Parameters> standing(String fault, String target) {
        dropSpent();
        return on.stream().filter(active -> active.strikes(fault, target)).map(active -> new Parameters(active.parameters)).toList();
    }

    /** As {@link #standing(String, String)}, for a fault of the whole subscription: whatever target it was switched on for. */
    public synchronized List<Parameters> standing(String fault) {
        dropSpent();
        return on.stream().filter(active -> active.fault.equals(fault)).map(active -> new Parameters(active.parameters)).toList();
    }

    /** Switches off those of a fault that fit, since the world has got over them. */
    public synchronized void over(String fault, Predicate<Parameters> fit) {
        on.removeIf(active -> active.fault.equals(fault) && fit.test(new Parameters(active.parameters)));
    }

    private void dropSpent() {
        Instant now = clock.instant();
        on.removeIf(active -> active.left == 0 || active.until != null && now.isAfter(active.until));
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
        dropSpent();
        return on.stream().map(active -> {
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

        private boolean strikes(String asked, String at) {
            return fault.equals(asked) && (target.isEmpty() || target.equals(at));
        }
    }
}

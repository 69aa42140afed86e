package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When each change to a resource began and ended. Not thread-safe: guarded by {@link Cloud}. */
final class Timeline {

    private final Map<String, List<Event>> byGroup = new LinkedHashMap<>();

    /** Notes a change that was accepted; {@code group} is the resource group it counts for. */
    void add(String group, String what, String resourceId, Instant start, Instant end) {
        byGroup.computeIfAbsent(group, _ -> new ArrayList<>())
                .add(new Event(what, resourceId, start.toString(), end.toString(), Duration.between(start, end).toMillis() / 1000.0));
    }

    List<OfGroup> groups() {
        return byGroup.entrySet().stream()
                .map(entry -> new OfGroup(entry.getKey(), List.copyOf(entry.getValue()), criticalPath(entry.getValue()))).toList();
    }

    /** Goes back from what ended last: what it waited for is what ended last before it began. */
    private static CriticalPath criticalPath(List<Event> events) {
        var path = new ArrayList<Event>();
        Optional<Event> next = events.stream().max(Comparator.comparing(Timeline::ended));
        while (next.isPresent()) {
            Event last = next.get();
            path.addFirst(last);
            next = events.stream().filter(event -> event != last && !path.contains(event))
                    .filter(event -> !ended(event).isAfter(Instant.parse(last.start))).max(Comparator.comparing(Timeline::ended));
        }
        return new CriticalPath(path.stream().mapToDouble(Event::serviceSeconds).sum(), List.copyOf(path));
    }

    private static Instant ended(Event event) {
        return Instant.parse(event.end);
    }

    /** A change: instants and seconds are simulated ones. */
    record Event(String event, String resource, String start, String end, double serviceSeconds) {
    }

    record CriticalPath(double serviceSeconds, List<Event> events) {
    }

    record OfGroup(String resourceGroup, List<Event> events, CriticalPath criticalPath) {
    }
}

package org.uid2chatops.sandbox.azure;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What will happen when the simulated clock gets there. Whoever looks at the state settles the agenda first, so that the
 * state is a function of the clock however far that jumps. Not thread-safe.
 */
final class Agenda {

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(Comparator.comparing(Entry::when).thenComparing(Entry::order));
    private long order;

    /** Puts something on the agenda; it is given the instant it was due at. */
    void at(Instant when, Consumer<Instant> what) {
        entries.add(new Entry(when, order++, what));
    }

    /** Lets everything happen that is due, in order. */
    void settle(Instant now) {
        for (Entry next = entries.peek(); next != null && !next.when.isAfter(now); next = entries.peek()) {
            entries.remove();
            next.what.accept(next.when);
        }
    }

    private record Entry(Instant when, long order, Consumer<Instant> what) {
    }
}

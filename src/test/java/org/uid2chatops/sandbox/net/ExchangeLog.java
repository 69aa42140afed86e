package org.uid2chatops.sandbox.net;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Everything that one part of the world was asked, oldest first; each entry has an {@code id} that counts from 1. Thread-safe. */
public final class ExchangeLog<T> {

    private final AtomicLong ids = new AtomicLong();
    private final CopyOnWriteArrayList<Numbered<T>> entries = new CopyOnWriteArrayList<>();

    /** Adds the entry that {@code made} makes of its id, and returns it. */
    public synchronized T add(LongFunction<T> made) {
        long id = ids.incrementAndGet();
        T entry = made.apply(id);
        entries.add(new Numbered<>(id, entry));
        return entry;
    }

    /** Returns how many there are. */
    public long size() {
        return ids.get();
    }

    /** Returns the entries after that id; 0 returns all. */
    public List<T> since(long id) {
        return entries.stream().filter(entry -> entry.id > id).map(Numbered::entry).toList();
    }

    private record Numbered<T>(long id, T entry) {
    }
}

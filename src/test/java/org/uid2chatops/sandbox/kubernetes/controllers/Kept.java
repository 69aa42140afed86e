package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** The objects of a kind as last heard of, from the watch or as the answer to an own write. Thread-safe. */
final class Kept<T extends HasMetadata> {

    private final Map<String, T> objects = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();

    synchronized void put(T object) {
        String uid = object.getMetadata().getUid();
        if (!gone.contains(uid)) {
            objects.merge(uid, object, (old, more) -> version(old) > version(more) ? old : more);
        }
    }

    private static long version(HasMetadata object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }

    synchronized void remove(T object) {
        gone.add(object.getMetadata().getUid());
        objects.remove(object.getMetadata().getUid());
    }

    /** Returns them in the order of their names. */
    synchronized List<T> all() {
        Collection<T> values = objects.values();
        return values.stream().sorted(Comparator.comparing(one -> one.getMetadata().getNamespace() + "/" + one.getMetadata().getName()))
                .toList();
    }

    /** Returns whether there was an object of that uid which has been removed. */
    synchronized boolean isGone(String uid) {
        return gone.contains(uid);
    }
}

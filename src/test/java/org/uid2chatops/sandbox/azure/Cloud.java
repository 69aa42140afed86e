package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** The state of the simulated Azure and the one lock that guards it. */
final class Cloud {

    private final ReentrantLock lock = new ReentrantLock();
    private final SimulatedClock clock;
    private final long seed;
    private final Latencies latencies;
    private final List<Place> places;
    private final WorldFaults world;
    private final Agenda agenda = new Agenda();
    private final ResourceStore store = new ResourceStore();
    private final Directory directory = new Directory();
    private final Timeline timeline = new Timeline();
    private final Guids guids;

    Cloud(SimulatedClock clock, long seed, Latencies latencies, List<Place> places, WorldFaults world) {
        this.clock = clock;
        this.seed = seed;
        this.latencies = latencies;
        this.places = List.copyOf(places);
        this.world = world;
        this.guids = new Guids(seed);
    }

    /** Does something with the state as it is now; nothing that waits for others may be done in there. */
    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            agenda.settle(clock.instant());
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the target whose vault has that name. */
    Optional<Place> placeOfVault(String name) {
        return places.stream().filter(place -> place.keyVault().equalsIgnoreCase(name)).findFirst();
    }

    Instant now() {
        return clock.instant();
    }

    SimulatedClock clock() {
        return clock;
    }

    ResourceStore store() {
        return store;
    }

    Agenda agenda() {
        return agenda;
    }

    Directory directory() {
        return directory;
    }

    Timeline timeline() {
        return timeline;
    }

    Guids guids() {
        return guids;
    }

    /** Draws how long that service takes for a resource. */
    Duration takes(Latencies.Service service, String resourceId) {
        return world.takes(service).orElseGet(() -> latencies.draw(seed, service, ArmId.key(resourceId)));
    }

    /** Returns the target that an id belongs to, node resource groups included, or its group's name, or nothing. */
    String target(String id) {
        return ArmId.group(id).map(group -> {
            Optional<String> manager = store.find(ArmId.groupId(group)).map(found -> found.body().path("managedBy").stringValue(""));
            String owner = manager.flatMap(ArmId::group).orElse(group);
            return Place.targetOf(places, owner);
        }).orElse("");
    }

    /** Returns a public address that nobody has: from the range set aside for benchmarks, so that no real host is ever meant. */
    String freshAddress(String id) {
        long at = Integer.toUnsignedLong((seed + ArmId.key(id)).hashCode());
        while (true) {
            String address = String.format(Locale.ROOT, "198.%d.%d.%d", 18 + (at >> 16 & 1), at >> 8 & 255, 1 + at % 250);
            if (store.all().stream().noneMatch(resource -> Json.text(resource.body(), "/properties/ipAddress").equals(address))) {
                return address;
            }
            at++;
        }
    }
}

package org.uid2chatops.approval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.uid2chatops.config.Target;
import org.uid2chatops.release.ReleaseFiles;
import org.uid2chatops.testing.TestDatabase;
import org.uid2chatops.testing.TestTarget;

/**
 * Runs a race again and again, each time otherwise, side by side on a few targets of one database. {@code -Draces.seed=} repeats a run, as
 * far as threads can be repeated.
 */
final class Interleavings {

    /** In the quick tests. */
    static final int QUICK = 40;
    static final int ALL = 1_000;
    private static final int LANES = 4;
    private static final long SEED = Long.getLong("races.seed", System.nanoTime() % 100_000);
    private static final Map<TestDatabase, HikariDataSource> DATABASES = new ConcurrentHashMap<>();
    private static final AtomicInteger LANE_NUMBERS = new AtomicInteger();
    private static final List<Target> TARGETS = IntStream.range(0, LANES).mapToObj(Interleavings::target).toList();

    private Interleavings() {
    }

    /** Every second one wants somebody of the group among those who agree. */
    private static Target target(int number) {
        try {
            Path release = ReleaseFiles.write(Files.createDirectories(Path.of("target", "races")), ReleaseFiles.MANIFEST);
            var settings = TestTarget.named("prod-" + number).with("approval", "true").with("channel", "C0000OPS").with("release", release)
                    .with("chart", release);
            return (number % 2 == 0 ? settings : settings.with("approval.groups", Lane.GROUP)).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HikariDataSource pool(TestDatabase database) {
        var config = new HikariConfig();
        // H2 keeps eight statements for a connection unless told otherwise, and would parse them all anew
        config.setJdbcUrl(
                database.migratedUrl() + (database == TestDatabase.H2 ? ";QUERY_CACHE_SIZE=100" : ""));
        config.setMaximumPoolSize(2 * LANES + 1);
        return new HikariDataSource(config);
    }

    static void run(TestDatabase database, int times, Consumer<Lane> race) {
        HikariDataSource pool = DATABASES.computeIfAbsent(database, Interleavings::pool);
        var next = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(LANES)) {
            for (Future<?> lane : TARGETS.stream().limit(times)
                    .<Future<?>>map(target -> threads.submit(() -> run(pool, target, times, next, race)))
                    .toList()) {
                lane.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(HikariDataSource pool, Target target, int times, AtomicInteger next, Consumer<Lane> race) {
        try (var lane = new Lane(pool, target, LANE_NUMBERS.getAndIncrement())) {
            for (int i = next.getAndIncrement(); i < times; i = next.getAndIncrement()) {
                lane.begin(new Random(SEED * ALL + i));
                try {
                    race.accept(lane);
                } catch (AssertionError | RuntimeException failed) {
                    next.set(times);
                    throw new AssertionError("interleaving " + i + " of seed " + SEED + " at " + target.name(), failed);
                }
            }
        }
    }
}

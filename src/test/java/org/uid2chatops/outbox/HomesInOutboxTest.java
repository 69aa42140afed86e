package org.uid2chatops.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.testing.MovableClock;
import org.uid2chatops.testing.TestDatabase;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;

/** Homes in the outbox: one lane, paced, who looks at theirs first. */
class HomesInOutboxTest {

    private static final String LANE = "homes";

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void who_opens_theirs_does_not_wait_for_those_that_are_only_kept_up_to_date(TestDatabase kind) {
        var world = new World(kind.fresh());
        for (String user : List.of("U1", "U2", "U3", "U2")) {
            world.store.add(new Message.Home(user, false));
        }
        world.turn();
        assertThat(world.delivered).containsExactly(new Message.Home("U1", false));
        world.store.add(new Message.Home("U4", true));
        world.store.add(new Message.Home("U3", true));
        world.turn();
        world.pass(Duration.ofSeconds(1));
        world.turn();
        world.pass(Duration.ofSeconds(1));
        world.turn();
        assertThat(world.delivered).containsExactly(new Message.Home("U1", false), new Message.Home("U3", true),
                new Message.Home("U4", true), new Message.Home("U2", false));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void that_all_are_stale_is_told_once_and_only_if_it_happened(TestDatabase kind) {
        var world = new World(kind.fresh());
        world.transaction.executeWithoutResult(status -> {
            world.store.add(new Message.Homes());
            status.setRollbackOnly();
        });
        world.turn();
        assertThat(world.delivered).isEmpty();
        world.transaction.executeWithoutResult(_ -> {
            world.store.add(new Message.Homes());
            world.store.add(new Message.Homes());
        });
        world.store.add(new Message.Homes());
        world.turn();
        assertThat(world.delivered).containsExactly(new Message.Homes());
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whoever_says_so_before_and_whoever_after_a_message_do_not_wait_for_each_other(TestDatabase kind) throws Exception {
        var world = new World(kind.fresh());
        try (var writers = Executors.newFixedThreadPool(4)) {
            var all = IntStream.range(0, 80).mapToObj(i -> writers.submit(() -> world.transaction.executeWithoutResult(_ -> {
                if (i % 2 == 0) {
                    world.store.add(new Message.Homes());
                }
                world.store.add(new Message.Live("r", "C"));
                world.store.add(new Message.Homes());
            }))).toList();
            for (var each : all) {
                each.get();
            }
        }
        world.turn();
        assertThat(world.delivered).containsExactly(new Message.Homes());
    }

    /** A database, an outbox and a courier that notes what it is given. */
    private static final class World {
        final List<Message> delivered = new ArrayList<>();
        final OutboxStore store;
        final TransactionTemplate transaction;
        private final Delivery delivery;
        private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T03:00:00Z"));

        World(DataSource database) {
            var transactions = new DataSourceTransactionManager(database);
            transaction = new TransactionTemplate(transactions);
            store = new OutboxStore(JdbcClient.create(database), transactions,
                    SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database)).build(), clock);
            delivery = new Delivery(store, parcel -> {
                delivered.addAll(parcel.messages());
                return new Result.Delivered();
            }, new Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10)), Pace.REAL, clock);
        }

        void turn() {
            var _ = delivery.run(LANE);
        }

        void pass(Duration duration) {
            clock.pass(duration);
        }
    }
}

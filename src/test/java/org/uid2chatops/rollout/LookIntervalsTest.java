package org.uid2chatops.rollout;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import org.uid2chatops.testing.MovableClock;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A look every ten seconds, and every fifth of a second at most of all rollouts together. */
class LookIntervalsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.H2.fresh());

    @ParameterizedTest
    @CsvSource({"2, 0, 10", "2, 400, 10", "100, 0, 10", "100, 100, 10", "100, 300, 15", "100, 400, 20", "100, 900, 20"})
    void many_are_looked_at_less_often_the_longer_they_take(int steps, int waited, int seconds) {
        for (int i = 0; i < steps; i++) {
            jdbc.sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version) "
                    + "values ('rollout/step', ?, current_timestamp, false, 1)").param("r-" + i).update();
        }
        assertThat(intervals().next(NOW.minusSeconds(waited))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void other_tasks_do_not_count() {
        jdbc.sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version) "
                + "select 'slack/outbox', cast(x as varchar), current_timestamp, false, 1 from system_range(1, 200)").update();
        assertThat(intervals().next(NOW.minusSeconds(900))).isEqualTo(Duration.ofSeconds(10));
    }

    private LookIntervals intervals() {
        return new LookIntervals(Fixture.PROPERTIES, jdbc, new MovableClock(NOW));
    }
}

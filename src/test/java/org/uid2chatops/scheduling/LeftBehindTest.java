package org.uid2chatops.scheduling;

import java.nio.file.Path;
import java.time.OffsetDateTime;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A bot was killed with a task in its hands. */
class LeftBehindTest {

    @Test
    void in_a_file_that_one_process_has_alone_the_next_run_takes_it_up_at_once(@TempDir Path dir) {
        var database = new DriverManagerDataSource("jdbc:h2:file:" + dir.resolve("bot") + ";MODE=PostgreSQL");
        Flyway.configure().dataSource(database).load().migrate();
        assertThat(pickedAfterRelease(database)).isFalse();
    }

    @Test
    void in_a_database_that_replicas_share_another_may_be_at_it() {
        assertThat(pickedAfterRelease(TestDatabase.POSTGRESQL.fresh())).isTrue();
    }

    private static boolean pickedAfterRelease(DataSource database) {
        var jdbc = JdbcClient.create(database);
        jdbc.sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version) "
                + "values ('rollout/step', 'r-1/CLUSTER', :now, true, 'killed', :now, 3)").param("now", OffsetDateTime.now()).update();
        LeftBehind.release(database);
        return jdbc.sql("select picked from scheduled_tasks").query(Boolean.class).single();
    }
}

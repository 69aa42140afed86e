package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The same deploy with PostgreSQL below it. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class DeployOnPostgresTest {

    @TempDir
    Path dir;

    @Test
    void a_deploy_ends_well_and_said_again_changes_nothing() {
        try (var sandbox = new RunningSandbox(dir, Map.of("spring.datasource.url", TestDatabase.POSTGRESQL.freshUrl()))) {
            var control = sandbox.control();
            control.type("alex", "deploy integ");
            control.await("Health check: 200 OK", Duration.ofSeconds(90));
            long azure = control.last("api/azure/requests");
            control.type("alex", "deploy integ");
            control.await("Nothing to change", Duration.ofSeconds(90));
            assertThat(control.changesInAzure(azure)).isEmpty();
        }
    }
}

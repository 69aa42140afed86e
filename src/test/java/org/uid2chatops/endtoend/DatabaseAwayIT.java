package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.Cable;
import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The network to PostgreSQL breaks in the middle of a deploy. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class DatabaseAwayIT {

    private static final double TIME_SCALE = 0.6;

    @TempDir
    Path dir;

    @Test
    void nothing_is_sent_that_cannot_be_journalled_people_are_told_and_it_goes_on_by_itself() throws Exception {
        without(Cable::pull);
    }

    @Test
    void nor_while_the_database_takes_what_it_is_sent_and_answers_nothing() throws Exception {
        without(Cable::hush);
    }

    private void without(Consumer<Cable> trouble) throws Exception {
        String url = TestDatabase.POSTGRESQL.freshUrl();
        int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
        var settings = new Settings(0, 0, TIME_SCALE, 1, Optional.empty(), Optional.empty(), dir.resolve("world"));
        try (var cable = new Cable(port); var world = Sandbox.worldAlone(settings)) {
            var control = new Control(world.pageUrl());
            var arguments = new ArrayList<>(world.patientArguments(10));
            Collections.addAll(arguments, "--spring.datasource.url=" + url.replace(":" + port + "/", ":" + cable.port() + "/"),
                    // in production 30 s
                    "--spring.datasource.hikari.data-source-properties.socketTimeout=3");
            Process bot = new BotJar(dir).start("bot", arguments);
            try {
                control.awaitBot();
                control.type("alex", "deploy integ");
                control.awaitChangeInAzure("/natGateways/", Duration.ofSeconds(60));
                trouble.accept(cable);
                Awaitility.await("what was being sent has been").pollDelay(Duration.ofSeconds(2)).until(() -> true);
                long since = control.last("api/azure/requests");
                long kubernetes = control.last("api/kubernetes/requests");
                assertThat(control.answer("alex", "status"))
                        .startsWith("Not recorded: my database does not answer, so nothing was started.");
                assertThat(control.answer("dana", "cancel integ")).startsWith("Not recorded: my database does not answer");
                Awaitility.await("a while without it").pollDelay(Duration.ofSeconds(5)).until(() -> true);
                assertThat(control.changesInAzure(since)).isEmpty();
                assertThat(control.changesInKubernetes(kubernetes)).isEmpty();
                cable.plug();
                control.await("Health check: 200 OK", Duration.ofMinutes(3));
                new OneOfEach(control, Place.INTEG).assertHolds();
            } finally {
                bot.destroyForcibly();
            }
        }
    }
}

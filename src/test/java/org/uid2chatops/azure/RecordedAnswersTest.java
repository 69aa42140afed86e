package org.uid2chatops.azure;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.testing.Recording;

import static org.assertj.core.api.Assertions.assertThat;

/** What the real Azure answered, read by the bot's own clients and steps. */
@SuppressWarnings("NullAway.Init")
class RecordedAnswersTest {

    private static BotOnRecordings bot;

    @BeforeAll
    static void start(@TempDir Path directory) {
        bot = new BotOnRecordings(directory);
    }

    @AfterAll
    static void stop() {
        bot.close();
    }

    @BeforeEach
    void forget() {
        bot.azure.forget();
    }

    static List<Reading> readings() {
        return Stream.of(ClusterReadings.all(), NetworkReadings.addresses(), NetworkReadings.networks(), VaultReadings.vaults(),
                VaultReadings.secrets(), GroupReadings.groups(), GroupReadings.roles(), ErrorReadings.all()).flatMap(List::stream).toList();
    }

    @ParameterizedTest
    @MethodSource("readings")
    void the_bot_reads_what_azure_answered(Reading reading) throws Exception {
        reading.check().of(bot, reading.exchange());
    }

    @Test
    void every_recorded_answer_that_the_bot_can_meet_is_read() {
        var wanted = Recording.all().stream().flatMap(recording -> recording.exchanges().stream())
                .filter(exchange -> exchange.notOfTheBot().isEmpty()).map(Object::toString).toList();
        assertThat(readings()).extracting(Reading::toString).containsExactlyInAnyOrderElementsOf(wanted);
    }
}

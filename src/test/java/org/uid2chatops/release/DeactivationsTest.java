package org.uid2chatops.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import org.uid2chatops.config.ConfigurationCheck.Problem;
import org.uid2chatops.rollout.PreflightFinding;
import org.uid2chatops.testing.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class DeactivationsTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2027-04-30T23:59:59Z"));

    @Test
    void a_release_is_far_from_its_end_then_near_then_past_it() {
        var deactivations = entered(Map.of());
        assertThat(deactivations.of("5.70.159-r0", "prod")).isEqualTo(new Deactivation.Far(LocalDate.parse("2027-06-30")));
        clock.pass(Duration.ofSeconds(1));
        assertThat(deactivations.of("5.70.159-r0", "prod")).isInstanceOfSatisfying(Deactivation.Near.class, near -> {
            assertThat(near.cause().what())
                    .isEqualTo("Release 5.70.159-r0 is switched off on 2027-06-30, in 60 days (uid2docs, deprecation "
                            + "schedule): then its operators may shut down or fail to start.");
            assertThat(near.cause().next()).contains("uid2.targets.prod.release", "uid2.releases.deactivations.5.70.159-r0");
        });
        clock.pass(Duration.ofDays(60));
        assertThat(deactivations.of("5.70.159-r0", "prod")).isInstanceOfSatisfying(Deactivation.Past.class,
                past -> assertThat(past.cause().what()).startsWith("Release 5.70.159-r0 has been switched off since 2027-06-30 ("));
    }

    @ParameterizedTest
    @CsvSource({"5.70.159-r0, 2027-12-31", "5.70.159-r7, 2027-11-30", "5.99.1-r2, 2028-01-01", "5.62.24-r9, 2027-01-15"})
    void what_a_person_has_entered_counts_more_and_the_very_version_most(String version, LocalDate date) {
        clock.pass(Duration.ofDays(-200));
        var deactivations = entered(Map.of("5.70.159-r0", "2027-12-31", "5.70.159", "2027-11-30", "5.99.1-r2", "2028-01-01"));
        assertThat(deactivations.of(version, "integ")).isEqualTo(new Deactivation.Far(date));
    }

    @Test
    void what_nobody_has_said_is_not_known() {
        assertThat(entered(Map.of()).of("5.99.1", "integ")).isInstanceOfSatisfying(Deactivation.Unknown.class, unknown -> assertThat(
                unknown.cause().next()).contains("set uid2.releases.deactivations.5.99.1 to that date"));
    }

    @Test
    void a_mistaken_date_is_named_with_its_fix() {
        assertThat(entered(Map.of("5.99.1", "soon", "5.99.2", "2027-01-01")).problems()).containsExactly(new Problem(
                "uid2.releases.deactivations.5.99.1", "'soon' is no date", "Write the day it is switched off, like 2027-06-30."));
    }

    @Test
    void a_preflight_warns_of_one_that_is_switched_off(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("operator.yaml"), ReleaseFiles.MANIFEST);
        clock.pass(Duration.ofDays(100));
        assertThat(new ReleaseCheck(new Releases(), entered(Map.of())).check(ReleaseFiles.target(directory, directory))).singleElement()
                .isInstanceOfSatisfying(PreflightFinding.Warning.class,
                        warning -> assertThat(warning.cause().code()).isEqualTo("ReleaseSwitchedOff"));
    }

    /** Reads them as the configuration gives them: versions have dots, as names of properties do. */
    private Deactivations entered(Map<String, String> dates) {
        var source = new MapConfigurationPropertySource();
        dates.forEach((version, date) -> source.put("uid2.releases.deactivations." + version, date));
        return new Deactivations(new Binder(source).bind("uid2.releases", ReleaseProperties.class).orElse(new ReleaseProperties(null)),
                clock);
    }
}

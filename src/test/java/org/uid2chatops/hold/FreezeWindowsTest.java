package org.uid2chatops.hold;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.config.ConfigurationCheck.Problem;
import org.uid2chatops.config.Targets;
import org.uid2chatops.hold.FreezeProperties.Window;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;

class FreezeWindowsTest {

    private static final Targets TARGETS = new Targets(List.of(TestTarget.integ().read(), TestTarget.named("prod").read()));
    private static final Window WEEKEND = new Window("0 0 18 * * FRI", "62h", "Europe/Berlin", List.of("prod"), "weekend");

    /** Friday 18:00 in Berlin is 17:00 UTC in winter and 16:00 in summer; 62 hours later it is Monday 8:00. */
    @ParameterizedTest
    @CsvSource({"2026-11-27T16:59:59Z, false", "2026-11-27T17:00:00Z, true", "2026-11-29T12:00:00Z, true", "2026-11-30T06:59:59Z, true",
            "2026-11-30T07:00:00Z, false", "2026-07-03T15:59:59Z, false", "2026-07-03T16:00:00Z, true"})
    void a_weekend_begins_and_ends_by_the_clock_of_its_place(Instant now, boolean frozen) {
        var windows = new FreezeWindows(new FreezeProperties(Map.of("weekend", WEEKEND)), TARGETS);
        assertThat(windows.on("prod", now)).hasSize(frozen ? 1 : 0);
        assertThat(windows.on("integ", now)).isEmpty();
    }

    @Test
    void it_says_why_and_until_when() {
        var windows = new FreezeWindows(new FreezeProperties(Map.of("weekend", WEEKEND)), TARGETS);
        assertThat(windows.on("prod", Instant.parse("2026-11-28T12:00:00Z"))).singleElement().satisfies(hold -> {
            assertThat(hold.reason()).isEqualTo("weekend");
            assertThat(hold.since()).isEqualTo("2026-11-27T17:00:00Z");
            assertThat(hold.until()).contains(Instant.parse("2026-11-30T07:00:00Z"));
        });
    }

    @Test
    void every_mistake_is_named_with_its_fix() {
        var window = new Window("fridays", "long", "Berlin", List.of("nowhere"), null);
        assertThat(new FreezeWindows(new FreezeProperties(Map.of("weekend", window)), TARGETS).problems()).extracting(Problem::property)
                .containsExactly("uid2.freezes.weekend.starts", "uid2.freezes.weekend.lasts", "uid2.freezes.weekend.zone",
                        "uid2.freezes.weekend.targets");
        assertThat(new FreezeWindows(new FreezeProperties(Map.of("weekend", WEEKEND)), TARGETS).problems()).isEmpty();
    }
}

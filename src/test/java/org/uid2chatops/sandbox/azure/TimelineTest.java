package org.uid2chatops.sandbox.azure;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Timeline timeline = new Timeline();

    private void took(String what, long from, long to) {
        timeline.add("rg", what, "/" + what, START.plusSeconds(from), START.plusSeconds(to));
    }

    @Test
    void theCriticalPathIsTheChainThatEndedLast() {
        took("group", 0, 3);
        took("address", 4, 6);
        took("gateway", 7, 15);
        took("vault", 4, 100);
        took("network", 16, 22);
        took("cluster", 23, 323);
        took("grant", 324, 326);
        var path = timeline.groups().getFirst().criticalPath();
        assertThat(path.events()).extracting(Timeline.Event::event).containsExactly("group", "address", "gateway", "network", "cluster",
                "grant");
        assertThat(path.serviceSeconds()).isEqualTo(3 + 2 + 8 + 6 + 300 + 2);
    }
}

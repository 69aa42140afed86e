package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.uid2chatops.sandbox.azure.Latencies.Service;

import static org.assertj.core.api.Assertions.assertThat;

class LatenciesTest {

    @Test
    void aDrawRepeatsWithTheSeedAndLiesInItsRange() {
        var draws = IntStream.range(0, 1000).mapToObj(i -> Latencies.USUAL.draw(7, Service.CLUSTER_CREATE, "cluster-" + i)).toList();
        assertThat(draws).allSatisfy(draw -> assertThat(draw).isBetween(Duration.ofSeconds(180), Duration.ofSeconds(1200)));
        assertThat(draws.stream().filter(draw -> draw.compareTo(Duration.ofSeconds(480)) <= 0).count()).isBetween(850L, 950L);
        assertThat(Latencies.USUAL.draw(7, Service.CLUSTER_CREATE, "cluster-1")).isEqualTo(draws.get(1));
        assertThat(Latencies.USUAL.draw(8, Service.CLUSTER_CREATE, "cluster-1")).isNotEqualTo(draws.get(1));
    }
}

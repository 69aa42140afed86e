package org.uid2chatops.sandbox.azure;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.sandbox.azure.Latencies.Range;
import org.uid2chatops.sandbox.azure.Latencies.Service;
import org.uid2chatops.testing.Recording;

/** What was recorded of the real Azure, asked of the simulated one. */
@Order(1)
class RecordedExchangesTest {

    /** Those that answer in the end, after their simulated time, and those of which nothing is to be seen. */
    private static final Set<Service> AT_ONCE = Set.of(Service.GROUP, Service.IDENTITY, Service.ROLE_ASSIGNMENT, Service.ROLE_EFFECT);

    static List<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void the_sandbox_answers_as_azure_did(Recording recording) {
        // One simulated second is one of the tests', so that Retry-After is what was recorded
        try (var world = new AzureUnderTest(60, latencies())) {
            var softly = new SoftAssertions();
            new Replay(world, recording, softly).play();
            softly.assertAll();
        }
    }

    /** Everything that is waited for takes a minute. */
    private static Latencies latencies() {
        Map<Service, Range> minute = new EnumMap<>(Service.class);
        Arrays.stream(Service.values()).filter(service -> !AT_ONCE.contains(service))
                .forEach(service -> minute.put(service, Range.of(60, 60)));
        return new Latencies(minute);
    }
}

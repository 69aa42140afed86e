package org.uid2chatops.azure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.rollout.Diagnosis.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** One call is told to stay away: no other call of the subscription is sent before that time. */
@SuppressWarnings("NullAway.Init")
class ThrottleGateTest {

    @TempDir
    Path directory;

    @Test
    void a_retry_after_of_the_subscription_holds_every_call_back_and_then_lets_them_through() {
        try (var world = new AzureWorld(directory)) {
            world.faults.on("azure.throttled", "", 1, Optional.empty(), Map.of("path", "publicIPAddresses", "retryAfter", 120));
            var network = world.clients.of(world.target).network();
            assertThat(catchThrowable(() -> network.getPublicIpAddresses().getByResourceGroup("g", "p"))).isNotNull();
            long sent = world.lastRequest();
            var held = catchThrowable(() -> network.getNatGateways().getByResourceGroup("g", "n"));
            assertThat(world.lastRequest()).isEqualTo(sent);
            assertThat(world.diagnosis.of(held)).get().isInstanceOfSatisfying(Finding.Transient.class, passing -> {
                assertThat(passing.cause().code()).isEqualTo("SubscriptionRequestsThrottled");
                assertThat(passing.retryAfter()).get().satisfies(wait -> assertThat(wait).isPositive().isLessThan(Duration.ofMinutes(3)));
            });
            world.clock.advance(Duration.ofMinutes(3));
            assertThat(Arm.found(() -> network.getNatGateways().getByResourceGroup("g", "n"))).isEmpty();
        }
    }

    @Test
    void one_busy_resource_holds_nobody_else_back() {
        try (var world = new AzureWorld(directory)) {
            world.faults.on("azure.error", "", 1, Optional.empty(),
                    Map.of("path", "publicIPAddresses", "status", 429, "code", "AnotherOperationInProgress"));
            var network = world.clients.of(world.target).network();
            assertThat(catchThrowable(() -> network.getPublicIpAddresses().getByResourceGroup("g", "p"))).isNotNull();
            assertThat(Arm.found(() -> network.getNatGateways().getByResourceGroup("g", "n"))).isEmpty();
        }
    }
}

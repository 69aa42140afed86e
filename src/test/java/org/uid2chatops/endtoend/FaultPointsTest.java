package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.endtoend.FaultPoints.Point;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.Place;

import static org.assertj.core.api.Assertions.assertThat;

/** One deploy in which every step's turn dies once at every place where it can. */
@ResourceLock(RunningSandbox.ONE_AT_A_TIME)
@SuppressWarnings("NullAway.Init")
@Order(1)
class FaultPointsTest {

    /** Steps that in a first deploy find what they want, since another step has made it, or only look. */
    private static final Set<StepName> ONLY_LOOK = EnumSet.of(StepName.SUBNETS, StepName.SUBNET_NAT, StepName.CLUSTER_READY,
            StepName.CREDENTIALS, StepName.VIRTUAL_NODE_READY, StepName.PLACEHOLDERS, StepName.OPERATOR_READY, StepName.SERVICE_ADDRESS,
            StepName.HEALTH_CHECK);

    @TempDir
    static Path dir;
    static final FaultPoints POINTS = new FaultPoints();
    static RunningSandbox sandbox;

    @BeforeAll
    static void deploy() {
        sandbox = new RunningSandbox(dir, 0, Map.of(), beans -> beans.getBeanFactory().addBeanPostProcessor(POINTS));
        sandbox.control().type("alex", "deploy integ");
        sandbox.control().await("Health check: 200 OK", Duration.ofSeconds(120));
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    static Stream<StepName> steps() {
        return Arrays.stream(StepName.values());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void a_turn_died_at_every_place_of(StepName step) {
        assertThat(POINTS.of(step)).isEqualTo(ONLY_LOOK.contains(step)
                ? EnumSet.of(Point.BEFORE_THE_COMPLETION)
                : EnumSet.allOf(Point.class));
    }

    @Test
    void and_the_deploy_ended_as_if_nothing_had_happened() {
        new OneOfEach(sandbox.control(), Place.INTEG).assertHolds();
    }
}

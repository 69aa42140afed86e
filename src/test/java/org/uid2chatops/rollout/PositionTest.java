package org.uid2chatops.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.rollout.StepName.KEY_VAULT;
import static org.uid2chatops.rollout.StepName.MANAGED_IDENTITY;
import static org.uid2chatops.rollout.StepName.NAT_GATEWAY;
import static org.uid2chatops.rollout.StepName.PROVIDERS;
import static org.uid2chatops.rollout.StepName.PUBLIC_IP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;

class PositionTest {

    private static final Entry REQUESTED = new Entry.Requested("integ", "U1", "C1", "5.70.159-r0", "d", "e", Lifecycle.VERSION, Map.of(),
            Map.of(), Agreement.NONE);

    @Test
    void begins_with_the_resource_group() {
        assertThat(Position.after(List.of(REQUESTED)).active()).containsExactly(RESOURCE_GROUP);
    }

    @Test
    void then_three_branches_run_side_by_side() {
        assertThat(Position.after(List.of(REQUESTED, done(RESOURCE_GROUP))).active())
                .containsExactlyInAnyOrder(PUBLIC_IP, MANAGED_IDENTITY, PROVIDERS);
    }

    @Test
    void a_branch_goes_on_alone() {
        assertThat(Position.after(List.of(REQUESTED, done(RESOURCE_GROUP), done(PUBLIC_IP), done(MANAGED_IDENTITY))).active())
                .containsExactlyInAnyOrder(NAT_GATEWAY, KEY_VAULT, PROVIDERS);
    }

    @Test
    void a_failure_stops_every_branch() {
        var position = Position.after(
                List.of(REQUESTED, done(RESOURCE_GROUP), new Entry.Failed(PUBLIC_IP, new Cause("c", "w", "n")), done(MANAGED_IDENTITY)));
        assertThat(position.failed()).isTrue();
        assertThat(position.active()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_order_of_completion_runs_every_step_once_and_ends(long seed) {
        var random = new Random(seed);
        var entries = new ArrayList<Entry>(List.of(REQUESTED));
        var ran = EnumSet.noneOf(StepName.class);
        var position = Position.after(entries);
        while (!position.succeeded()) {
            assertThat(position.active()).as("after %s", ran).isNotEmpty();
            var step = List.copyOf(position.active()).get(random.nextInt(position.active().size()));
            assertThat(ran.add(step)).as("%s runs once", step).isTrue();
            entries.add(done(step));
            position = Position.after(entries);
        }
        assertThat(ran).containsExactlyInAnyOrderElementsOf(Arrays.asList(StepName.values()));
        assertThat(position.active()).isEmpty();
    }

    private static Entry done(StepName step) {
        return new Entry.Completed(step, "", Map.of());
    }
}

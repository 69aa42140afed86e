package org.uid2chatops.approval;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.access.Role;
import org.uid2chatops.access.Verdict;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Vote;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.approval.Lane.KIM;

/** Somebody agrees while what they agree to changes, or while they lose the role. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class WorldRacesTest {

    private static final int LONGEST_CHANGE_NANOS = 1_000_000;

    @Parameter
    TestDatabase database;

    private void times(int times, Consumer<Lane> race) {
        Interleavings.run(database, times, race);
    }

    @Test
    @Tag("sample")
    void approve_while_the_plans_world_changes() {
        times(Interleavings.QUICK, WorldRacesTest::approveAgainstChange);
    }

    @Test
    @Tag("soak")
    void approve_while_the_plans_world_changes_a_thousand_times() {
        times(Interleavings.ALL, WorldRacesTest::approveAgainstChange);
    }

    @Test
    @Tag("sample")
    void a_role_removed_between_request_and_click() {
        times(Interleavings.QUICK, WorldRacesTest::clickAgainstRemoval);
    }

    @Test
    @Tag("soak")
    void a_role_removed_between_request_and_click_a_thousand_times() {
        times(Interleavings.ALL, WorldRacesTest::clickAgainstRemoval);
    }

    /** The chart becomes another, and in every third interleaving the old one again: then both are right, and only one of them at a time. */
    private static void approveAgainstChange(Lane lane) {
        String id = lane.asked(1);
        long rollouts = lane.rollouts();
        boolean back = lane.draw(3) == 0;
        int after = lane.draw(LONGEST_CHANGE_NANOS);
        var both = lane.race(() -> lane.here.approve(id, lane.target, KIM), () -> {
            lane.chart = "chart 2";
            if (back) {
                LockSupport.parkNanos(after);
                lane.chart = Lane.AGREED_TO;
            }
            return back;
        });
        assertThat(both.one()).isInstanceOf(Decided.Counted.class);
        Approval now = lane.settled(id);
        assertThat(now.state()).isIn(State.STARTED, State.CHANGED);
        if (now.state() == State.CHANGED) {
            assertThat(now.note()).contains("chart: chart 1 → chart 2");
            Approval anew = lane.here.approvals().open(lane.target.name()).orElseThrow();
            assertThat(anew.state()).as("nobody has agreed to what it is now").isEqualTo(State.WAITING);
            assertThat(anew.votes()).isEmpty();
            assertThat(anew.requester()).isEqualTo(now.requester());
            assertThat(anew.digest()).isNotEqualTo(now.digest());
        }
        assertThat(lane.open()).isEqualTo(now.state() == State.CHANGED ? 1 : 0);
        assertThat(lane.rollouts()).isEqualTo(rollouts + (now.state() == State.STARTED ? 1 : 0));
    }

    /**
     * Kim is taken from the group while they click, which is looked up when the click is handled. A click handled after that is refused. One
     * that was being handled may count, for the group only if it was looked up as one of theirs before: never more than was so at a look.
     */
    private static void clickAgainstRemoval(Lane lane) {
        String id = lane.asked(1);
        var order = new AtomicLong();
        record Click(long at, Verdict verdict) {
        }
        var both = lane.race(() -> {
            long at = order.incrementAndGet();
            Verdict verdict = lane.here.access().check(KIM, Role.APPROVER, lane.target);
            if (verdict instanceof Verdict.Allowed) {
                lane.here.approve(id, lane.target, KIM);
            }
            return new Click(at, verdict);
        }, () -> {
            lane.people.group = java.util.Set.of();
            return order.incrementAndGet();
        });
        Approval now = lane.settled(id);
        boolean allowed = both.one().verdict() instanceof Verdict.Allowed;
        if (both.one().at() > both.other()) {
            assertThat(allowed).as("the removal was to be seen before the click").isFalse();
        }
        assertThat(now.votes()).extracting(Vote::user).filteredOn(KIM::equals).hasSize(allowed ? 1 : 0);
        assertThat(now.state() == State.STARTED).as("it runs if their agreement counted for all that it had to")
                .isEqualTo(now.votes().stream()
                        .anyMatch(vote -> vote.user().equals(KIM) && vote.groups().equals(now.policy().groups())));
        assertThat(now.state()).isIn(State.STARTED, State.WAITING);
    }
}

package org.uid2chatops.approval;

import java.time.Duration;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.approval.Lane.ALEX;
import static org.uid2chatops.approval.Lane.KIM;
import static org.uid2chatops.approval.Lane.ROOT;
import static org.uid2chatops.approval.Lane.SAM;

/** Two people decide at the same instant, on two replicas; what was agreed to starts at once. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class ApprovalRacesTest {

    @Parameter
    TestDatabase database;

    private void quickly(Consumer<Lane> race) {
        Interleavings.run(database, Interleavings.QUICK, race);
    }

    private void aThousandTimes(Consumer<Lane> race) {
        Interleavings.run(database, Interleavings.ALL, race);
    }

    @Test
    @Tag("sample")
    void approve_against_reject() {
        quickly(ApprovalRacesTest::approveAgainstReject);
    }

    @Test
    @Tag("soak")
    void approve_against_reject_a_thousand_times() {
        aThousandTimes(ApprovalRacesTest::approveAgainstReject);
    }

    @Test
    @Tag("sample")
    void approve_against_withdraw() {
        quickly(ApprovalRacesTest::approveAgainstWithdraw);
    }

    @Test
    @Tag("soak")
    void approve_against_withdraw_a_thousand_times() {
        aThousandTimes(ApprovalRacesTest::approveAgainstWithdraw);
    }

    @Test
    @Tag("sample")
    void approve_against_expiry() {
        quickly(ApprovalRacesTest::approveAgainstExpiry);
    }

    @Test
    @Tag("soak")
    void approve_against_expiry_a_thousand_times() {
        aThousandTimes(ApprovalRacesTest::approveAgainstExpiry);
    }

    @Test
    @Tag("sample")
    void two_approvers_at_the_same_instant() {
        quickly(ApprovalRacesTest::twoApprovers);
    }

    @Test
    @Tag("soak")
    void two_approvers_at_the_same_instant_a_thousand_times() {
        aThousandTimes(ApprovalRacesTest::twoApprovers);
    }

    @Test
    @Tag("sample")
    void approve_against_a_newer_request() {
        quickly(ApprovalRacesTest::approveAgainstNewer);
    }

    @Test
    @Tag("soak")
    void approve_against_a_newer_request_a_thousand_times() {
        aThousandTimes(ApprovalRacesTest::approveAgainstNewer);
    }

    private static void approveAgainstReject(Lane lane) {
        String id = lane.asked(1);
        var both = lane.race(() -> lane.here.approve(id, lane.target, KIM),
                () -> lane.there.approvals().reject(id, lane.target, ROOT, "no"));
        boolean approved = both.one() instanceof Decided.Counted;
        assertThat(approved).as("one of the two decided").isNotEqualTo(both.other() instanceof Decided.Ended);
        assertThat(approved ? both.other() : both.one()).as("the other is told that it is over")
                .matches(late -> late instanceof Decided.Not not && not.why() == Decided.Why.OVER);
        assertThat(lane.settled(id).state()).isEqualTo(approved ? State.STARTED : State.REJECTED);
    }

    /** What is agreed to and has not started can still be taken back; what has started cannot, and who wants to is told so. */
    private static void approveAgainstWithdraw(Lane lane) {
        String id = lane.asked(1);
        var both = lane.race(() -> lane.here.approve(id, lane.target, KIM), () -> lane.there.approvals().withdraw(id, ALEX));
        Approval now = lane.settled(id);
        if (both.other() instanceof Decided.Ended) {
            assertThat(now.state()).isEqualTo(State.WITHDRAWN);
        } else {
            assertThat(both.other()).isInstanceOfSatisfying(Decided.Not.class, late -> {
                assertThat(late.why()).isEqualTo(Decided.Why.OVER);
                assertThat(late.approval().state()).isEqualTo(State.STARTED);
            });
            assertThat(now.state()).isEqualTo(State.STARTED);
        }
        assertThat(now.votes()).hasSize(both.one() instanceof Decided.Counted ? 2 : 1);
    }

    private static void approveAgainstExpiry(Lane lane) {
        String id = lane.asked(1);
        var both = lane.race(() -> lane.here.approve(id, lane.target, KIM), () -> {
            lane.clock.pass(Duration.ofHours(12));
            return lane.there.approvals().tick(id);
        });
        Approval now = lane.settled(id);
        boolean counted = both.one() instanceof Decided.Counted;
        assertThat(now.votes()).hasSize(counted ? 2 : 1);
        // agreed to in time and not yet started, it expires as well when its time is over
        assertThat(now.state()).isIn(State.EXPIRED, counted ? State.STARTED : State.EXPIRED);
    }

    private static void twoApprovers(Lane lane) {
        String id = lane.asked(0);
        var both = lane.race(() -> lane.here.approve(id, lane.target, SAM), () -> lane.there.approve(id, lane.target, KIM));
        assertThat(java.util.List.of(both.one(), both.other())).allSatisfy(one -> assertThat(one).isInstanceOf(Decided.Counted.class))
                .filteredOn(one -> ((Decided.Counted) one).approval().state() == State.APPROVED).as("the last one needed").hasSize(1);
        assertThat(lane.settled(id).state()).isEqualTo(State.STARTED);
    }

    private static void approveAgainstNewer(Lane lane) {
        String id = lane.asked(1);
        var both = lane.race(() -> lane.here.approve(id, lane.target, KIM), () -> lane.ask(lane.there, ROOT));
        assertThat(lane.settled(id).state()).isIn(State.SUPERSEDED, State.STARTED);
        Approval newer = lane.here.approvals().open(lane.target.name()).orElseThrow();
        assertThat(newer.id()).isEqualTo(both.other());
        assertThat(newer.state()).isEqualTo(State.WAITING);
        assertThat(lane.open()).isEqualTo(1);
    }
}

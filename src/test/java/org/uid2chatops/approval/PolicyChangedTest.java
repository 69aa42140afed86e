package org.uid2chatops.approval;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.config.Target;
import org.uid2chatops.testing.TestDatabase;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.approval.Lane.KIM;
import static org.uid2chatops.approval.Lane.ROOT;
import static org.uid2chatops.approval.Lane.SAM;

/** The policy becomes another while people are asked: of both the stricter holds, whichever it is. */
class PolicyChangedTest {

    /** Two of anybody were to agree within twelve hours. */
    @ParameterizedTest
    @CsvSource({"approval.quorum,3,WAITING", "approval.quorum,1,STARTED", "approval.groups,SOTHERS,WAITING",
            "approval.expires-after,PT1H,EXPIRED", "approval.expires-after,P1D,STARTED"})
    void the_second_agreement_after_two_hours_is(String setting, String value, State state) {
        Target now = TestTarget.named("prod-0").with("approval", "true").with("channel", "C0000OPS").with(setting, value).read();
        Interleavings.run(TestDatabase.H2, 1, lane -> {
            String id = lane.asked(0);
            lane.here.approve(id, now, SAM);
            assertThat(lane.here.approvals().find(id).orElseThrow().state()).as("one is never enough").isEqualTo(State.WAITING);
            lane.clock.pass(Duration.ofHours(2));
            lane.here.approve(id, now, KIM);
            assertThat(lane.here.approvals().find(id).orElseThrow().state()).isEqualTo(state);
            if (setting.equals("approval.quorum") && state == State.WAITING) {
                lane.here.approve(id, now, ROOT);
                assertThat(lane.here.approvals().find(id).orElseThrow().state()).isEqualTo(State.STARTED);
            }
            lane.here.rollouts().free(lane.target.name());
        });
    }
}

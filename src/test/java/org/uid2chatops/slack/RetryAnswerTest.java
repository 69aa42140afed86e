package org.uid2chatops.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.rollout.Rollouts.RetryResult;
import org.uid2chatops.rollout.StepName;

import static org.assertj.core.api.Assertions.assertThat;

/** What people are told who decide about a failed rollout, and what the channel reads of it. */
class RetryAnswerTest {

    private static final Cause QUOTA = new Cause("QuotaExceeded", "No cores.", "Ask for more.");
    private static final Cause AWAY = new Cause("503", "Azure answered 503.", "Wait.");
    private static final List<Change> MOVED = List.of(new Change("location", "eastus", "westus2"));
    private static final RolloutView FAILED = view(Status.FAILED, failure());
    private static final RolloutView RUNNING = view(Status.RUNNING, failure(), retried(List.of()));
    private static final RolloutView GIVEN_UP = view(Status.FAILED, failure(), new Entry.GivenUp("U0000DANA"));

    private static Entry failure() {
        return new Entry.Failed(StepName.CLUSTER, QUOTA);
    }

    private static Entry retried(List<Change> changed) {
        return new Entry.Retried("U0000DANA", "5.70.159-r0", "d", Map.of(), Map.of(), changed);
    }

    private static RolloutView view(Status status, Entry... entries) {
        var step = status == Status.RUNNING ? Views.running(StepName.CLUSTER, "create it") : Views.failed(StepName.CLUSTER, QUOTA);
        return Views.of(status, Views.steps(step), Map.of(), List.of(entries));
    }

    private static RolloutView newer(Status status) {
        return new RolloutView(new RolloutId("r-newer"), "integ", "U0000DANA", "C0000OPS", "5.71.0-r0", status, Views.START,
                status == Status.RUNNING ? Optional.empty() : Optional.of(Views.NOW.minusSeconds(60)),
                Views.steps(Views.running(StepName.CLUSTER, "create it")), Map.of(), java.time.Duration.ZERO, new ArrayList<>());
    }

    private static String read(RetryResult result) {
        return RetryAnswer.of(result, FAILED, Views.NOW) instanceof Handled.Answered(String text) ? text : "not yet";
    }

    @Test
    void it_goes_on_with_the_same_settings_or_with_others() {
        assertThat(read(new RetryResult.Going(RUNNING, List.of(), List.of())))
                .isEqualTo(
                        "Going on: the deploy to `integ` is taken up from where it failed (2nd try), with the same settings and release. "
                                + "Follow it in <#C0000OPS>, in the same message as before.");
        var near = new Cause("Near", "The quota is nearly used up.", "Ask for more.");
        assertThat(read(new RetryResult.Going(RUNNING, MOVED, List.of(near))))
                .contains("with what changed since: location: eastus → westus2. Follow")
                .endsWith("*Worth knowing:*\n• The quota is nearly used up. (`Near`) Ask for more.");
    }

    @Test
    void a_busy_target_names_who_holds_it() {
        assertThat(read(new RetryResult.Busy(newer(Status.RUNNING)))).startsWith(
                "Not retried: `integ` is being deployed already, asked for by <@U0000DANA> 3 min ago (release `5.71.0-r0`). Now at ");
    }

    @Test
    void a_refusal_shows_all_that_was_found() {
        var found = new PreflightReport(List.of(QUOTA, QUOTA), List.of(new Cause("W", "A warning.", "Mind it.")), List.of(AWAY));
        assertThat(read(new RetryResult.Refused(found))).isEqualTo("""
                Not retried: it could only fail again, and nothing was touched. To fix, all 2:
                • No cores. (`QuotaExceeded`) Ask for more.
                • No cores. (`QuotaExceeded`) Ask for more.
                *Worth knowing:*
                • A warning. (`W`) Mind it.
                *Could not be looked at:*
                • Azure answered 503. (`503`) Wait.
                Then ask again.""");
    }

    @Test
    void without_an_answer_it_is_tried_again_and_then_said() {
        var found = new PreflightReport(List.of(), List.of(), List.of(AWAY));
        assertThat(RetryAnswer.of(new RetryResult.Unanswered(found), FAILED, Views.NOW)).isEqualTo(new Handled.NotYet(
                """
                        Still checking: nothing is started yet, and I go on asking until two minutes pass without a new answer. You need not ask again. Without an \
                        answer so far:
                        • Azure answered 503. (`503`) Wait.""",
                """
                        Not retried: not everything could be looked at, so whether it could go well now is not known, and nothing was touched:
                        • Azure answered 503. (`503`) Wait.
                        Try again in a few minutes.""",
                found.again()));
    }

    @Test
    void what_was_not_approved_is_named() {
        assertThat(read(new RetryResult.WantsApproval(MOVED))).isEqualTo("""
                Not retried: what was approved is not what would run now. Changed since:
                • location: eastus → westus2
                That wants a new rollout, with an approval of its own: type `/uid2 deploy integ because REASON`.""");
    }

    @Test
    void what_is_over_says_by_whom_and_when() {
        assertThat(read(new RetryResult.Over(RUNNING, Optional.empty())))
                .isEqualTo("Not retried: <@U0000DANA> retried it 3 min ago, and it "
                        + "runs. Now at *AKS cluster accepted*: create it.");
        assertThat(read(new RetryResult.Over(GIVEN_UP, Optional.empty()))).isEqualTo("Not retried: <@U0000DANA> gave it up 3 min ago. "
                + "`/uid2 deploy integ` starts a new rollout, which goes on from what stands.");
        assertThat(read(new RetryResult.Over(FAILED, Optional.of(newer(Status.SUCCEEDED))))).isEqualTo("Not retried: <@U0000DANA> has "
                + "deployed to `integ` since, with a newer rollout that ended well 1 min ago (`r-newer`). `/uid2 status integ` shows it.");
        assertThat(read(new RetryResult.Over(FAILED, Optional.empty())))
                .isEqualTo("Not retried: there is no target `integ` any more. Type `/uid2 targets`.");
        assertThat(read(new RetryResult.Over(view(Status.RUNNING), Optional.empty())))
                .startsWith("Not retried: it did not fail, it runs. Now");
        assertThat(read(new RetryResult.Over(view(Status.FAILED, new Entry.Failed(StepName.CLUSTER, new Cause("OtherLifecycle", "w", "n"))),
                Optional.empty())))
                .startsWith("Not retried: a retry cannot help it, since another version of the bot began it. `/uid2 deploy");
        assertThat(read(new RetryResult.NoSuch()))
                .isEqualTo("Nothing was changed: I know no rollout `r-20261123-030000-7f3a`. Type `/uid2 status` to see those I know.");
    }

    @Test
    void the_outcome_says_what_was_decided_and_has_buttons_only_before() {
        assertThat(AfterFailure.of(FAILED, FAILED, Optional.empty()).buttons()).hasSize(1);
        assertThat(AfterFailure.of(FAILED, FAILED, Optional.of(newer(Status.RUNNING)))).isEqualTo(new AfterFailure(
                "*Decided:* <@U0000DANA> asked for a new deploy of `integ` (`r-newer`) instead of retrying this one.", List.of()));
        assertThat(AfterFailure.of(FAILED, RUNNING, Optional.empty())).isEqualTo(
                new AfterFailure("*Decided:* <@U0000DANA> retried it (2nd try), with the same settings.", List.of()));
        var twice = view(Status.FAILED, failure(), retried(List.of()), failure());
        assertThat(AfterFailure.of(FAILED, twice, Optional.empty()).buttons()).isEmpty();
        assertThat(AfterFailure.of(twice, twice, Optional.empty()).buttons()).hasSize(1);
        assertThat(OutcomeMessage.of(twice, twice, Optional.empty(), Views.NOW).text())
                .contains("after 13 min 20 s (retried by <@U0000DANA>, 2nd try).");
        assertThat(AfterFailure.of(FAILED, GIVEN_UP, Optional.empty()).line()).startsWith("*Decided:* <@U0000DANA> gave it up.");
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.element.ButtonElement;
import org.junit.jupiter.api.Test;

import org.uid2chatops.rollout.Agreement;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.rollout.Rollouts.StartResult;
import org.uid2chatops.rollout.StepName;

import static org.assertj.core.api.Assertions.assertThat;

/** The texts that people read, whole. */
class MessagesTest {

    private static final Cause QUOTA = new Cause("QuotaExceeded", "The region has 4 of 8 cores left for Standard_D4d_v5 & co.",
            "Ask for more cores at https://aka.ms/quota.", "correlation id 7f3a");
    private static final RolloutView MIDDLE = Views.of(Status.RUNNING,
            Views.steps(Views.done(StepName.RESOURCE_GROUP, false, "my-vn-aks in eastus", 2),
                    Views.done(StepName.PUBLIC_IP, true, "20.185.3.7, Standard, Static", 2),
                    Views.running(StepName.NAT_GATEWAY, "create <nat>"),
                    Views.waiting(StepName.KEY_VAULT, "RBAC to take effect", Duration.ofSeconds(150), Optional.of(Duration.ofMinutes(15))),
                    Views.waiting(StepName.OPERATOR_KEY, "somebody to put the secret in", Duration.ofSeconds(150), Optional.empty()),
                    Views.running(StepName.PROVIDERS, "")),
            Map.of(),
            List.of(new Entry.Retrying(StepName.PROVIDERS, new Cause("429", "Azure answered 429 (too many requests).", "Wait."), 2,
                    Views.NOW)));

    @Test
    void the_live_message_says_what_runs_and_what_it_waits_for() {
        assertThat(read(LiveMessage.of(MIDDLE, Views.NOW))).isEqualTo("""
                # Deploying UID2 operator 5.70.159-r0 to integ
                :ballot_box_with_check: *Resource group* unchanged: my-vn-aks in eastus
                :white_circle: *Virtual network*
                :white_circle: *Subnets*
                :white_check_mark: *Public IP address*: 20.185.3.7, Standard, Static
                :hourglass_flowing_sand: *NAT gateway*
                      ↳ NAT gateway: create &lt;nat&gt;
                :white_circle: *NAT for the cg subnet*
                :white_circle: *AKS service*
                :white_circle: *Contributor roles*
                :white_circle: *Cluster credentials*
                :hourglass_flowing_sand: *Resource providers*
                      ↳ Resource providers registered: Azure answered 429 (too many requests). Trying again (2nd time)
                :white_circle: *Virtual node*
                :white_circle: *Managed identity*
                :hourglass_flowing_sand: *Key vault*
                      ↳ Key vault: waiting for RBAC to take effect, 2 of up to 15 min
                :hourglass_flowing_sand: *Operator key*
                      ↳ Operator key in the vault: waiting for somebody to put the secret in
                :white_circle: *Placeholder values*
                :white_circle: *Operator*
                :white_circle: *Health check*
                _Asked for by <@U0000ALEX> · 3 min so far, usually about 14 min · `r-20261123-030000-7f3a`_
                [Cancel]
                """);
        assertThat(LiveMessage.of(MIDDLE, Views.NOW).text()).isEqualTo("Deploying UID2 operator 5.70.159-r0 to integ. 2 of 17 sections "
                + "done; running: Resource providers registered, NAT gateway, Key vault, Operator key in the vault.");
    }

    @Test
    void the_live_message_of_a_failure_shows_where() {
        var failed = Views.of(Status.FAILED, Views.steps(Views.failed(StepName.CLUSTER, QUOTA)), Map.of(), List.of());
        assertThat(read(LiveMessage.of(failed, Views.NOW))).startsWith("# Deploy of UID2 operator 5.70.159-r0 to integ failed\n")
                .contains("""
                        :x: *AKS service* failed
                              ↳ AKS cluster accepted: `QuotaExceeded` The region has 4 of 8 cores left for Standard_D4d_v5 &amp; co.
                        """).endsWith("_Asked for by <@U0000ALEX> · took 13 min 20 s · `r-20261123-030000-7f3a`_\n");
    }

    @Test
    void the_live_message_shows_the_same_for_a_while_so_that_it_is_not_edited_for_nothing() {
        assertThat(LiveMessage.of(MIDDLE, Views.NOW).digest()).isEqualTo(LiveMessage.of(MIDDLE, Views.NOW.plusSeconds(5)).digest())
                .isNotEqualTo(LiveMessage.of(MIDDLE, Views.NOW.plusSeconds(60)).digest());
    }

    @Test
    void the_longest_texts_stay_within_slacks_limits() {
        var steps = Arrays.stream(StepName.values())
                .map(name -> Views.failed(name, new Cause("C".repeat(100), "&".repeat(5000), "<".repeat(5000), "r".repeat(5000)))).toList();
        var failed = Views.of(Status.FAILED, steps, Map.of(), List.of());
        for (Rendered rendered : List.of(LiveMessage.of(failed, Views.NOW), outcome(failed))) {
            assertThat(rendered.text()).hasSizeLessThanOrEqualTo(4000);
            assertThat(rendered.blocks()).hasSizeLessThanOrEqualTo(50).allSatisfy(block -> assertThat(read(block)).hasSizeLessThan(3000));
        }
    }

    @Test
    void a_success_gives_the_address_and_where_the_time_went() {
        var deployed = Views.of(Status.SUCCEEDED, Views.all(true), Map.of("address", "20.1.2.3", "health", "200 OK"), List.of());
        assertThat(outcome(deployed).text()).isEqualTo("""
                :white_check_mark: <@U0000ALEX> *`integ` is deployed*: release `5.70.159-r0`.
                Health check: 200 OK, http://20.1.2.3/ops/healthcheck
                Took 13 min 20 s (longest: AKS service 6 min, Resource group 2 s, Virtual network 2 s, Subnets 2 s).""");
    }

    @Test
    void a_success_gives_the_url_that_was_asked_with_its_port() {
        var deployed = Views.of(Status.SUCCEEDED, Views.all(true),
                Map.of("address", "20.1.2.3", "health", "200 OK", "url", "http://20.1.2.3:8080/ops/healthcheck"), List.of());
        assertThat(outcome(deployed).text()).contains("Health check: 200 OK, http://20.1.2.3:8080/ops/healthcheck\n");
    }

    @Test
    void any_number_of_mistakes_is_cut_where_nobody_reads_on() {
        var mistakes = Collections.nCopies(40, new Cause("E05", "w".repeat(700), "n".repeat(200)));
        assertThat(text(DeployAnswer.of(new StartResult.Refused(blocked(mistakes)), Views.target("integ", false), "C1", Views.NOW)))
                .hasSizeBetween(8000, 9500).contains("To fix, all 40:").endsWith("\n…and 29 more\nThen ask again.");
        var escaped = List.of(new Cause("E05", "&".repeat(700), "&".repeat(700)), QUOTA);
        assertThat(text(DeployAnswer.of(new StartResult.Refused(blocked(escaped)), Views.target("integ", false), "C1", Views.NOW)))
                .hasSizeLessThanOrEqualTo(3500).contains("• &amp;&amp;");
    }

    @Test
    void a_deploy_that_changed_nothing_says_nothing_to_change() {
        var same = Views.of(Status.SUCCEEDED, Views.all(false), Map.of("address", "20.1.2.3", "health", "200 OK"), List.of());
        assertThat(outcome(same).text())
                .startsWith(
                        ":white_check_mark: <@U0000ALEX> *Nothing to change*: `integ` already is what the guide and release `5.70.159-r0` "
                                + "ask for.\nHealth check: 200 OK, http://20.1.2.3/ops/healthcheck\n");
    }

    @Test
    void a_failure_says_which_step_why_what_to_do_and_what_stands() {
        var failed = Views.of(Status.FAILED,
                Views.steps(Views.done(StepName.RESOURCE_GROUP, true, "made", 2), Views.failed(StepName.CLUSTER, QUOTA)), Map.of(),
                List.of());
        assertThat(outcome(failed).text()).isEqualTo(
                """
                        :x: <@U0000ALEX> *The deploy of `5.70.159-r0` to `integ` failed* at *AKS cluster accepted*, after 13 min 20 s.
                        *Why:* The region has 4 of 8 cores left for Standard_D4d_v5 &amp; co. (`QuotaExceeded`)
                        *What to do:* Ask for more cores at https://aka.ms/quota.
                        *For support:* correlation id 7f3a
                        *What stands:* 1 of 17 sections done. Nothing is taken back: what was made stays.
                        Once the cause is gone, `/uid2 deploy integ` goes on from there.""");
    }

    @Test
    void a_failure_under_an_agreement_is_retried_under_it_and_a_new_rollout_asks_anew() {
        var agreement = new Agreement("a-1", "d", List.of("U0000DANA"), false);
        assertThat(afterFailure(agreement, QUOTA))
                .isEqualTo("Once the cause is gone, press *Retry* (or type `/uid2 retry integ`): it goes on "
                        + "from where it failed, under the same approval.");
        assertThat(afterFailure(agreement, new Cause("OtherLifecycle", "It is of another version.", "")))
                .isEqualTo("Once the cause is gone, `/uid2 deploy integ because REASON` asks for a new approval, and goes on from there.");
        assertThat(afterFailure(new Agreement("", "", List.of(), false), QUOTA)).isEqualTo("Once the cause is gone, press *Retry* (or type "
                + "`/uid2 retry integ`): it goes on from where it failed. `/uid2 deploy integ` starts a new rollout, which looks at every step.");
    }

    private static String afterFailure(Agreement agreement, Cause cause) {
        var failed = Views.of(Status.FAILED, Views.steps(Views.failed(StepName.CLUSTER, cause)), Map.of(),
                List.of(new Entry.Requested("integ", "U", "C", "5", "d", "e", 1, Map.of(), Map.of(), agreement),
                        new Entry.Failed(StepName.CLUSTER, cause)));
        return AfterFailure.of(failed, failed, Optional.empty()).line();
    }

    @Test
    void the_thread_tells_changes_retries_failures_and_resumption_but_not_every_wait() {
        var rollout = Views.of(Status.RUNNING, Views.steps(Views.done(StepName.SUBNETS, true, "3 subnets", 5)), Map.of(), List.of(
                new Entry.Requested("integ", "U", "C", "5", "d", "e", 1, Map.of(), Map.of(),
                        new Agreement("", "", List.of(), false)),
                new Entry.Intended(StepName.SUBNETS, "change subnet cg", List.of(new Change("delegation", "none", "containerGroups"))),
                new Entry.Sent(StepName.SUBNETS), new Entry.Waiting(StepName.SUBNETS, "Azure", Optional.empty()),
                new Entry.Retrying(StepName.SUBNETS, new Cause("429", "Azure is busy.", "Wait."), 1, Views.NOW),
                new Entry.Completed(StepName.SUBNETS, "3 subnets", Map.of()),
                new Entry.Completed(StepName.RESOURCE_GROUP, "as it should be", Map.of()), new Entry.Resumed(StepName.CLUSTER, "another"),
                new Entry.Failed(StepName.CLUSTER, QUOTA)));
        assertThat(DetailMessage.of(rollout, List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L)).orElseThrow().text()).isEqualTo("""
                :arrow_forward: *Subnets and delegation*: change subnet cg (delegation: none → containerGroups)
                :repeat: *Subnets and delegation*: Azure is busy. (`429`) Trying again (1st time)
                :white_check_mark: *Subnets and delegation*: 3 subnets
                :leftwards_arrow_with_hook: *AKS cluster accepted*: taken over by another process of the bot
                :x: *AKS cluster accepted*: The region has 4 of 8 cores left for Standard_D4d_v5 &amp; co. (`QuotaExceeded`)""");
        assertThat(DetailMessage.of(rollout, List.of(1L, 3L, 4L, 7L))).isEmpty();
    }

    @Test
    void a_taken_over_rollout_says_that_it_was_and_where_it_goes_on() {
        var resumed = Views.of(Status.RUNNING, MIDDLE.steps(), Map.of(), List.of(new Entry.Resumed(StepName.RESOURCE_GROUP, "before"),
                new Entry.Resumed(StepName.KEY_VAULT, "now"), new Entry.Resumed(StepName.NAT_GATEWAY, "now")));
        assertThat(read(LiveMessage.of(resumed, Views.NOW))).contains("_:leftwards_arrow_with_hook: Restarted 3 min ago, resumed at step "
                + "5 of 17 (NAT gateway) and 13 of 17 (Key vault); what was on its way there was looked at again before anything was sent._");
    }

    @Test
    void a_cancelled_rollout_says_what_exists_and_what_was_left_behind() {
        var cancelled = Views.of(Status.CANCELLED, MIDDLE.steps(), Map.of(), List.of(
                new Entry.Intended(StepName.NAT_GATEWAY, "create <nat>", List.of()), new Entry.Cancelled("U0000SAM")));
        assertThat(read(outcome(cancelled))).isEqualTo(
                """
                        :no_entry_sign: <@U0000ALEX> *The deploy of `5.70.159-r0` to `integ` was cancelled* by <@U0000SAM>, after 13 min 20 s.
                        *What exists now:* Resource group, Public IP address. Nothing is taken back.
                        *Left behind:* On its way and left to finish, since stopping it half-way would leave it broken: *NAT gateway* (create &lt;nat&gt;). \
                        Nobody waits for it any more.
                        `/uid2 deploy integ` goes on from there, and uses what has finished by then. What you do not want to keep costs money until you \
                        delete it in Azure.
                        """);
        assertThat(read(LiveMessage.of(cancelled, Views.NOW))).startsWith("# Deploy of UID2 operator 5.70.159-r0 to integ cancelled\n")
                .contains(":no_entry_sign: *NAT gateway* stopped half-way").doesNotContain("[Cancel]");
    }

    @Test
    void a_cluster_that_azure_still_makes_and_an_operator_that_still_starts_are_left_behind_too() {
        var cancelled = Views.of(Status.CANCELLED, Views.steps(Views.done(StepName.RESOURCE_GROUP, true, "made", 2),
                Views.done(StepName.CLUSTER, true, "accepted", 5),
                Views.waiting(StepName.CLUSTER_READY, "AKS cluster myvncluster (creating)", Duration.ofMinutes(2), Optional.empty()),
                Views.done(StepName.KEY_VAULT, false, "as it should be", 1)), Map.of(), List.of(new Entry.Cancelled("U0000SAM")));
        assertThat(read(outcome(cancelled))).contains("*What exists now:* Resource group, AKS cluster accepted. Nothing is taken back.",
                "*AKS cluster ready* (AKS cluster myvncluster (creating))");
    }

    @Test
    void the_one_who_asks_is_told_that_it_started_is_busy_or_cannot_go_well() {
        var integ = Views.target("integ", false);
        assertThat(text(DeployAnswer.of(new StartResult.Started(Views.ID, List.of()), integ, "C0000OPS", Views.NOW)))
                .isEqualTo("Started: the deploy to `integ` "
                        + "(`r-20261123-030000-7f3a`). Follow it in <#C0000OPS>, where one message shows how far it is; I mention you there when it "
                        + "ends. `/uid2 status integ` shows it to you alone.");
        assertThat(text(DeployAnswer.of(new StartResult.Busy(MIDDLE), integ, "C0000OPS", Views.NOW)))
                .isEqualTo("Not started: `integ` is being "
                        + "deployed already, asked for by <@U0000ALEX> 3 min ago (release `5.70.159-r0`). Now at *Resource providers registered*: "
                        + "Azure answered 429 (too many requests). Trying again (2nd time); *NAT gateway*: create &lt;nat&gt;; *Key vault*: waiting "
                        + "for RBAC to take effect, 2 of up to 15 min; *Operator key in the vault*: waiting for somebody to put the secret in. Follow "
                        + "it in <#C0000OPS>. One rollout per target at a time: `/uid2 deploy integ wait` starts yours when that one has ended; "
                        + "`/uid2 cancel integ` stops it.");
        assertThat(text(
                DeployAnswer.of(new StartResult.Refused(blocked(List.of(new Cause("E05", "The key is of prod.", "Mount the key of integ."),
                        new Cause("Placeholder", "Left: X.", "Ask for another file.")))), integ, "C1", Views.NOW)))
                .isEqualTo("""
                        Not started: a deploy to `integ` could only fail, and nothing was touched. To fix, all 2:
                        • The key is of prod. (`E05`) Mount the key of integ.
                        • Left: X. (`Placeholder`) Ask for another file.
                        Then ask again.""");
    }

    private static Rendered outcome(RolloutView rollout) {
        return OutcomeMessage.of(rollout, rollout, Optional.empty(), Views.NOW);
    }

    private static String text(Handled handled) {
        return handled instanceof Handled.Answered(String text) ? text : handled.toString();
    }

    private static PreflightReport blocked(List<Cause> blockers) {
        return new PreflightReport(blockers, List.of(), List.of());
    }

    private static String read(Rendered rendered) {
        return rendered.blocks().stream().map(block -> read(block) + "\n").collect(Collectors.joining());
    }

    private static String read(LayoutBlock block) {
        return switch (block) {
            case HeaderBlock header -> "# " + header.getText().getText();
            case SectionBlock section -> section.getText().getText();
            case ContextBlock context -> "_" + ((MarkdownTextObject) context.getElements().getFirst()).getText() + "_";
            case ActionsBlock actions -> actions.getElements().stream()
                    .map(element -> "[" + ((ButtonElement) element).getText().getText() + "]").collect(Collectors.joining(" "));
            default -> throw new AssertionError("unexpected block " + block.getType());
        };
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import com.slack.api.util.json.GsonFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.config.Targets;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.CostEstimate;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.Outlook;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.Plan.PlannedStep;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.slack.web.BlockLimits;

import static org.assertj.core.api.Assertions.assertThat;

/** The longest messages that the bot can be brought to make, against Slack's limits. */
class LongestMessagesTest {

    private static final int OF_ALL_BLOCKS = 13_200;
    private static final JsonMapper JSON = new JsonMapper();

    /** @param filling what everything that others say consists of: {@code <} becomes four characters */
    private record Longest(String filling) {
        String text() {
            return filling.repeat(5000);
        }

        Cause cause() {
            return new Cause(filling.repeat(200), text(), text(), text());
        }

        List<Cause> causes() {
            return Collections.nCopies(60, cause());
        }

        List<Change> changes() {
            return Collections.nCopies(40, new Change(filling.repeat(300), text(), text()));
        }

        RolloutView failed() {
            var steps = Arrays.stream(StepName.values()).map(name -> Views.failed(name, cause())).toList();
            var entries = IntStream.range(0, 40).mapToObj(i -> i % 2 == 0
                    ? (Entry) new Entry.Retrying(StepName.CLUSTER, cause(), i, Views.NOW)
                    : new Entry.Intended(StepName.CLUSTER, text(), changes())).toList();
            return Views.of(Status.FAILED, steps, Map.of(), entries);
        }

        RolloutView running() {
            var steps = Arrays.stream(StepName.values()).map(name -> Views.waiting(name, text(), Duration.ofMinutes(2), Optional.empty()))
                    .toList();
            return Views.of(Status.RUNNING, steps, Map.of(), List.of());
        }

        Plan plan(Function<StepName, Outlook> outlook) {
            var steps = Arrays.stream(StepName.values()).map(name -> new PlannedStep(name, outlook.apply(name))).toList();
            var cost = new CostEstimate(Collections.nCopies(40, new CostEstimate.Line(filling.repeat(200), 1)), LocalDate.of(2026, 11, 1),
                    "East US");
            return new Plan("integ", "5.70.159-r0", "e", steps, "0123456789abcdef".repeat(4), new java.util.TreeMap<>(), true,
                    Duration.ofMinutes(13),
                    Optional.of(cost), Views.NOW, Optional.of("5.62.24-r2"));
        }
    }

    static Stream<Arguments> messages() {
        var targets = of(new Longest("x"), "five hundred targets", _ -> answer(TargetsAnswer.of(new Targets(
                IntStream.range(0, 500).mapToObj(i -> Views.target("site-" + i, true)).toList()))));
        return Stream.concat(Stream.of(targets), Stream.of("x", "<", "😀", "word ").map(Longest::new).flatMap(longest -> Stream.of(
                of(longest, "the live message of a rollout that failed everywhere",
                        one -> List.of(LiveMessage.of(one.failed(), Views.NOW))),
                of(longest, "the live message of a rollout that waits everywhere",
                        one -> List.of(LiveMessage.of(one.running(), Views.NOW))),
                of(longest, "the end of a rollout that failed everywhere",
                        one -> List.of(OutcomeMessage.of(one.failed(), one.failed(), Optional.empty(), Views.NOW))),
                of(longest, "forty journal rows in one message of the thread",
                        one -> List.of(DetailMessage.of(one.failed(), LongStream.rangeClosed(1, 40).boxed().toList()).orElseThrow())),
                of(longest, "a plan that changes everything, with 180 findings",
                        one -> answer(PlanAnswer.of(new PlanResult.Made(one.plan(_ -> new Outlook.Modify(one.text(), one.changes())),
                                new PreflightReport(one.causes(), one.causes(), one.causes())), Views.target("integ", true)))),
                of(longest, "a plan that stops everywhere",
                        one -> answer(PlanAnswer.of(new PlanResult.Made(one.plan(_ -> new Outlook.Stops(one.cause())),
                                new PreflightReport(List.of(), List.of(), List.of())), Views.target("integ", true)))),
                of(longest, "a deploy that is refused for 60 reasons",
                        one -> answer(Findings.toFix(new PreflightReport(one.causes(), one.causes(), one.causes())))))));
    }

    private static Arguments of(Longest longest, String what, Function<Longest, List<Rendered>> messages) {
        return Arguments.of(what + ", of " + longest.filling(), messages.apply(longest));
    }

    /** As answers to a command are delivered. */
    private static List<Rendered> answer(String text) {
        return Rendered.pages(text).stream().map(Rendered::answer).toList();
    }

    private static int textIn(JsonNode node) {
        JsonNode text = node.path("text");
        int length = text.isString() ? text.asString().length() : 0;
        for (JsonNode child : node) {
            length += textIn(child);
        }
        return length;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void no_message_is_beyond_slacks_limits(String what, List<Rendered> messages) {
        assertThat(messages).isNotEmpty().allSatisfy(message -> {
            assertThat(message.text().length()).isBetween(1, 4000);
            JsonNode blocks = JSON.readTree(GsonFactory.createSnakeCase().toJson(message.blocks()));
            assertThat(BlockLimits.problems(blocks, BlockLimits.Surface.MESSAGE)).isEmpty();
            assertThat(textIn(blocks)).isLessThanOrEqualTo(OF_ALL_BLOCKS);
        });
    }
}

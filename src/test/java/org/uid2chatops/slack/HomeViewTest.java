package org.uid2chatops.slack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import com.slack.api.util.json.GsonFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.access.Role;
import org.uid2chatops.approval.Approval;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Way;
import org.uid2chatops.config.ApprovalPolicy;
import org.uid2chatops.config.Target;
import org.uid2chatops.hold.Hold;
import org.uid2chatops.sandbox.slack.web.BlockLimits;
import org.uid2chatops.sandbox.slack.web.BlockLimits.Surface;
import org.uid2chatops.sandbox.slack.workspace.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** Slack takes the Home of somebody with many targets, and what they can decide stays in it the longest. */
class HomeViewTest {

    private static final String SAM = "U0000SAM";
    private static final Target PROD = Views.target("prod", true);

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "0, 60, 0", "60, 0, 25", "200, 200, 300", "0, 400, 300"})
    void it_fits(int waiting, int quiet, int mostLeft) {
        var seen = IntStream.range(0, waiting + quiet).mapToObj(i -> new HomeTarget(PROD, Set.of(Role.VIEWER, Role.APPROVER),
                Optional.empty(), i % 2 == 0 ? List.of() : List.of(hold("y".repeat(2000))),
                i < quiet ? Optional.empty() : Optional.of(waiting("a-" + i)), List.of())).toList();
        String blocks = GsonFactory.createSnakeCase().toJson(HomeView.of(SAM, seen, false, Views.NOW).blocks());
        assertThat(BlockLimits.problems(Json.parse(blocks), Surface.HOME)).isEmpty();
        assertThat(blocks.length()).isLessThan(200_000);
        var more = java.util.regex.Pattern.compile("… and ([0-9]+) more: `/uid2 targets`").matcher(blocks);
        assertThat(more.find() ? Integer.parseInt(more.group(1)) : 0).isLessThanOrEqualTo(mostLeft);
        assertThat(blocks.split("\"approval-approve\"", -1).length - 1).isGreaterThanOrEqualTo(Math.min(waiting, 35));
        assertThat(blocks).contains("What you can type", "As of ");
    }

    private static Hold hold(String reason) {
        return new Hold("prod", Hold.Kind.LOCK, "U0000ALEX", reason, Views.NOW, Optional.empty());
    }

    private static Approval waiting(String id) {
        return new Approval(id, "prod", "U0000ALEX", "C0000OPS", "x".repeat(2000), "5.70.159-r0", "0".repeat(64), new TreeMap<>(),
                List.of(), new ApprovalPolicy(2, 3, Set.of(), Duration.ofHours(12), false, Optional.empty()), Set.of(SAM, "U0000KIM"),
                State.WAITING,
                Views.NOW, Views.NOW.plus(Duration.ofHours(12)), Optional.empty(), Optional.empty(), "", List.of(), Way.QUORUM,
                Optional.empty());
    }
}

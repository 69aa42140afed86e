package org.uid2chatops.slack;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.uid2chatops.rollout.Outlook;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.Plan.PlannedStep;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.Person;

import static org.assertj.core.api.Assertions.assertThat;

/** People are told in time that a release is switched off. */
@Timeout(60)
class ReleaseEndTest {

    private static final LocalDate END = LocalDate.parse("2027-06-30");
    private final BotInSlack bot = BotInSlack.hurried();

    @BeforeEach
    void start() {
        bot.started();
        plans("5.70.159-r0");
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void why_warns_sixty_days_before_and_says_what_to_do_after() {
        on(END.minusDays(61));
        assertThat(bot.answer(Person.ALEX, "why integ"))
                .isEqualTo("Nothing stands between `integ` and a rollout: `/uid2 deploy integ` starts one.");
        on(END.minusDays(10));
        assertThat(bot.answer(Person.ALEX, "why integ")).startsWith("Nothing stands between `integ` and a rollout")
                .contains("\n:warning: Release 5.70.159-r0 is switched off on 2027-06-30, in 10 days", "(`ReleaseEndsSoon`)");
        on(END);
        assertThat(bot.answer(Person.ALEX, "why integ"))
                .startsWith("What stands between `integ` and a rollout:\n:x: Release 5.70.159-r0 has been "
                        + "switched off since 2027-06-30")
                .contains("Ask your UID2 contact for the newest release", "uid2.targets.integ.release");
        plans("5.99.1");
        assertThat(bot.answer(Person.ALEX, "why integ")).contains("\n:grey_question: When release 5.99.1 is switched off is not known",
                "uid2.releases.deactivations.5.99.1");
    }

    @Test
    void who_is_asked_to_agree_reads_it() {
        on(END.plusDays(3));
        bot.answer(Person.ALEX, "deploy prod because it is late");
        Awaitility.await().until(() -> bot.messages().stream().anyMatch(post -> post.content().toString()
                .contains(":x: Release 5.70.159-r0 has been switched off since 2027-06-30")));
    }

    private void on(LocalDate day) {
        bot.clockOfApprovals.pass(Duration.between(bot.clockOfApprovals.instant(), day.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private void plans(String release) {
        var steps = List.of(new PlannedStep(StepName.CLUSTER, new Outlook.Create("create cluster")));
        bot.rollouts.plans = () -> new PlanResult.Made(new Plan("prod", release, "enclave", steps, "d".repeat(64),
                new TreeMap<>(Map.of("release", release)), true, Duration.ofMinutes(14), Optional.empty(), Views.NOW, Optional.empty()),
                new PreflightReport(List.of(), List.of(), List.of()));
    }
}

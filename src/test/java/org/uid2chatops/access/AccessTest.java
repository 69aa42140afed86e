package org.uid2chatops.access;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.uid2chatops.config.ConfigurationCheck.Problem;
import org.uid2chatops.config.Target;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest {

    private final Access access = new Access(new AccessProperties(List.of("UALEX", "UDANA")));

    @Test
    void who_is_listed_may_deploy() {
        assertThat(access.mayDeploy("UALEX", target("integ", false))).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void who_is_not_listed_is_told_whom_to_ask() {
        assertThat(access.mayDeploy("UGUEST", target("integ", false)))
                .isEqualTo(new Verdict.Refused("You may not deploy `integ`: your Slack "
                        + "id `UGUEST` is not listed in `uid2.access.deployers`. Ask one of those who are (<@UALEX>, <@UDANA>) to deploy, or whoever "
                        + "runs this bot to add you."));
    }

    @Test
    void when_nobody_is_listed_nobody_may() {
        assertThat(new Access(new AccessProperties(null)).mayDeploy("UALEX", target("integ", false)))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(refused.reason()).contains("Nobody is listed there"));
    }

    @Test
    void a_target_that_wants_approval_is_refused_with_that_reason() {
        assertThat(access.mayDeploy("UALEX", target("prod", true))).isInstanceOfSatisfying(Verdict.Refused.class,
                refused -> assertThat(refused.reason()).startsWith("`prod` wants the approval of other people before a deploy"));
    }

    @Test
    void a_deployer_that_is_no_slack_user_id_is_a_mistake_that_says_how_to_find_the_id() {
        var check = new AccessConfigurationCheck(new AccessProperties(List.of("U012ABCDEF", "@alex", "W012ABCDEF", "u012abcdef", "")));
        assertThat(check.problems()).extracting(Problem::mistake).containsExactly("'@alex' is not a Slack user id (like U012ABCDEF)",
                "'u012abcdef' is not a Slack user id (like U012ABCDEF)", "'' is not a Slack user id (like U012ABCDEF)");
        assertThat(check.problems()).allSatisfy(problem -> {
            assertThat(problem.property()).isEqualTo("uid2.access.deployers");
            assertThat(problem.fix()).contains("profile → ⋮ → Copy member ID");
        });
    }

    @Test
    void that_nobody_may_deploy_is_no_mistake() {
        assertThat(new AccessConfigurationCheck(new AccessProperties(List.of())).problems()).isEmpty();
    }

    private static Target target(String name, boolean approvalWanted) {
        return TestTarget.named(name).with("approval", approvalWanted).read();
    }
}

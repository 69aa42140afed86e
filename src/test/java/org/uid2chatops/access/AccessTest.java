package org.uid2chatops.access;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.access.AccessProperties.Grants;
import org.uid2chatops.config.ConfigurationCheck.Problem;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.testing.KnownPeople;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest {

    private static final Target INTEG = TestTarget.integ().read();
    private static final Target PROD = TestTarget.named("prod").read();
    private final KnownPeople people = new KnownPeople();
    private final Access access = new Access(new AccessProperties(List.of("everyone"), List.of("UALEX"), List.of("USAM", "SAPPROVE"),
            List.of("UROOT"), Map.of("prod", new Grants(null, List.of("SDEPLOY"), null, null))), people);

    AccessTest() {
        people.groups.put("SAPPROVE", Set.of("UKIM"));
        people.groups.put("SDEPLOY", Set.of("UDANA"));
    }

    @ParameterizedTest
    @CsvSource({"UALEX, VIEWER", "UALEX, DEPLOYER", "USAM, APPROVER", "UKIM, APPROVER", "USAM, VIEWER", "UROOT, VIEWER", "UROOT, DEPLOYER",
            "UROOT, APPROVER", "UROOT, ADMIN", "UNOBODY, VIEWER"})
    void who_has_a_role_may(String user, Role role) {
        assertThat(access.check(user, role, INTEG)).isEqualTo(new Verdict.Allowed());
    }

    @ParameterizedTest
    @CsvSource({"UALEX, APPROVER", "USAM, DEPLOYER", "UKIM, ADMIN", "UDANA, DEPLOYER", "UNOBODY, DEPLOYER"})
    void who_has_it_not_may_not(String user, Role role) {
        assertThat(access.check(user, role, INTEG)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void a_target_may_give_a_role_to_others() {
        assertThat(access.check("UDANA", Role.DEPLOYER, PROD)).isEqualTo(new Verdict.Allowed());
        assertThat(access.check("UALEX", Role.DEPLOYER, PROD)).isInstanceOf(Verdict.Refused.class);
        assertThat(access.check("UKIM", Role.APPROVER, PROD)).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void a_refusal_names_the_role_who_has_it_and_who_gives_it() {
        assertThat(refusal("UNOBODY", Role.DEPLOYER, INTEG))
                .isEqualTo("You may not do that at `integ`: it wants the role *deployer*, which "
                        + "you do not have. It is given in `uid2.access.deployers` to <@UALEX>. Ask one of them to do it, or <@UROOT> to give you the "
                        + "role.");
        assertThat(refusal("UNOBODY", Role.DEPLOYER, PROD)).contains("uid2.access.targets.prod.deployers", "<!subteam^SDEPLOY>");
    }

    @Test
    void when_nobody_is_listed_nobody_may() {
        var nobody = new Access(new AccessProperties(null, null, null, null, null), people);
        assertThat(nobody.check("UALEX", Role.VIEWER, INTEG)).isInstanceOfSatisfying(Verdict.Refused.class,
                refused -> assertThat(refused.reason()).contains("Nobody is listed in `uid2.access.viewers`", "whoever runs this bot"));
    }

    @Test
    void a_group_that_slack_does_not_tell_of_is_no_permission_and_those_listed_by_id_may() {
        people.groups.remove("SAPPROVE");
        assertThat(refusal("UKIM", Role.APPROVER, INTEG))
                .startsWith("I cannot tell whether you have the role *approver* at `integ`: Slack did "
                        + "not say who is in <!subteam^SAPPROVE> (Slack answered 503). Nothing was done.");
        assertThat(access.check("USAM", Role.APPROVER, INTEG)).isEqualTo(new Verdict.Allowed());
        assertThat(access.approvers(INTEG)).isEqualTo(new Access.Approvers(Set.of("USAM", "UROOT"), List.of("SAPPROVE")));
    }

    @Test
    void guests_and_whoever_slack_does_not_tell_of_may_nothing_whatever_is_listed() {
        people.standings.put("UALEX", new People.Standing.Outsider("a guest"));
        people.standings.put("UROOT", new People.Standing.Unknown("Slack answered 503"));
        assertThat(refusal("UALEX", Role.DEPLOYER, INTEG)).contains("you are a guest here");
        assertThat(access.check("UROOT", Role.DEPLOYER, INTEG)).isInstanceOf(Verdict.Unknown.class);
        assertThat(refusal("UROOT", Role.DEPLOYER, INTEG)).contains("I cannot tell who you are: Slack answered 503", "Try again");
    }

    @Test
    void a_mistake_in_the_configuration_names_the_property_and_how_to_find_the_id() {
        var check = new AccessConfigurationCheck(new AccessProperties(List.of("everyone"), List.of("U012ABCDEF", "@alex", "S012ABCDEF", ""),
                List.of("everyone"), null, Map.of("nowhere", new Grants(null, null, null, List.of("root")))), new Targets(List.of(INTEG)));
        assertThat(check.problems()).extracting(Problem::property).containsExactly("uid2.access.deployers", "uid2.access.deployers",
                "uid2.access.approvers", "uid2.access.targets.nowhere.admins", "uid2.access.targets.nowhere");
        assertThat(check.problems().getFirst().fix()).contains("profile → ⋮ → Copy member ID");
        assertThat(check.problems().getLast().fix()).contains("integ");
    }

    @Test
    void that_nobody_may_anything_is_no_mistake() {
        assertThat(new AccessConfigurationCheck(new AccessProperties(null, null, null, null, null), new Targets(List.of(INTEG))).problems())
                .isEmpty();
    }

    private String refusal(String user, Role role, Target target) {
        return switch (access.check(user, role, target)) {
            case Verdict.Refused refused -> refused.reason();
            case Verdict.Unknown unknown -> unknown.reason();
            case Verdict.Allowed _ -> throw new AssertionError(user + " may");
        };
    }
}

package org.uid2chatops.slack;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.CostEstimate;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Outlook;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.Plan.PlannedStep;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.rollout.StepName;

import static org.assertj.core.api.Assertions.assertThat;

/** Plans as people read them, whole. */
class PlanAnswerTest {

    private static final PreflightReport CLEAR = new PreflightReport(List.of(), List.of(), List.of());
    private static final CostEstimate COST = new CostEstimate(
            List.of(new CostEstimate.Line("2 nodes Standard_D4d_v5", 330), new CostEstimate.Line("3 operator pods", 904)),
            LocalDate.of(2026, 11, 1), "East US");

    /** A plan of a subscription that holds nothing. */
    static Plan empty() {
        var outlooks = new EnumMap<StepName, Outlook>(StepName.class);
        for (StepName step : StepName.values()) {
            outlooks.put(step, switch (step) {
                case SUBNETS, SUBNET_NAT -> new Outlook.Later(StepName.VIRTUAL_NETWORK);
                case CLUSTER_SUBNET_GRANT, CLUSTER_READY, NODE_GROUP_GRANT, RESOURCE_GROUP_GRANT, CREDENTIALS, VIRTUAL_NODE_CHART,
                        VIRTUAL_NODE_READY, OPERATOR, OPERATOR_READY, SERVICE_ADDRESS, HEALTH_CHECK ->
                    new Outlook.Later(StepName.CLUSTER);
                case VAULT_WRITER_GRANT, VAULT_READER_GRANT, OPERATOR_KEY -> new Outlook.Later(StepName.KEY_VAULT);
                case PLACEHOLDERS -> new Outlook.Later(StepName.MANAGED_IDENTITY);
                case PROVIDERS -> new Outlook.Nothing("registered");
                default -> new Outlook.Create("create " + step.title());
            });
        }
        return plan(outlooks, Duration.ofMinutes(13), Optional.of(COST));
    }

    private static Plan finished(Map<StepName, Outlook> but) {
        var outlooks = new EnumMap<StepName, Outlook>(StepName.class);
        Arrays.stream(StepName.values())
                .forEach(step -> outlooks.put(step, but.getOrDefault(step, new Outlook.Nothing("as it should be"))));
        return plan(outlooks, but.isEmpty() ? Duration.ZERO : Duration.ofSeconds(70), Optional.empty());
    }

    private static Plan plan(EnumMap<StepName, Outlook> outlooks, Duration expected, Optional<CostEstimate> cost) {
        var steps = outlooks.entrySet().stream().map(entry -> new PlannedStep(entry.getKey(), entry.getValue())).toList();
        boolean complete = steps.stream().noneMatch(step -> step.outlook() instanceof Outlook.Unknown);
        return new Plan("integ", "5.70.159-r0", "e", steps, "0123456789abcdef".repeat(4), new java.util.TreeMap<>(), complete, expected,
                cost, Views.NOW, Optional.empty());
    }

    private static String read(Plan plan, PreflightReport found) {
        return PlanAnswer.of(new PlanResult.Made(plan, found), Views.target("integ", false));
    }

    @Test
    void of_an_empty_subscription_it_says_what_is_made_and_what_only_shows_later() {
        assertThat(read(empty(), CLEAR)).isEqualTo(
                """
                        *Plan for `integ`*, release `5.70.159-r0`: 7 to create, 1 unchanged, 17 known later. Nothing was touched.
                        :heavy_plus_sign: *Resource group*: create Resource group
                        :heavy_plus_sign: *Virtual network*: create Virtual network
                        :white_circle: *Subnets*: made together with “Virtual network”
                        :heavy_plus_sign: *Public IP address*: create Public IP address
                        :heavy_plus_sign: *NAT gateway*: create NAT gateway
                        :white_circle: *NAT for the cg subnet*: made together with “Virtual network”
                        :heavy_plus_sign: *AKS service / AKS cluster accepted*: create AKS cluster accepted
                        :white_circle: *AKS service / Network Contributor for the cluster on its subnet*: known once “AKS service” exists
                        :white_circle: *AKS service / AKS cluster ready*: known once “AKS service” exists
                        :white_circle: *Contributor roles*, *Cluster credentials*: known once “AKS service” exists
                        :ballot_box_with_check: *Resource providers*: nothing to do
                        :white_circle: *Virtual node*: known once “AKS service” exists
                        :heavy_plus_sign: *Managed identity*: create Managed identity
                        :heavy_plus_sign: *Key vault*: create Key vault
                        :white_circle: *Key vault / Key Vault Secrets Officer for the bot*: known once “Key vault” exists
                        :white_circle: *Key vault / Key Vault Secrets User for the operator*: known once “Key vault” exists
                        :white_circle: *Operator key*: known once “Key vault” exists
                        :white_circle: *Placeholder values*: known once “Managed identity” exists
                        :white_circle: *Operator*, *Health check*: known once “AKS service” exists
                        *How long:* about 13 min.
                        *Cost:* about $1,234 a month once it stands, list prices of East US of 2026-11-01: an estimate, without traffic, taxes and discounts.
                              • 2 nodes Standard_D4d_v5: $330
                              • 3 operator pods: $904
                        *Digest:* `0123456789ab`. While it stays the same, the plan does.
                        `/uid2 deploy integ` does it.""");
    }

    @Test
    void of_a_finished_deployment_it_says_nothing_to_change_first() {
        assertThat(read(finished(Map.of()), CLEAR)).isEqualTo(
                """
                        *Nothing to change* on `integ`: it is what the guide and release `5.70.159-r0` ask for.
                        :ballot_box_with_check: *Resource group*, *Virtual network*, *Subnets*, *Public IP address*, *NAT gateway*, *NAT for the cg \
                        subnet*, *AKS service*, *Contributor roles*, *Cluster credentials*, *Resource providers*, *Virtual node*, *Managed identity*, \
                        *Key vault*, *Operator key*, *Placeholder values*, *Operator*, *Health check*: nothing to do
                        *Digest:* `0123456789ab`. While it stays the same, the plan does.""");
    }

    @Test
    void a_changed_tag_is_told_from_what_to_what() {
        assertThat(read(finished(Map.of(StepName.RESOURCE_GROUP,
                new Outlook.Modify("change resource group g",
                        List.of(new Change("tags.owner", "none", "R&D"), new Change("tags.a", "1", "2"))))),
                CLEAR)).startsWith("""
                        *Plan for `integ`*, release `5.70.159-r0`: 1 to change, 24 unchanged. Nothing was touched.
                        :pencil2: *Resource group*: change resource group g
                              ↳ tags.owner: none → R&amp;D
                              ↳ tags.a: 1 → 2
                        :ballot_box_with_check: *Virtual network*, *Subnets*, """).contains("\n*How long:* about 1 min.\n");
    }

    @Test
    void a_missing_nat_gateway_is_made_and_given_to_its_subnet() {
        assertThat(read(finished(Map.of(StepName.NAT_GATEWAY, new Outlook.Create("create NAT gateway n"), StepName.SUBNET_NAT,
                new Outlook.Modify("give cg the NAT gateway", List.of(new Change("natGateway", "none", "n"))))), CLEAR)).startsWith("""
                        *Plan for `integ`*, release `5.70.159-r0`: 1 to create, 1 to change, 23 unchanged. Nothing was touched.
                        :ballot_box_with_check: *Resource group*, *Virtual network*, *Subnets*, *Public IP address*: nothing to do
                        :heavy_plus_sign: *NAT gateway*: create NAT gateway n
                        :pencil2: *NAT for the cg subnet*: give cg the NAT gateway
                              ↳ natGateway: none → n
                        :ballot_box_with_check: *AKS service*, """);
    }

    @Test
    void what_stands_in_the_way_comes_with_its_fix_and_what_could_not_be_seen_is_no_secret() {
        var quota = new Cause("QuotaExceeded", "4 of 8 cores are left.", "Ask for more.");
        var away = new Cause("503", "Azure answered 503.", "Wait.");
        var found = new PreflightReport(List.of(quota), List.of(new Cause("NewVersion", "1.34 ends soon.", "Plan an upgrade.")),
                List.of(away));
        String text = read(finished(Map.of(StepName.CLUSTER, new Outlook.Stops(quota), StepName.OPERATOR_KEY,
                new Outlook.Waits("somebody to put the secret in"), StepName.KEY_VAULT, new Outlook.Unknown(away))), found);
        assertThat(text).startsWith("*Plan for `integ`*, release `5.70.159-r0`: 22 unchanged, 1 to wait for, 1 where it would stop, 1 not "
                + "looked at. Nothing was touched.\n").contains("""
                        :x: *AKS service / AKS cluster accepted*: would stop here: 4 of 8 cores are left. (`QuotaExceeded`) Ask for more.
                        """, ":grey_question: *Key vault*: could not be looked at: Azure answered 503. (`503`)\n",
                        ":hourglass_flowing_sand: *Operator key*: would wait for somebody to put the secret in\n")
                .endsWith("""
                        *Digest:* `0123456789ab`, of no use for comparing: not every step could be looked at.
                        *In the way:*
                        • 4 of 8 cores are left. (`QuotaExceeded`) Ask for more.
                        *Worth knowing:*
                        • 1.34 ends soon. (`NewVersion`) Plan an upgrade.
                        *Could not be looked at:*
                        • Azure answered 503. (`503`) Wait.
                        Until what is in the way is fixed, a deploy is refused.""");
    }

    @Test
    void without_a_release_there_is_no_plan_and_it_says_why() {
        var found = new PreflightReport(List.of(new Cause("NoRelease", "There is no operator.yaml.", "Unzip it.")), List.of(), List.of());
        assertThat(PlanAnswer.of(new PlanResult.Impossible(found), Views.target("integ", false))).isEqualTo("""
                No plan for `integ`: without its release and chart there is nothing to plan with.
                *In the way:*
                • There is no operator.yaml. (`NoRelease`) Unzip it.""");
    }
}

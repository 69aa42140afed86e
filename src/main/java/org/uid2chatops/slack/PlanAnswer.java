package org.uid2chatops.slack;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.CostEstimate;
import org.uid2chatops.rollout.Outlook;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.Rollouts.PlanResult;

/** What {@code /uid2 plan} says: what a deploy would do, how long that takes, what it costs, and what it would run into. */
final class PlanAnswer {

    private PlanAnswer() {
    }

    static String of(PlanResult result, Target target) {
        return switch (result) {
            case PlanResult.Made made -> made(made.plan(), made.found(), target);
            case PlanResult.Impossible impossible -> "No plan for " + Mrkdwn.code(target.name())
                    + ": without its release and chart there is nothing to plan with." + Findings.all(impossible.found());
        };
    }

    private static String made(Plan plan, PreflightReport found, Target target) {
        var lines = new ArrayList<String>();
        lines.add(headline(plan));
        lines.addAll(PlanLines.of(plan));
        if (!plan.changesNothing() && plan.expected().isPositive()) {
            lines.add("*How long:* " + (plan.expected().toMinutes() < 1 ? "" : "about ") + Mrkdwn.roughly(plan.expected()) + ".");
        }
        plan.cost().ifPresent(cost -> lines.addAll(cost(cost)));
        lines.add("*Digest:* `" + plan.shortDigest() + "`" + (plan.complete()
                ? ". While it stays the same, the plan does."
                : ", of no use for comparing: not every step could be looked at."));
        return String.join("\n", lines) + Findings.all(found) + next(plan, found, target);
    }

    private static String headline(Plan plan) {
        String of = Mrkdwn.code(plan.target());
        String release = PlanLines.release(plan);
        if (plan.changesNothing()) {
            return "*Nothing to change* on " + of + ": it is what the guide and " + release + " ask for.";
        }
        var counts = new ArrayList<String>();
        count(counts, plan, Outlook.Create.class::isInstance, "to create");
        count(counts, plan, Outlook.Modify.class::isInstance, "to change");
        count(counts, plan, Outlook.Nothing.class::isInstance, "unchanged");
        count(counts, plan, Outlook.Later.class::isInstance, "known later");
        count(counts, plan, Outlook.Waits.class::isInstance, "to wait for");
        count(counts, plan, Outlook.Stops.class::isInstance, "where it would stop");
        count(counts, plan, Outlook.Unknown.class::isInstance, "not looked at");
        return "*Plan for " + of + "*, " + release + ": " + String.join(", ", counts) + ". Nothing was touched.";
    }

    private static void count(List<String> counts, Plan plan, Predicate<Outlook> kind, String words) {
        long number = plan.steps().stream().filter(step -> kind.test(step.outlook())).count();
        if (number > 0) {
            counts.add(number + " " + words);
        }
    }

    private static List<String> cost(CostEstimate cost) {
        var lines = new ArrayList<String>();
        lines.add("*Cost:* about " + dollars(cost.dollars()) + " a month once it stands, list prices of " + Mrkdwn.escape(cost.region())
                + " of " + cost.pricesOf() + ": an estimate, without traffic, taxes and discounts.");
        cost.lines().forEach(line -> lines.add("      • " + Mrkdwn.escape(line.what()) + ": " + dollars(line.dollars())));
        return lines;
    }

    private static String dollars(long dollars) {
        return "$" + NumberFormat.getIntegerInstance(Locale.ROOT).format(dollars);
    }

    private static String next(Plan plan, PreflightReport found, Target target) {
        if (!found.blockers().isEmpty()) {
            return "\nUntil what is in the way is fixed, a deploy is refused.";
        }
        return plan.changesNothing()
                ? ""
                : "\n`/uid2 deploy " + Mrkdwn.escape(target.name())
                        + (target.approvalWanted() ? " because REASON` asks people to agree to it." : "` does it.");
    }
}

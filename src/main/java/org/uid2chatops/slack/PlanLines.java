package org.uid2chatops.slack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.uid2chatops.rollout.Outlook;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.Plan.PlannedStep;
import org.uid2chatops.rollout.Section;
import org.uid2chatops.rollout.StepName;

/**
 * A plan section by section, in the guide's order.
 *
 * @param sections that the line is about
 * @param alike whether a next section of which the same is to be said may share the line
 */
record PlanLines(List<String> sections, String emoji, String what, boolean alike) {

    private static final int MOST_DETAIL = 150;
    private static final int MOST_CAUSE = 300;

    /** Returns {@code release `5.62.24-r2` → `5.70.159-r0`}; the new one alone where it is the first, or the same. */
    static String release(Plan plan) {
        return "release " + plan.deployed().filter(before -> !before.equals(plan.release()))
                .map(before -> Mrkdwn.code(before) + " → ").orElse("") + Mrkdwn.code(plan.release());
    }

    static List<String> of(Plan plan) {
        var lines = new ArrayList<PlanLines>();
        for (Section section : Section.values()) {
            List<PlannedStep> steps = plan.steps().stream().filter(step -> step.name().section() == section).toList();
            if (!steps.isEmpty()) {
                of(section, steps, plan).forEach(line -> add(lines, line));
            }
        }
        return lines.stream().map(PlanLines::text).toList();
    }

    /** Returns a line for each step at which it would stop or wait, the operator's health among them. */
    static List<String> inTheWay(Plan plan) {
        return plan.steps().stream().filter(step -> step.outlook() instanceof Outlook.Stops || step.outlook() instanceof Outlook.Waits)
                .map(step -> new PlanLines(List.of(title(step.name().section(), step.name())), emoji(step.outlook()), what(step, plan),
                        false).text())
                .toList();
    }

    private static void add(List<PlanLines> lines, PlanLines line) {
        PlanLines last = lines.isEmpty() ? line : lines.getLast();
        if (!lines.isEmpty() && last.alike && line.alike && last.what.equals(line.what)) {
            var sections = new ArrayList<>(last.sections);
            sections.addAll(line.sections);
            lines.set(lines.size() - 1, new PlanLines(sections, line.emoji, line.what, true));
        } else {
            lines.add(line);
        }
    }

    private String text() {
        return emoji + " " + sections.stream().map(section -> "*" + section + "*").collect(Collectors.joining(", ")) + ": " + what;
    }

    private static List<PlanLines> of(Section section, List<PlannedStep> steps, Plan plan) {
        List<PlannedStep> working = steps.stream().filter(step -> step.outlook().works()).toList();
        if (working.isEmpty()) {
            return List.of(new PlanLines(List.of(section.title()), ":ballot_box_with_check:", "nothing to do", true));
        }
        List<String> said = working.stream().map(step -> what(step, plan)).distinct().toList();
        if (said.size() == 1 && working.stream().allMatch(step -> step.outlook() instanceof Outlook.Later)) {
            return List.of(new PlanLines(List.of(section.title()), ":white_circle:", said.getFirst(), true));
        }
        return working.stream().map(step -> new PlanLines(List.of(title(section, step.name())), emoji(step.outlook()),
                what(step, plan), false)).toList();
    }

    /** A section of several steps says which one. */
    private static String title(Section section, StepName step) {
        boolean only = Arrays.stream(StepName.values()).filter(other -> other.section() == section).count() == 1;
        return only || step.title().equals(section.title()) ? section.title() : section.title() + " / " + step.title();
    }

    private static String emoji(Outlook outlook) {
        return switch (outlook) {
            case Outlook.Create _ -> ":heavy_plus_sign:";
            case Outlook.Modify _ -> ":pencil2:";
            case Outlook.Nothing _ -> ":ballot_box_with_check:";
            case Outlook.Later _ -> ":white_circle:";
            case Outlook.Waits _ -> ":hourglass_flowing_sand:";
            case Outlook.Stops _ -> ":x:";
            case Outlook.Unknown _ -> ":grey_question:";
        };
    }

    private static String what(PlannedStep step, Plan plan) {
        return switch (step.outlook()) {
            case Outlook.Create create -> Mrkdwn.escape(Mrkdwn.cut(create.what(), MOST_DETAIL));
            case Outlook.Modify modify -> Mrkdwn.escape(Mrkdwn.cut(modify.what(), MOST_DETAIL))
                    + modify.changes().stream().map(change -> "\n      ↳ " + Changes.one(change)).collect(Collectors.joining());
            case Outlook.Nothing nothing -> Mrkdwn.escape(Mrkdwn.cut(nothing.detail(), MOST_DETAIL));
            case Outlook.Later(StepName network) when network == StepName.VIRTUAL_NETWORK && created(network, plan) ->
                "made together with “" + network.section().title() + "”";
            case Outlook.Later later -> "known once " + there(later.after(), plan);
            case Outlook.Waits waits -> "would wait for " + Mrkdwn.escape(Mrkdwn.cut(waits.why(), MOST_CAUSE));
            case Outlook.Stops stops -> "would stop here: " + CauseWords.all(stops.cause(), MOST_CAUSE);
            case Outlook.Unknown unknown -> "could not be looked at: " + CauseWords.why(unknown.cause(), MOST_CAUSE);
        };
    }

    private static boolean created(StepName name, Plan plan) {
        return plan.steps().stream().anyMatch(step -> step.name() == name && step.outlook() instanceof Outlook.Create);
    }

    /** Returns what has to be so first, as the plan has it: {@code the AKS service exists}. */
    private static String there(StepName after, Plan plan) {
        String name = "“" + (after.isGrant() ? after.title() : after.section().title()) + "”";
        Optional<Outlook> outlook = plan.steps().stream().filter(step -> step.name() == after).map(PlannedStep::outlook).findFirst();
        return switch (outlook.orElse(new Outlook.Nothing(""))) {
            case Outlook.Create _ -> name + " exists";
            case Outlook.Modify _ -> name + " is changed";
            case Outlook.Nothing _,Outlook.Later _,Outlook.Waits _,Outlook.Stops _,Outlook.Unknown _ -> name + " is done";
        };
    }
}

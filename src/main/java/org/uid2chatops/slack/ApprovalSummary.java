package org.uid2chatops.slack;

import java.util.ArrayList;
import java.util.List;

import org.uid2chatops.release.Deactivations;
import org.uid2chatops.rollout.Plan;

/** What people who are asked to agree read of a plan. */
final class ApprovalSummary {

    private ApprovalSummary() {
    }

    static List<String> lines(Plan plan, Deactivations deactivations) {
        var lines = new ArrayList<String>();
        ReleaseEnd.line(deactivations.of(plan.release(), plan.target())).ifPresent(lines::add);
        lines.add("• " + PlanLines.release(plan) + ", enclave " + Mrkdwn.code(Mrkdwn.cut(plan.enclaveId(), 20))
                + (plan.basis().containsKey("chart") ? ", chart `" + Mrkdwn.cut(plan.basis().get("chart"), 12) + "`" : ""));
        lines.addAll(PlanLines.of(plan));
        return lines;
    }
}

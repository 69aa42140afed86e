package org.uid2chatops.approval;

import java.util.List;

import org.uid2chatops.rollout.Plan;

/** Puts a plan into words, for those who are asked to agree to it. Thread-safe. */
public interface PlanWords {

    /** Returns a line (mrkdwn) for each thing that it would do. */
    List<String> lines(Plan plan);
}

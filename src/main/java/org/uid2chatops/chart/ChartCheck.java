package org.uid2chatops.chart;

import java.util.List;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;

/** Refuses a rollout whose virtual-node chart is not there, before anything is created for it. */
@Component
class ChartCheck implements PreflightCheck {

    private final Charts charts;

    ChartCheck(Charts charts) {
        this.charts = charts;
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        charts.of(target);
        return List.of();
    }
}

package org.uid2chatops.chart;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.PlanIngredient;

/** The virtual-node chart, every file of it; nothing is set on top of its values. */
@Component
class ChartIngredient implements PlanIngredient {

    private final Charts charts;

    ChartIngredient(Charts charts) {
        this.charts = charts;
    }

    @Override
    public String name() {
        return "chart";
    }

    @Override
    public String digest(Target target) {
        return charts.of(target).digest();
    }
}

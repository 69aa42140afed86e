package org.uid2chatops.kubernetes;

import java.util.List;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Precheck;

/** Refuses a rollout whose virtual-node chart is not there, before anything is created for it. */
@Component
class ChartPrecheck implements Precheck {

    @Override
    public List<Cause> check(Target target) {
        try {
            VirtualNodeChart.read(target.chart());
            return List.of();
        } catch (UnusableChart unusable) {
            return List.of(unusable.cause(target.name()));
        }
    }
}

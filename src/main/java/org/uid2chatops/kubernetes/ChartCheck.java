package org.uid2chatops.kubernetes;

import java.util.List;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;

/** Refuses a rollout whose virtual-node chart is not there, before anything is created for it. */
@Component
class ChartCheck implements PreflightCheck {

    @Override
    public List<PreflightFinding> check(Target target) {
        try {
            VirtualNodeChart.read(target.chart());
            return List.of();
        } catch (UnusableChart unusable) {
            return List.of(new PreflightFinding.Blocker(unusable.cause(target.name())));
        }
    }
}

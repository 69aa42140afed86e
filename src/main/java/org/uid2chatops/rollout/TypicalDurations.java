package org.uid2chatops.rollout;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.uid2chatops.rollout.Plan.PlannedStep;

/** How long steps usually take when they have something to do. Thin evidence: what Azure's own pages and users report. */
final class TypicalDurations {

    private TypicalDurations() {
    }

    /** Returns how long all that works in a plan takes: the branches run side by side, the longest of them counts. */
    static Duration of(List<PlannedStep> planned) {
        return of(planned.stream().filter(step -> step.outlook().works()).map(PlannedStep::name).collect(Collectors.toSet()));
    }

    /** @param working the steps that have something to do */
    static Duration of(Set<StepName> working) {
        Duration longest = Lifecycle.PARALLEL.values().stream().map(branch -> sum(branch, working)).max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return sum(Lifecycle.FIRST, working).plus(longest).plus(sum(Lifecycle.LAST, working));
    }

    private static Duration sum(Collection<StepName> steps, Set<StepName> working) {
        return steps.stream().filter(working::contains).map(TypicalDurations::of).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration of(StepName step) {
        return Duration.ofSeconds(switch (step) {
            case RESOURCE_GROUP, MANAGED_IDENTITY -> 3;
            case PUBLIC_IP, CLUSTER, VAULT_WRITER_GRANT, VAULT_READER_GRANT, CLUSTER_SUBNET_GRANT, NODE_GROUP_GRANT -> 5;
            case NAT_GATEWAY, VIRTUAL_NETWORK, SUBNETS, SUBNET_NAT -> 10;
            case PROVIDERS, RESOURCE_GROUP_GRANT, VIRTUAL_NODE_READY, OPERATOR_KEY -> 60;
            case KEY_VAULT -> 90;
            case CLUSTER_READY -> 330;
            case OPERATOR_READY -> 210;
            case SERVICE_ADDRESS -> 15;
            case VIRTUAL_NODE_CHART, OPERATOR -> 3;
            case CREDENTIALS, PLACEHOLDERS, HEALTH_CHECK -> 1;
        });
    }
}

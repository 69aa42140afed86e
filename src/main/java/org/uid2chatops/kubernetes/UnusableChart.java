package org.uid2chatops.kubernetes;

import org.uid2chatops.rollout.Cause;

/** Thrown for a directory that does not hold the virtual-node chart. */
final class UnusableChart extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String what;

    UnusableChart(String what) {
        super(what);
        this.what = what;
    }

    Cause cause(String target) {
        return new Cause("ChartUnusable", "The virtual-node chart: " + what + ".",
                "Get Helm/virtualnode of github.com/microsoft/virtualnodesOnAzureContainerInstances and set uid2.targets." + target
                        + ".chart to that directory.");
    }
}

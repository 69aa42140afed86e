package org.uid2chatops.testing;

import java.time.Duration;

import org.uid2chatops.chart.ChartProperties;
import org.uid2chatops.chart.Charts;

/** Charts, as a bot gets them. */
public final class TestCharts {

    public static final Charts CHARTS = new Charts(new ChartProperties(Duration.ofSeconds(5)));

    private TestCharts() {
    }
}

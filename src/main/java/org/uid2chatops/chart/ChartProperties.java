package org.uid2chatops.chart;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How charts are fetched.
 *
 * @param timeout how long a git or chart repository may be silent
 */
@ConfigurationProperties("uid2.charts")
public record ChartProperties(@DefaultValue("20s") Duration timeout) {
}

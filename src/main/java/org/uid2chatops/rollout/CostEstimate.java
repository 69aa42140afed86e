package org.uid2chatops.rollout;

import java.time.LocalDate;
import java.util.List;

/**
 * What a target costs in a month of 730 hours, roughly: list prices of a region on a day, without traffic, taxes and discounts.
 *
 * @param lines what costs how much
 * @param pricesOf the day that the prices are of
 * @param region that the prices are of, which need not be the target's
 */
public record CostEstimate(List<Line> lines, LocalDate pricesOf, String region) {

    public CostEstimate {
        lines = List.copyOf(lines);
    }

    /** One thing that costs. In US dollars a month, rounded. */
    public record Line(String what, long dollars) {
    }

    /** Returns the sum in US dollars a month. */
    public long dollars() {
        return lines.stream().mapToLong(Line::dollars).sum();
    }
}

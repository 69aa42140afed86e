package org.uid2chatops.bench;

import java.math.BigDecimal;
import java.math.MathContext;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A figure.
 *
 * @param goal the most it should be; null where there is no goal
 */
record Measure(String measure, double value, String unit, @Nullable Double goal) {

    private static final MathContext DIGITS = new MathContext(4);

    static Measure of(String measure, double value, String unit) {
        return new Measure(measure, value, unit, null);
    }

    /** Returns it as one line of JSON; {@code ok} says whether the goal is met. */
    String json() {
        var line = JsonMapper.shared().createObjectNode().put("measure", measure).put("value", rounded(value)).put("unit", unit);
        if (goal == null) {
            line.putNull("goal");
            line.putNull("ok");
        } else {
            line.put("goal", rounded(goal)).put("ok", value <= goal);
        }
        return line.toString();
    }

    private static BigDecimal rounded(double number) {
        var rounded = new BigDecimal(number, DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}

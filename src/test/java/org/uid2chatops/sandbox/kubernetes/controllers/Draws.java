package org.uid2chatops.sandbox.kubernetes.controllers;

import java.time.Duration;
import java.util.Random;

/** Service times and names that are the same in every run with the same seed. */
record Draws(long seed) {

    /** Returns a time between the two, in simulated seconds, that depends on the name alone. */
    Duration seconds(String name, int least, int most) {
        return Duration.ofMillis(Math.round(1000 * (least + random(name).nextDouble() * (most - least))));
    }

    /** Returns letters and digits as Kubernetes puts behind names. */
    String suffix(String name, int length) {
        var suffix = new StringBuilder();
        random(name).ints(length, 0, 27).forEach(i -> suffix.append("bcdfghjklmnpqrstvwxz2456789".charAt(i)));
        return suffix.toString();
    }

    private Random random(String name) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + name.charAt(i);
        }
        return new Random(hash * 0x9E3779B97F4A7C15L);
    }
}

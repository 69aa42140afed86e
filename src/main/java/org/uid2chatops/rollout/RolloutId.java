package org.uid2chatops.rollout;

/** The name of one run, unique and sortable by its start, e.g. {@code r-20261123-192410-7f3a}. */
public record RolloutId(String value) {
    @Override
    public String toString() {
        return value;
    }
}

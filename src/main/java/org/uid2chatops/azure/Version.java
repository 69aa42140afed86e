package org.uid2chatops.azure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A dotted version, ordered by its numbers: 1.30.10 is newer than 1.30.2. */
record Version(List<Integer> numbers) implements Comparable<Version> {

    private static final Comparator<Version> ORDER = (one, other) -> Arrays.compare(
            one.numbers.stream().mapToInt(Integer::intValue).toArray(), other.numbers.stream().mapToInt(Integer::intValue).toArray());

    /** @throws IllegalArgumentException if it is not numbers parted by dots */
    static Version of(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})*")) {
            throw new IllegalArgumentException("'" + text + "' is not a version such as 1.34.9");
        }
        return new Version(Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList());
    }

    /** Returns the first two numbers: {@code 1.34}. */
    Version minor() {
        return new Version(numbers.subList(0, Math.min(2, numbers.size())));
    }

    /** Returns whether the other one is what this one names: itself, or any patch of a minor that is named alone. */
    boolean covers(Version other) {
        return isMinorOnly() ? other.minor().equals(this) : other.equals(this);
    }

    boolean isMinorOnly() {
        return numbers.size() == 2;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}

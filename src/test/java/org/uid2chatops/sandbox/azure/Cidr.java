package org.uid2chatops.sandbox.azure;

import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IPv4 addresses. */
record Cidr(long first, int bits) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    static Optional<Cidr> parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(5)) > 32) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(parts.group(i));
            if (part > 255) {
                return Optional.empty();
            }
            address = address << 8 | part;
        }
        return Optional.of(new Cidr(address, Integer.parseInt(parts.group(5))));
    }

    /** Reads a single address. */
    static Optional<Cidr> address(String text) {
        return parse(text + "/32");
    }

    long size() {
        return 1L << (32 - bits);
    }

    /** Returns the range that starts where ranges of that size start. */
    Cidr aligned() {
        return new Cidr(first / size() * size(), bits);
    }

    boolean contains(Cidr other) {
        return first <= other.first && other.first + other.size() <= first + size();
    }

    boolean overlaps(Cidr other) {
        return first < other.first + other.size() && other.first < first + size();
    }

    @Override
    public String toString() {
        return (first >> 24) + "." + (first >> 16 & 255) + "." + (first >> 8 & 255) + "." + (first & 255) + "/" + bits;
    }
}

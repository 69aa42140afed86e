package org.uid2chatops.config;

import java.net.Inet4Address;
import java.net.InetAddress;

/** An IPv4 range in CIDR notation. */
public final class Cidr {

    private Cidr() {
    }

    /** Returns whether the text is one, with no bit set behind the prefix: {@code 10.1.0.0/16}, not {@code 10.1.2.0/16}. */
    public static boolean isValid(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,2}") || !isAddress(text.substring(0, slash))) {
            return false;
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return prefix <= 32 && (number(text.substring(0, slash)) & ((1L << (32 - prefix)) - 1)) == 0;
    }

    static boolean isAddress(String text) {
        try {
            return text.matches("[0-9.]+") && InetAddress.ofLiteral(text) instanceof Inet4Address && text.split("\\.").length == 4;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /** Returns whether an address lies in a range; both must be valid. */
    public static boolean holds(String range, String address) {
        return within(range, address + "/32");
    }

    /** Returns whether a range lies wholly within another; both must be valid. */
    public static boolean within(String outer, String inner) {
        return size(inner) <= size(outer) && start(inner) >= start(outer) && start(inner) + size(inner) <= start(outer) + size(outer);
    }

    /** Returns whether two ranges have an address in common; both must be valid. */
    public static boolean overlap(String one, String other) {
        return start(one) < start(other) + size(other) && start(other) < start(one) + size(one);
    }

    private static long start(String range) {
        return number(range.substring(0, range.indexOf('/')));
    }

    /** Returns how many addresses a range has; it must be valid. */
    public static long size(String range) {
        return 1L << (32 - Integer.parseInt(range.substring(range.indexOf('/') + 1)));
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}

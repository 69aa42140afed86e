package org.uid2chatops.sandbox.azure;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.uid2chatops.sandbox.Place;

/** Reads ARM ids; letters' case never matters. */
final class ArmId {

    static final String SUBSCRIPTION = "/subscriptions/" + Place.SUBSCRIPTION;
    private static final Pattern GROUP = Pattern.compile("/subscriptions/[^/]+/resourceGroups/([^/?]+)", Pattern.CASE_INSENSITIVE);

    private ArmId() {
    }

    /** Returns the form in which ids are compared. */
    static String key(String id) {
        String key = id.toLowerCase(Locale.ROOT);
        return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    }

    static boolean same(String one, String other) {
        return key(one).equals(key(other));
    }

    /** Returns whether {@code id} is the scope or lies under it. */
    static boolean within(String id, String scope) {
        return key(id).equals(key(scope)) || key(id).startsWith(key(scope) + "/");
    }

    static Optional<String> group(String id) {
        var found = GROUP.matcher(id);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    static String groupId(String group) {
        return SUBSCRIPTION + "/resourceGroups/" + group;
    }

    static String name(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}

package org.uid2chatops.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARM id of a resource in a resource group.
 *
 * @param type of the provider and below, e.g. {@code Microsoft.Network/virtualNetworks/subnets}
 * @param parent name of what it is inside, empty if it is inside nothing
 */
record ResourceId(String subscription, String group, String type, String parent, String name) {

    private static final Pattern SHAPE = Pattern.compile("(?i)/subscriptions/([0-9a-f-]{36})/resourceGroups/([\\w.()-]{1,90})"
            + "/providers/([A-Z]+\\.[A-Z]+)/([A-Z]+)/([\\w.-]{1,128})(?:/([A-Z]+)/([\\w.-]{1,128}))?");

    static Optional<ResourceId> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String type = parts.group(3) + "/" + parts.group(4);
        return Optional.of(parts.group(6) == null
                ? new ResourceId(parts.group(1), parts.group(2), type, "", parts.group(5))
                : new ResourceId(parts.group(1), parts.group(2), type + "/" + parts.group(6), parts.group(5), parts.group(7)));
    }
}

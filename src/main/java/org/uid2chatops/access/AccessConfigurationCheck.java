package org.uid2chatops.access;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.ConfigurationCheck;

/** Says which of the listed deployers are not Slack user ids. An empty list is no mistake: nobody may deploy. */
@Component
class AccessConfigurationCheck implements ConfigurationCheck {

    private static final Pattern USER_ID = Pattern.compile("[UW][A-Z0-9]{4,}");

    private final AccessProperties properties;

    AccessConfigurationCheck(AccessProperties properties) {
        this.properties = properties;
    }

    @Override
    public List<Problem> problems() {
        return properties.deployers().stream().filter(id -> !USER_ID.matcher(id).matches()).map(AccessConfigurationCheck::problem).toList();
    }

    private static Problem problem(String value) {
        return new Problem("uid2.access.deployers", "'" + value + "' is not a Slack user id (like U012ABCDEF)",
                "Write the id instead: in Slack, open that person's profile → ⋮ → Copy member ID.");
    }
}

package org.uid2chatops.slack;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ConfigurationCheck;

/** Says what is wrong with the tokens and how to get them. */
@Component
class SlackConfigurationCheck implements ConfigurationCheck {

    private static final String BOT = "Create the app from manifest.yml (https://api.slack.com/apps, Create New App, From a manifest), "
            + "install it to the workspace, and take the Bot User OAuth Token from OAuth & Permissions. "
            + "It can be given as the environment variable UID2_SLACK_BOT_TOKEN.";
    private static final String APP = "Open the app on https://api.slack.com/apps, Basic Information, App-Level Tokens, Generate Token and "
            + "Scopes, add the scope connections:write, and take the token. "
            + "It can be given as the environment variable UID2_SLACK_APP_TOKEN.";

    private final SlackProperties properties;

    SlackConfigurationCheck(SlackProperties properties) {
        this.properties = properties;
    }

    @Override
    public List<Problem> problems() {
        return Stream.of(token("uid2.slack.bot-token", properties.botToken(), "xoxb-", BOT),
                token("uid2.slack.app-token", properties.appToken(), "xapp-", APP)).flatMap(Optional::stream).toList();
    }

    private static Optional<Problem> token(String property, @Nullable String value, String prefix, String fix) {
        if (value == null || value.isBlank()) {
            return Optional.of(new Problem(property, "is missing (it begins with " + prefix + ")", fix));
        }
        return value.startsWith(prefix) ? Optional.empty() : Optional.of(new Problem(property, "does not begin with " + prefix, fix));
    }
}

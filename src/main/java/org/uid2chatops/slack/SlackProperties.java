package org.uid2chatops.slack;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the bot speaks with Slack. {@link #toString} masks the tokens.
 *
 * @param botToken {@code xoxb-…}
 * @param appToken {@code xapp-…} with {@code connections:write}
 * @param apiUrl where the Web API is, with a slash at the end
 * @param postInterval real time between two posts in a channel. Source: Slack, chat.postMessage, one per second
 * @param editInterval real time between two edits of a live message. Source: Slack, chat.update, about 50 a minute
 * @param refreshInterval after which a running rollout's message is rendered again though nothing happened
 * @param checkAgainInterval time on the bot's clock after which a request is handled again that Azure kept from being answered;
 *        longer each time, four times in all
 * @param reconnectInterval real time between two looks at the connection
 */
@ConfigurationProperties("uid2.slack")
record SlackProperties(@Nullable String botToken, @Nullable String appToken, @DefaultValue("https://slack.com/api/") String apiUrl,
        @DefaultValue("1s") Duration postInterval, @DefaultValue("3s") Duration editInterval, @DefaultValue("10s") Duration refreshInterval,
        @DefaultValue("10s") Duration checkAgainInterval,
        @DefaultValue("5s") Duration reconnectInterval) {

    public SlackProperties {
        apiUrl = apiUrl.endsWith("/") ? apiUrl : apiUrl + "/";
    }

    @Override
    public String toString() {
        return "SlackProperties[botToken=***, appToken=***, apiUrl=" + apiUrl + "]";
    }
}

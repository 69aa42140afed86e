package org.uid2chatops.slack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.slack.api.model.event.AppHomeOpenedEvent;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifest that people create the Slack app from asks for what the bot takes, and for no more. */
class ManifestTest {

    @Test
    void slack_sends_the_events_that_the_bot_takes_and_shows_its_home() throws Exception {
        Map<?, ?> manifest = manifest();
        assertThat(at(manifest, "settings", "event_subscriptions")).isEqualTo(Map.of("bot_events", List.of(AppHomeOpenedEvent.TYPE_NAME)));
        assertThat(at(manifest, "features", "app_home")).isEqualTo(
                Map.of("home_tab_enabled", true, "messages_tab_enabled", true, "messages_tab_read_only_enabled", false));
        assertThat(at(manifest, "settings", "socket_mode_enabled")).isEqualTo(true);
        try (var bot = new BotInSlack()) {
            // a handler that is missing would be told of in the acknowledgement
            assertThat(bot.envelopes.acknowledged("{\"envelope_id\": \"e1\", \"type\": \"events_api\", \"payload\": {\"type\": "
                    + "\"event_callback\", \"team_id\": \"T\", \"event\": {\"type\": \"app_home_opened\", \"user\": \"U\"}}}"))
                    .contains("{\"envelope_id\":\"e1\"}");
        }
    }

    @Test
    void it_asks_for_the_scopes_that_are_used() throws Exception {
        assertThat(at(manifest(), "oauth_config", "scopes", "bot")).isEqualTo(List.of("commands", "chat:write", "files:write", "users:read",
                "usergroups:read", "channels:history", "groups:history", "im:history", "im:write"));
    }

    /** Source: Slack, "App manifest reference": a usage hint has at most 1000 characters, an app's description 140. */
    @Test
    void its_texts_are_not_too_long_and_the_hint_says_where_the_rest_is() throws Exception {
        var command = (Map<?, ?>) ((List<?>) at(manifest(), "features", "slash_commands")).getFirst();
        assertThat((String) command.get("usage_hint")).hasSizeLessThanOrEqualTo(1000).endsWith("(help lists all)");
        assertThat((String) at(manifest(), "display_information", "description")).hasSizeLessThanOrEqualTo(140);
    }

    private static Map<?, ?> manifest() throws IOException {
        return new Yaml().load(Files.readString(Path.of("manifest.yml")));
    }

    private static Object at(Map<?, ?> from, String... path) {
        Object found = from;
        for (String key : path) {
            found = Objects.requireNonNull(((Map<?, ?>) found).get(key), key);
        }
        return found;
    }
}

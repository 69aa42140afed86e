package org.uid2chatops.bench;

import java.io.FileReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;

/** The least that Bolt can do with a command: acknowledge it with a text. What anything slower than this is, is the bot's. */
final class BareBolt {

    private BareBolt() {
    }

    public static void main(String[] arguments) throws Exception {
        var properties = new Properties();
        try (var file = new FileReader(arguments[0], StandardCharsets.UTF_8)) {
            properties.load(file);
        }
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(properties.getProperty("uid2.slack.api-url"));
        var app = new App(AppConfig.builder().slack(Slack.getInstance(config)).singleTeamBotToken(properties.getProperty(
                "uid2.slack.bot-token")).build());
        app.command("/uid2", (_, context) -> context.ack("Here I am."));
        new SocketModeApp(properties.getProperty("uid2.slack.app-token"), app, SocketModeClient.Backend.JavaWebSocket, 10).start();
    }
}

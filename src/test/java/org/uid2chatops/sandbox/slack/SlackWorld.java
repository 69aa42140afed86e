package org.uid2chatops.sandbox.slack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.methods.MethodsClient;
import com.slack.api.socket_mode.SocketModeClient;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ClockRoutes;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.control.FaultRoutes;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.LocalServer;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** A simulated Slack with its control API, for tests, and bots made with Bolt that connect to it. */
final class SlackWorld implements AutoCloseable {

    final SimulatedClock clock;
    final Faults faults;
    final SandboxSlack slack;
    private final LocalServer control;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Slack client;
    private final List<SocketModeApp> bots = new ArrayList<>();

    SlackWorld() {
        this(1);
    }

    /** @param timeScale real seconds per simulated minute */
    SlackWorld(double timeScale) {
        this(timeScale, Clock.systemUTC());
    }

    /** @param real by which Slack counts the lives of {@code trigger_id} and {@code response_url} */
    SlackWorld(double timeScale, Clock real) {
        clock = new SimulatedClock(timeScale);
        faults = new Faults(clock);
        var routes = new ControlApi();
        slack = new SandboxSlack(new Settings(0, 0, 1, 1, Optional.empty(), Optional.empty(), Path.of("target/sandbox")), clock, faults,
                routes, real);
        new FaultRoutes(faults).addTo(routes);
        new ClockRoutes(clock).addTo(routes);
        control = LocalServer.plain(0, LocalServer.serving(routes));
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.apiUrl());
        client = Slack.getInstance(config);
    }

    MethodsClient methods() {
        return client.methods(slack.botToken());
    }

    MethodsClient methods(String token) {
        return client.methods(token);
    }

    /** Connects a bot that handles what {@code handlers} says, and waits until its socket is open. */
    SocketModeApp bot(Consumer<App> handlers) throws Exception {
        var app = new App(AppConfig.builder().singleTeamBotToken(slack.botToken()).slack(client).build());
        handlers.accept(app);
        var bot = new SocketModeApp(slack.appToken(), app, SocketModeClient.Backend.JavaWebSocket, 4);
        bots.add(bot);
        int before = slack.connected();
        bot.startAsync();
        await(() -> slack.connected() > before);
        return bot;
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        if (!slack.workspace().changes().await(condition, Duration.ofSeconds(15))) {
            throw new AssertionError("what was waited for did not come");
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + control.port() + path);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return Json.parse(http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()).body());
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return Json.parse(send("POST", path, body).body());
    }

    JsonNode command(String person, String text) throws IOException, InterruptedException {
        return post("/api/slack/commands",
                Json.object().put("user", person).put("channel", "uid2-ops").put("text", text).toString());
    }

    @Override
    public void close() throws Exception {
        for (SocketModeApp bot : bots) {
            bot.close();
        }
        slack.close();
        control.close();
        client.close();
    }
}

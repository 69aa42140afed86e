package org.uid2chatops.sandbox.slack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.slack.workspace.Json;

/** Plain HTTP to the sandbox's Slack, with bodies as JSON that is written with single quotes. */
final class SlackCall implements AutoCloseable {

    private final SlackWorld world;
    private final HttpClient http = HttpClient.newHttpClient();

    SlackCall(SlackWorld world) {
        this.world = world;
    }

    JsonNode answer(String method, String arguments) throws IOException, InterruptedException {
        return Json.parse(send(method, arguments, world.slack.botToken()).body());
    }

    HttpResponse<String> send(String method, String arguments, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(world.slack.apiUrl() + method))
                .header("Content-Type", "application/json; charset=utf-8").POST(BodyPublishers.ofString(arguments.replace('\'', '"')));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Posts to a path below the server's root, as to a {@code response_url}. */
    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        String root = world.slack.apiUrl().replaceFirst("api/$", "");
        return http.send(HttpRequest.newBuilder(URI.create(root + path)).POST(BodyPublishers.ofString(body.replace('\'', '"'))).build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

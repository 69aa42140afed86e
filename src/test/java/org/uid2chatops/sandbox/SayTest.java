package org.uid2chatops.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.sandbox.slack.say.Conversation;

import static org.assertj.core.api.Assertions.assertThat;

/** A conversation with the whole bot, as {@code --sandbox.say} holds it. */
@Tag("soak")
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class SayTest {

    @TempDir
    Path dir;

    @Test
    void a_failed_deploy_is_retried_with_a_click() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var sandbox = Sandbox.withBot(new Settings(0, 0, 0.2, 1, Optional.empty(), Optional.empty(), dir), Map.of())) {
            fault(sandbox.pageUrl(), """
                    [{"fault": "azure.error", "times": 1, "method": "PUT", "path": "natGateways", "status": 403, "code": "Denied"}]""");
            var conversation = new Conversation(sandbox.world().slack(), sandbox.world().clock(), new QuietBot(sandbox.bot()),
                    new PrintStream(bytes, true, StandardCharsets.UTF_8));
            int code = conversation.hold(List.of("/uid2 deploy integ", "@dana: click: Retry", "/uid2 plan integ"));
            assertThat(code).isZero();
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).containsSubsequence("/uid2 deploy integ", "[Retry]  [Give up]",
                "-- dana presses [Retry]", "(only dana sees this) Going on: the deploy to", "Health check: 200 OK", "/uid2 plan integ",
                "Nothing to change").contains("Decided: @dana retried it (2nd try), with the same settings.");
    }

    private static void fault(String page, String faults) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(URI.create(page + "api/faults")).PUT(BodyPublishers.ofString(faults)).build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }
}

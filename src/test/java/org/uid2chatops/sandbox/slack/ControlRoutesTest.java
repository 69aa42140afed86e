package org.uid2chatops.sandbox.slack;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.slack.workspace.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** The control API: what it refuses and how it says so, the clock, the faults, and the page. */
class ControlRoutesTest {

    private final SlackWorld world = new SlackWorld();

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"POST | /api/slack/commands | | JSON object",
            "POST | /api/slack/commands | [] | JSON object",
            "POST | /api/slack/commands | {\"channel\":\"uid2-ops\"} | 'user' is missing",
            "POST | /api/slack/commands | {\"user\":\"bob\",\"channel\":\"uid2-ops\"} | nobody called 'bob'; there are: [alex",
            "POST | /api/slack/commands | {\"user\":\"alex\",\"channel\":\"attic\"} | no channel 'attic'",
            "POST | /api/slack/commands | {\"user\":\"alex\",\"channel\":\"uid2-ops\",\"text\":7} | 'text' must be a text",
            "POST | /api/slack/clicks | {\"user\":\"alex\",\"channel\":\"uid2-ops\",\"ts\":\"1\",\"action\":\"go\"} | no message with ts '1'",
            "POST | /api/slack/views | {\"user\":\"alex\",\"viewId\":\"V9\"} | has no view 'V9' open",
            "POST | /api/slack/files | x | multipart/form-data", "GET | /api/slack/calls?since=now | | 'since' must be",
            "GET | /api/slack/views | | 'user' is missing", "PUT | /api/faults | {} | JSON array",
            "PUT | /api/faults | [{\"fault\":\"flood\"}] | there is no fault 'flood'; there are: slack.",
            "PUT | /api/faults | [{\"fault\":\"slack.drop\",\"times\":0}] | above zero", "PUT | /api/clock | {} | P30D",
            "PUT | /api/clock | {\"advance\":\"a while\"} | no ISO 8601 duration",
            "PUT | /api/clock | {\"advance\":\"-P1D\"} | only goes ahead"})
    void bad_input_is_answered_with_400_and_what_to_do(String method, String path, String body, String says) throws Exception {
        var answer = world.send(method, path, body == null ? "" : body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.parse(answer.body()).path("error").asString()).contains(says);
    }

    @ParameterizedTest
    @CsvSource({"P30D, 30", "PT48H, 2", "P2W, 14", "P1DT24H, 2"})
    void the_clock_jumps_ahead(String advance, long days) throws Exception {
        Instant before = world.clock.instant();

        JsonNode answer = Json.parse(world.send("PUT", "/api/clock", "{\"advance\":\"" + advance + "\"}").body());

        assertThat(Duration.between(before, Instant.parse(answer.path("now").asString())).toDays()).isEqualTo(days);
    }

    @Test
    void faults_are_listed_switched_on_and_off() throws Exception {
        JsonNode on = Json
                .parse(world.send("PUT", "/api/faults", "[{\"fault\":\"slack.rate-limited\",\"times\":2,\"method\":\"chat.update\"}]")
                        .body());

        assertThat(on.path("available").path(0).path("does").asString()).isNotEmpty();
        assertThat(on.path("on").path(0).path("fault").asString()).isEqualTo("slack.rate-limited");
        assertThat(on.path("on").path(0).path("left").asInt()).isEqualTo(2);
        assertThat(on.path("on").path(0).path("method").asString()).isEqualTo("chat.update");
        assertThat(Json.parse(world.send("DELETE", "/api/faults", "").body()).path("on")).isEmpty();
    }

    @Test
    void a_person_uploads_a_file() throws Exception {
        String form = "--x\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\nalex\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; "
                + "filename=\"operator.yaml\"\r\nContent-Type: text/yaml\r\n\r\nkind: Pod\r\n--x--\r\n";
        var request = HttpRequest.newBuilder(world.uri("/api/slack/files")).header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(form)).build();

        String id = Json.parse(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body()).path("id").asString();

        var file = world.methods().filesInfo(ask -> ask.file(id)).getFile();
        assertThat(file.getName()).isEqualTo("operator.yaml");
        assertThat(file.getUser()).isEqualTo("U0000ALEX");
        assertThat(file.getSize()).isEqualTo("kind: Pod".length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/app.js", "/page/blocks.js", "/page/composer.js", "/page/dialogs.js", "/page/messages.js",
            "/page/mrkdwn.js", "/page/api.js", "/page/page.css", "/page/messages.css", "/page/emoji.json", "/page/icon.svg"})
    void the_page_needs_nothing_from_elsewhere(String path) throws Exception {
        var answer = world.send("GET", path, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContainPattern("(src|href|url\\(|from|import)[ =('\"]+https?://");
    }

    @Test
    void the_stream_says_what_changed_to_those_who_see_it() throws Exception {
        world.methods().chatPostMessage(message -> message.channel("C0000OPS").text("to all"));
        long version = world.get("/api/slack/stream?user=sam").path("version").asLong();
        world.methods().chatPostEphemeral(message -> message.channel("C0000OPS").user("U0000SAM").text("to sam"));

        JsonNode sam = world.get("/api/slack/stream?user=sam&since=" + version);
        JsonNode kim = world.get("/api/slack/stream?user=kim&since=" + version);

        assertThat(sam.path("posts")).hasSize(1);
        assertThat(sam.path("posts").path(0).path("onlyYou").asBoolean()).isTrue();
        assertThat(kim.path("posts")).isEmpty();
    }
}

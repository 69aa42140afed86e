package org.uid2chatops.sandbox.azure;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.api.SoftAssertions;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.Recording;
import org.uid2chatops.testing.Recording.Exchange;

import static org.awaitility.Awaitility.await;

/** Plays what was recorded against the simulated Azure and compares: status, headers and their form, fields, and the values that matter. */
final class Replay {

    private static final List<String> HEADERS = List.of("Azure-AsyncOperation", "Azure-AsyncNotification", "Location", "Retry-After",
            "ETag",
            "WWW-Authenticate", "X-Ms-Failure-Cause", "Content-Type");
    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Pattern EARLIER = Pattern.compile("\\{([-A-Za-z]+) (\\d+)}");

    private final AzureUnderTest world;
    private final Recording recording;
    private final SoftAssertions softly;
    private final Map<String, String> names = new HashMap<>();
    private final Map<Integer, AzureUnderTest.Response> answers = new HashMap<>();
    private final String armToken;
    private final String vaultToken;

    Replay(AzureUnderTest world, Recording recording, SoftAssertions softly) {
        this.world = world;
        this.recording = recording;
        this.softly = softly;
        armToken = world.token("https://management.azure.com/.default");
        vaultToken = world.token("https://vault.azure.net/.default");
        names.put("subscription", Place.SUBSCRIPTION);
        names.put("tenant", Place.TENANT);
        names.put("bot", Place.OBJECT_ID);
        names.put("arm", world.azure.resourceManagerUrl().replaceFirst("https://", ""));
        names.put("login", world.azure.authorityHost().replaceFirst("https://", "").replaceFirst("/$", ""));
    }

    void play() {
        for (Exchange exchange : recording.exchanges()) {
            if (exchange.notOfTheSandbox().isEmpty()) {
                exchange.json().path("first").forEach(this::prepare);
                exchange.json().path("faults").propertyStream().forEach(fault -> world.faults.on(fault.getKey(), "", 1, Optional.empty(),
                        JsonMapper.shared().convertValue(fault.getValue(), new TypeReference<Map<String, Object>>() {
                        })));
                var answer = send(exchange.json());
                world.faults.allOff();
                answers.put(exchange.number(), answer);
                compare(exchange, answer);
            }
        }
    }

    private void prepare(JsonNode step) {
        if (!step.has("method")) {
            world.clock.advance(Duration.ofSeconds(step.path("after").asLong() + 1));
            return;
        }
        var answer = send(step);
        softly.assertThat(answer.status()).as("%s, before it: %s", recording, answer.body()).isLessThan(300);
        step.path("keep").propertyStream().forEach(
                entry -> names.put(entry.getKey(), answer.text(entry.getValue().asString("")).replaceFirst("/$", "")));
    }

    private AzureUnderTest.Response send(JsonNode request) {
        world.clock.advance(Duration.ofSeconds(request.has("after") ? request.path("after").asLong() + 1 : 0));
        String path = filled(request.path("path").asString(""));
        var url = URI.create(path.startsWith("https:") ? path : world.azure.resourceManagerUrl() + path);
        String body = request.has("body") ? filled(request.path("body").toString()) : "";
        var sent = HttpRequest.newBuilder(url).header("Content-Type", "application/json").method(request.path("method").asString(""),
                HttpRequest.BodyPublishers.ofString(body));
        switch (request.path("token").asString("arm")) {
            case "none" -> {
            }
            case "vault" -> sent.header("Authorization", "Bearer " + vaultToken);
            default -> sent.header("Authorization", "Bearer " + armToken);
        }
        var built = sent.build();
        // The kubeconfig is there once the host has started the API server, in real time
        return await().pollDelay(Duration.ZERO).until(() -> world.send(built), answer -> answer.status() != 503);
    }

    private void compare(Exchange exchange, AzureUnderTest.Response answer) {
        if (exchange.statusProven()) {
            softly.assertThat(answer.status()).as("%s: status; %s", exchange, answer.body()).isEqualTo(exchange.status());
        }
        var differences = new TreeMap<String, String>();
        headers(exchange, answer, differences);
        JsonNode wanted = JsonMapper.shared().readTree(filled(exchange.answer().isMissingNode() ? "{}" : exchange.answer().toString()));
        fields(wanted, answer.body(), differences);
        softly.assertThat(differences.keySet()).as("%s: differs in %s", exchange, differences)
                .isEqualTo(new TreeSet<>(exchange.differs().keySet()));
        for (JsonNode pointer : exchange.json().path("same")) {
            softly.assertThat(answer.body().at(pointer.asString(""))).as("%s: %s", exchange, pointer)
                    .isEqualTo(wanted.at(pointer.asString("")));
        }
        exchange.json().path("form").asStringOpt()
                .ifPresent(form -> softly.assertThat(answer.text("/error/message")).as("%s", exchange).matches(form));
    }

    private void headers(Exchange exchange, AzureUnderTest.Response answer, Map<String, String> differences) {
        var recorded = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        recorded.putAll(exchange.headers());
        // An issue quotes some of the headers, a recording has them all
        for (String header : recording.recorded() ? HEADERS : HEADERS.stream().filter(recorded::containsKey).toList()) {
            String wanted = form(filled(recorded.getOrDefault(header, "")));
            String found = form(answer.header(header));
            // The recorder of the Java SDK writes 0 in place of what was there
            boolean rewritten = header.equals("Retry-After") && wanted.equals("0") && !found.isEmpty();
            if (!wanted.equals(found) && !rewritten) {
                differences.put("header " + header, "recorded '" + wanted + "', found '" + found + "'");
            }
        }
    }

    /** Returns a header with placeholders where values differ by nature. */
    private static String form(String header) {
        return header.replaceAll("\\?api-version=[-0-9]+", "?api-version=VERSION").replaceAll("&t=\\d+&c=[^&]+&s=[^&]+&h=[^&]+", "&SIGNED")
                .replaceAll("(VERSION)$", "VERSION&SIGNED").replaceAll(GUID, "GUID")
                .replaceAll("operation([rR])esults/[-\\w]+", "operation$1esults/ID")
                .replaceAll("https?://localhost:\\d+", "https://HOST").replaceAll("https?://127\\.0\\.0\\.1:\\d+", "https://HOST");
    }

    private void fields(JsonNode wanted, JsonNode found, Map<String, String> differences) {
        var missing = Shape.of(wanted);
        missing.removeAll(Shape.of(found));
        missing.forEach(field -> differences.put(field, "recorded, not there"));
        var more = Shape.of(found);
        more.removeAll(Shape.of(wanted));
        more.forEach(field -> differences.put(field, "there, not recorded"));
    }

    private AzureUnderTest.Response earlierAnswer(String number) {
        return Objects.requireNonNull(answers.get(Integer.valueOf(number)), () -> recording + " refers to exchange " + number);
    }

    private String filled(String text) {
        String filled = EARLIER.matcher(text).replaceAll(
                earlier -> Matcher.quoteReplacement(earlierAnswer(earlier.group(2)).header(earlier.group(1))));
        var all = new LinkedHashMap<>(recording.here());
        names.forEach((name, value) -> {
            all.put("{" + name + "}", value);
            all.put("{" + name + " bare}", value.replace("-", ""));
        });
        for (var entry : all.entrySet()) {
            filled = filled.replace(entry.getKey(), entry.getValue());
        }
        return filled;
    }
}

package org.uid2chatops.azure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.LocalServer;
import org.uid2chatops.testing.Recording;
import org.uid2chatops.testing.Recording.Exchange;

/** An Azure that knows nothing but what was recorded, and says it as it stands there. It signs everybody in. One thread sets it. */
final class RecordedAzure implements AutoCloseable {

    private static final String PROVIDER = "Microsoft.ClassicInfrastructureMigrate";

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private final LocalServer server;
    private @Nullable Answer otherwise;

    RecordedAzure(Ca ca) {
        server = LocalServer.tls(0, ca, LocalServer.serving(this::answer));
    }

    String url() {
        return "https://127.0.0.1:" + server.port();
    }

    void forget() {
        requests.clear();
        answers.clear();
        otherwise = null;
    }

    /** Answers that request as it was answered. */
    void answers(Exchange exchange) {
        answers.put(key(exchange.method(), filled(exchange, exchange.path())), answer(exchange, exchange.status()));
    }

    /** Answers who reads the resource with what stood in the answer to that request. */
    void shows(Exchange exchange) {
        answers.put(key("GET", filled(exchange, exchange.path())), answer(exchange, 200));
    }

    void answers(String method, String path, String json) {
        answers.put(key(method, path), Answer.json(200, json));
    }

    /** Answers everything else as that request was answered. */
    void answersAll(Exchange exchange) {
        otherwise = answer(exchange, exchange.status());
    }

    private Answer answer(Call call) {
        if (call.path().endsWith("/oauth2/v2.0/token")) {
            return Answer.json(200,
                    "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,\"access_token\":\"" + token() + "\"}");
        }
        requests.add(call.method() + " " + call.path());
        if (call.path().startsWith("/secrets/") && call.header("authorization").isEmpty()) {
            Exchange challenge = Recording.named("secret-challenge").exchanges().getFirst();
            return answer(challenge, challenge.status());
        }
        return Optional.ofNullable(answers.get(key(call.method(), call.path()))).or(() -> Optional.ofNullable(otherwise)).orElseGet(
                () -> Answer.text(418, "text/plain",
                        "no recording answers " + call.method() + " " + call.path() + ", only " + answers.keySet()));
    }

    private Answer answer(Exchange exchange, int status) {
        var json = exchange.answer();
        Answer answer = json.isMissingNode()
                ? Answer.empty(status)
                : Answer.text(status, "application/json", filled(exchange, json.toString()));
        for (var header : exchange.headers().entrySet()) {
            answer = answer.with(header.getKey(), filled(exchange, header.getValue()).replace("…", "x"));
        }
        return answer;
    }

    private String filled(Exchange exchange, String text) {
        String host = url().replaceFirst("https://", "");
        String filled = text.replace("{subscription}", Place.SUBSCRIPTION).replace("{tenant}", Place.TENANT).replace("{arm}", host)
                .replace("{login}", host).replace("{vault}", url()).replace(PROVIDER, "Microsoft.ContainerInstance");
        for (var name : Recording.named(exchange.recording()).names().entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue()).replace("{" + name.getKey() + " bare}",
                    name.getValue().replace("-", ""));
        }
        return filled;
    }

    /** Without case, host, query and a slash at the end. */
    private static String key(String method, String path) {
        return method + " "
                + path.replaceFirst("^https://[^/]+", "").replaceFirst("\\?.*", "").replaceFirst("/$", "").toLowerCase(Locale.ROOT);
    }

    private static String token() {
        String claims = "{\"oid\":\"" + Place.OBJECT_ID + "\",\"tid\":\"" + Place.TENANT + "\",\"idtyp\":\"app\"}";
        var url = Base64.getUrlEncoder().withoutPadding();
        return url.encodeToString("{}".getBytes(StandardCharsets.UTF_8)) + "." + url.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".x";
    }

    @Override
    public void close() {
        server.close();
    }
}

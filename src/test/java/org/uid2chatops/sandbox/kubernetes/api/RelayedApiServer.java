package org.uid2chatops.sandbox.kubernetes.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.BrokenExchange;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.CutConnection;
import org.uid2chatops.sandbox.net.LocalServer;

/**
 * An API server that runs elsewhere, reached through a port of the world: the tokens, the faults and the record of
 * requests are the world's, every answer is that server's, byte for byte. Thread-safe.
 */
public final class RelayedApiServer implements ClusterApi {

    /** Headers that belong to one connection, or that this relay sets itself. */
    private static final Set<String> OWN = Set.of("host", "connection", "content-length", "authorization", "expect", "upgrade",
            "http2-settings", "transfer-encoding", "accept-encoding", "keep-alive", "te", "trailer");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Config config;
    private final KubernetesClient client;
    private final ApiServer.Clients clients;
    private final HttpClient http;
    private final LocalServer server;

    /**
     * Starts it.
     *
     * @param config by which the world reaches the API server
     * @param client the same, connected; it stays the caller's
     */
    public RelayedApiServer(Ca ca, Config config, KubernetesClient client, ApiServer.Clients clients) {
        this.config = config;
        this.client = client;
        this.clients = clients;
        try {
            http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(SSLUtils.sslContext(config)).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificates of the kubeconfig cannot be used: " + e.getMessage(), e);
        }
        server = LocalServer.tls(0, ca, handler());
    }

    @Override
    public int port() {
        return server.port();
    }

    private Handler handler() {
        return new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Call call = LocalServer.read(request);
                String token = ApiServer.token(call);
                try {
                    Optional<Answer> refusal = ApiServer.refusal(clients, call, token);
                    if (refusal.isPresent()) {
                        finish(call, token, refusal.get(), response, callback);
                    } else {
                        relay(call, token, response, callback);
                    }
                } catch (CutConnection cut) {
                    clients.exchanged(call, token, 0, asked(call), Json.object());
                    BrokenExchange.end(cut, request, response, callback);
                }
                return true;
            }
        };
    }

    private void finish(Call call, String token, Answer answer, Response response, Callback callback) {
        clients.exchanged(call, token, answer.status(), asked(call), answered(call, answer));
        ApiServer.send(answer, response, callback);
    }

    private static JsonNode asked(Call call) {
        try {
            Call readable = Protobuf.asJson(call);
            return Masking.shown(readable, readable.body());
        } catch (ApiFailure notOurKind) {
            return Json.object().put("text", call.body().length + " bytes of protobuf");
        }
    }

    private static JsonNode answered(Call call, Answer answer) {
        boolean readable = answer.headers().getOrDefault("Content-Type", "").matches("(application/json|application/yaml|text/).*");
        return readable
                ? Masking.shown(call, answer.body())
                : Json.object().put("text", answer.body().length + " bytes of " + answer.headers().get("Content-Type"));
    }

    private void relay(Call call, String token, Response response, Callback callback) throws Exception {
        HttpResponse<InputStream> from;
        try {
            from = http.send(request(call), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException away) {
            finish(call, token, Operations.json(503, ApiFailure.of(503, "ServiceUnavailable",
                    "the API server of --sandbox.kubeconfig does not answer: " + away).status()), response, callback);
            return;
        }
        String type = from.headers().firstValue("Content-Type").orElse("application/octet-stream");
        if (endless(call)) {
            clients.exchanged(call, token, from.statusCode(), asked(call), Json.object());
            stream(from, type, response, callback);
            return;
        }
        try (var body = from.body()) {
            Answer answer = new Answer(from.statusCode(), java.util.Map.of("Content-Type", type), body.readAllBytes());
            for (String header : List.of("Retry-After", "Warning", "Audit-Id")) {
                answer = from.headers().firstValue(header).map(withHeader(answer, header)).orElse(answer);
            }
            finish(call, token, clients.delivered(call, token, answer), response, callback);
        }
    }

    private static java.util.function.Function<String, Answer> withHeader(Answer answer, String header) {
        return value -> answer.with(header, value);
    }

    private static boolean endless(Call call) {
        return call.method().equals("GET") && List.of("watch", "follow").stream()
                .anyMatch(name -> call.parameter(name).filter(value -> value.equals("true") || value.equals("1")).isPresent());
    }

    private static void stream(HttpResponse<InputStream> from, String type, Response response, Callback callback) {
        response.setStatus(from.statusCode());
        response.getHeaders().put("Content-Type", type);
        try (InputStream in = from.body(); OutputStream out = Content.Sink.asOutputStream(response)) {
            out.flush();
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                out.write(some, 0, n);
                out.flush();
            }
        } catch (IOException gone) {
            callback.failed(gone);
            return;
        }
        callback.succeeded();
    }

    private HttpRequest request(Call call) {
        String base = config.getMasterUrl().replaceFirst("/+$", "");
        var request = HttpRequest.newBuilder(URI.create(base + call.rawPathAndQuery())).method(call.method(),
                call.body().length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach((name, value) -> {
            if (!OWN.contains(name)) {
                request.header(name, value);
            }
        });
        credentials().ifPresent(value -> request.header("Authorization", value));
        return endless(call) ? request.build() : request.timeout(PATIENCE).build();
    }

    private Optional<String> credentials() {
        for (String token : new String[]{config.getOauthToken(), config.getAutoOAuthToken()}) {
            if (token != null && !token.isEmpty()) {
                return Optional.of("Bearer " + token);
            }
        }
        return Optional.ofNullable(config.getUsername()).filter(name -> !name.isEmpty())
                .map(name -> HttpClientUtils.basicCredentials(name, config.getPassword()));
    }

    @Override
    public List<JsonNode> objects(String kind) {
        return Listing.of(client).stream().filter(one -> one.kind().equalsIgnoreCase(kind) || one.plural().equalsIgnoreCase(kind))
                .findFirst()
                .map(one -> shown(one.items(client))).orElse(List.of());
    }

    @Override
    public List<JsonNode> objects() {
        var all = new ArrayList<JsonNode>();
        Listing.of(client).forEach(one -> all.addAll(shown(one.items(client))));
        return all;
    }

    private static List<JsonNode> shown(List<ObjectNode> items) {
        return items.stream().map(Masking::shown).toList();
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
    }
}

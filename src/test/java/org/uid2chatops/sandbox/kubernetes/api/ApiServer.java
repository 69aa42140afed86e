package org.uid2chatops.sandbox.kubernetes.api;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.BrokenExchange;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.CutConnection;
import org.uid2chatops.sandbox.net.LocalServer;

/** The API server of one cluster, on a free port with TLS. Thread-safe. */
public final class ApiServer implements ClusterApi {

    private final Store store = new Store();
    private final ResourceTypes types = new ResourceTypes();
    private final Registry registry;
    private final Operations operations;
    private final Discovery discovery;
    private final Clients clients;
    private final LocalServer server;

    /**
     * Starts it, with the namespaces that every cluster has.
     *
     * @param kubernetesVersion e.g. {@code 1.34.9}
     */
    public ApiServer(Ca ca, Clock clock, String kubernetesVersion, long seed, PodLogs logs, Clients clients) {
        registry = new Registry(store, types, clock, seed);
        operations = new Operations(store, registry, logs);
        discovery = new Discovery(types, kubernetesVersion);
        this.clients = clients;
        for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            var write = new Registry.Write(types.find("", "v1", "namespaces").orElseThrow(), "", "", "", "kube-apiserver", false);
            var namespace = Json.object();
            Json.metadata(namespace).put("name", name);
            registry.create(write, namespace);
        }
        server = LocalServer.tls(0, ca, handler());
    }

    /** Who may come in, and who watches them. */
    @FunctionalInterface
    public interface Clients {

        /** Returns whether that bearer token is one of the cluster's. */
        boolean known(String token);

        /** Answers in the server's place, or cuts the connection, when a fault is on; {@code token} says for whom. */
        default Optional<Answer> fault(Call call, String token) throws InterruptedException {
            return Optional.empty();
        }

        /** Returns what becomes of an answer on its way; a watch's is not asked for. */
        default Answer delivered(Call call, String token, Answer answer) throws InterruptedException {
            return answer;
        }

        /** Notes a finished exchange, its bodies without secrets; a watch is noted when it begins. */
        default void exchanged(Call call, String token, int status, JsonNode request, JsonNode response) {
        }
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public List<JsonNode> objects(String kind) {
        return types.ofKind(kind).map(type -> store.list(type, "").stream().map(Masking::shown).toList()).orElse(List.of());
    }

    @Override
    public List<JsonNode> objects() {
        return types.all().stream().flatMap(type -> store.list(type, "").stream()).map(Masking::shown).toList();
    }

    private Handler handler() {
        return new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Call received = LocalServer.read(request);
                String token = token(received);
                Call call = received;
                try {
                    call = Protobuf.asJson(received);
                    Optional<Answer> refusal = refusal(clients, call, token);
                    if (refusal.isEmpty() && watch(call).orElse(null) instanceof WatchStream watch) {
                        stream(watch, call, token, response, callback);
                        return true;
                    }
                    Answer answer = clients.delivered(call, token, refusal.isPresent() ? refusal.get() : answer(call));
                    clients.exchanged(call, token, answer.status(), Masking.shown(call, call.body()), Masking.shown(call, answer.body()));
                    send(answer, response, callback);
                } catch (ApiFailure unreadable) {
                    send(Operations.json(unreadable.code(), unreadable.status()), response, callback);
                } catch (CutConnection cut) {
                    clients.exchanged(call, token, 0, Masking.shown(call, call.body()), Json.object());
                    BrokenExchange.end(cut, request, response, callback);
                }
                return true;
            }
        };
    }

    static void send(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    static String token(Call call) {
        return call.header("Authorization").filter(value -> value.startsWith("Bearer ")).map(value -> value.substring(7)).orElse("");
    }

    /** Returns the answer to a call that does not get as far as the objects: a stranger's, or one that a fault strikes. */
    static Optional<Answer> refusal(Clients clients, Call call, String token) throws InterruptedException {
        if (!clients.known(token)) {
            return Optional.of(Operations.json(401, ApiFailure.of(401, "Unauthorized", "Unauthorized").status()));
        }
        Optional<Answer> fault = clients.fault(call, token);
        return fault.or(() -> call.header("Upgrade").filter("websocket"::equalsIgnoreCase)
                .map(_ -> Answer.text(503, "text/plain", "this server does not speak WebSocket")));
    }

    private Optional<WatchStream> watch(Call call) {
        boolean wanted = call.method().equals("GET")
                && call.parameter("watch").filter(value -> value.equals("true") || value.equals("1")).isPresent();
        return wanted ? Where.of(call.path(), types).map(where -> new WatchStream(store, where, call)) : Optional.empty();
    }

    private void stream(WatchStream watch, Call call, String token, Response response, Callback callback) throws Exception {
        clients.exchanged(call, token, 200, Json.object(), Json.object());
        response.setStatus(200);
        response.getHeaders().put("Content-Type", "application/json");
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            if (watch.expired()) {
                WatchStream.event(out, "ERROR", watch.tooOld().status());
            } else {
                watch.run(out);
            }
        } catch (java.io.IOException | InterruptedException gone) {
            callback.failed(gone);
            return;
        }
        callback.succeeded();
    }

    private Answer answer(Call call) {
        try {
            return known(call);
        } catch (ApiFailure failure) {
            return Operations.json(failure.code(), failure.status());
        } catch (JacksonException | NumberFormatException unreadable) {
            return Operations.json(400, ApiFailure.badRequest("the request cannot be read: " + unreadable.getMessage()).status());
        }
    }

    private Answer known(Call call) {
        if (List.of("/healthz", "/livez", "/readyz").contains(call.path())) {
            return Answer.text(200, "text/plain", "ok");
        }
        Optional<Where> where = Where.of(call.path(), types);
        if (where.isPresent()) {
            return operations.answer(call, where.get());
        }
        Optional<ObjectNode> document = call.method().equals("GET") ? discovery.answer(call.path()) : Optional.empty();
        return Operations.json(200, document.orElseThrow(ApiFailure::noSuchPath));
    }

    /** Stops it; open watches end. */
    @Override
    public void close() {
        store.close();
        server.close();
    }
}

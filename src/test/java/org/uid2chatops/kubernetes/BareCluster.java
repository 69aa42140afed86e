package org.uid2chatops.kubernetes;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.kubernetes.api.ApiServer;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;

/** The sandbox's API server without its controllers: a test plays them, so that every state of a cluster can be had. */
final class BareCluster implements AutoCloseable {

    static final String TOKEN = "bare-cluster-token-that-nobody-may-see";

    private final Ca ca = new Ca();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final Map<String, String> logs = new ConcurrentHashMap<>();
    private final ApiServer server = new ApiServer(ca, Clock.systemUTC(), "1.34.9", 1, (_, container, previous) -> Optional
            .ofNullable(logs.get(container + (previous ? " before" : ""))), new ApiServer.Clients() {
                @Override
                public boolean known(String token) {
                    return token.equals(TOKEN);
                }

                @Override
                public void exchanged(Call call, String token, int status, JsonNode request, JsonNode response) {
                    if (!call.method().equals("GET")) {
                        changes.add(call.method() + " " + call.path() + " " + status);
                    }
                }
            });

    /** Returns the requests that changed, or would have changed, something, since the last call. */
    List<String> changes() {
        var seen = List.copyOf(changes);
        changes.clear();
        return seen;
    }

    void log(String container, boolean previous, String text) {
        logs.put(container + (previous ? " before" : ""), text);
    }

    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: myvncluster
                  cluster:
                    certificate-authority-data: %s
                    server: https://127.0.0.1:%d
                users:
                - name: clusterUser
                  user:
                    token: %s
                contexts:
                - name: myvncluster
                  context:
                    cluster: myvncluster
                    user: clusterUser
                current-context: myvncluster
                """.formatted(Base64.getEncoder().encodeToString(ca.pem().getBytes(StandardCharsets.UTF_8)), server.port(), TOKEN);
    }

    @Override
    public void close() {
        server.close();
    }
}

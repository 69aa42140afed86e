package org.uid2chatops.sandbox.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.AzureFacts;
import org.uid2chatops.sandbox.ClusterHost;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.kubernetes.api.ApiServer;
import org.uid2chatops.sandbox.kubernetes.api.ClusterApi;
import org.uid2chatops.sandbox.kubernetes.api.RelayedApiServer;
import org.uid2chatops.sandbox.kubernetes.controllers.ContainerLogs;
import org.uid2chatops.sandbox.kubernetes.controllers.Controllers;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** One cluster: its API server, and the controllers that come in by their own token, unseen and spared by faults. */
final class SimulatedCluster implements ClusterHost.Cluster {

    private final ClusterHost.Spec spec;
    private final String ca;
    private final String token;
    private final ClusterApi server;
    private final Closing beside;
    private final Controllers controllers;
    private final Runnable whenDeleted;

    /** Something to close with the cluster. */
    @FunctionalInterface
    private interface Closing {
        void close();
    }

    SimulatedCluster(ClusterHost.Spec spec, Settings settings, SimulatedClock clock, Ca ca, ClusterFaults faults, Requests requests,
            AzureFacts azure, Runnable whenDeleted) {
        this.spec = spec;
        this.ca = Base64.getEncoder().encodeToString(ca.pem().getBytes(StandardCharsets.UTF_8));
        this.whenDeleted = whenDeleted;
        long seed = settings.seed() ^ spec.name().hashCode();
        var random = new Random(seed);
        token = "sandbox-" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        String own = "controllers-" + Long.toHexString(random.nextLong());
        var logs = new ContainerLogs();
        var clients = new ApiServer.Clients() {
            @Override
            public boolean known(String presented) {
                return presented.equals(token) || presented.equals(own);
            }

            @Override
            public Optional<Answer> fault(Call call, String presented) throws InterruptedException {
                return presented.equals(own) ? Optional.empty() : faults.ofApiServer(call, spec.target());
            }

            @Override
            public Answer delivered(Call call, String presented, Answer answer) throws InterruptedException {
                return presented.equals(own) ? answer : faults.delivered(call, spec.target(), answer);
            }

            @Override
            public void exchanged(Call call, String presented, int status, JsonNode request, JsonNode response) {
                if (!presented.equals(own)) {
                    requests.add(spec.target(), call, status, request, response);
                }
            }
        };
        if (settings.kubeconfig().isPresent()) {
            Config config = Config.fromKubeconfig(settings.kubeconfig().get().toFile());
            KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
            beside = client::close;
            FreshServer.prepare(client);
            server = new RelayedApiServer(ca, config, client, clients);
            controllers = new Controllers(Config.fromKubeconfig(settings.kubeconfig().get().toFile()), spec, clock, seed, azure, logs,
                    Optional.of(ca));
        } else {
            beside = () -> {
            };
            server = new ApiServer(ca, clock, spec.kubernetesVersion(), seed, logs, clients);
            controllers = new Controllers(Config.fromKubeconfig(kubeconfig("controllers", own)), spec, clock, seed, azure, logs,
                    Optional.empty());
        }
    }

    String target() {
        return spec.target();
    }

    String id() {
        return spec.id();
    }

    List<JsonNode> objects(String kind) {
        return kind.isEmpty() ? server.objects() : server.objects(kind);
    }

    Controllers controllers() {
        return controllers;
    }

    @Override
    public void ready() {
        controllers.clusterReady();
    }

    @Override
    public String kubeconfig() {
        String group = spec.resourceGroupId().substring(spec.resourceGroupId().lastIndexOf('/') + 1);
        return kubeconfig("clusterUser_" + group + "_" + spec.name(), token);
    }

    private String kubeconfig(String user, String bearer) {
        return String.format(Locale.ROOT, """
                apiVersion: v1
                kind: Config
                clusters:
                - cluster:
                    certificate-authority-data: %s
                    server: https://127.0.0.1:%d
                  name: %s
                contexts:
                - context:
                    cluster: %s
                    user: %s
                  name: %s
                current-context: %s
                preferences: {}
                users:
                - name: %s
                  user:
                    token: %s
                """, ca, server.port(), spec.name(), spec.name(), user, spec.name(), spec.name(), user, bearer);
    }

    @Override
    public List<String> nodeNames() {
        return controllers.nodeNames();
    }

    @Override
    public void delete() {
        whenDeleted.run();
        close();
    }

    void close() {
        controllers.close();
        server.close();
        beside.close();
    }
}

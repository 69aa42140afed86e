package org.uid2chatops.sandbox.azure;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.uid2chatops.sandbox.ClusterHost;

/**
 * Tells the host of the API servers what became of clusters: in order for each, and never under the cloud's lock, since the
 * host asks the cloud for facts. Thread-safe.
 */
final class ClusterHosting implements AutoCloseable {

    private final ClusterHost host;
    private final ExecutorService executor = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("sandbox-cluster-host-", 0).factory());
    private final Map<String, Hosted> clusters = new ConcurrentHashMap<>();

    ClusterHosting(ClusterHost host) {
        this.host = host;
    }

    void create(ClusterHost.Spec spec) {
        var made = CompletableFuture.supplyAsync(() -> host.create(spec), executor);
        clusters.put(ArmId.key(spec.id()), new Hosted(made, made));
    }

    void ready(String clusterId) {
        clusters.computeIfPresent(ArmId.key(clusterId), (_, hosted) -> hosted.then(ClusterHost.Cluster::ready, executor));
    }

    void delete(String clusterId) {
        Hosted hosted = clusters.remove(ArmId.key(clusterId));
        if (hosted != null) {
            hosted.then(ClusterHost.Cluster::delete, executor);
        }
    }

    /**
     * Returns a cluster's kubeconfig.
     *
     * @throws Refusal 503 if its API server is still starting, 500 if it could not start
     */
    String kubeconfig(String clusterId) {
        Hosted hosted = clusters.get(ArmId.key(clusterId));
        if (hosted == null || hosted.made.isCompletedExceptionally()) {
            throw Refusal.of(500, "InternalServerError", "The sandbox could not start the API server of " + clusterId + ": "
                    + (hosted == null ? "it was never asked to" : hosted.made.exceptionNow().getMessage()));
        }
        if (!hosted.made.isDone()) {
            throw Refusal.of(503, "ServerUnavailable", "The API server of " + clusterId + " is still starting. Please try again later.");
        }
        return hosted.made.join().kubeconfig();
    }

    /** A cluster, and the last thing its host was told of it. */
    private record Hosted(CompletableFuture<ClusterHost.Cluster> made, CompletableFuture<ClusterHost.Cluster> last) {
        Hosted then(Consumer<ClusterHost.Cluster> told, ExecutorService executor) {
            return new Hosted(made, last.thenApplyAsync(cluster -> {
                told.accept(cluster);
                return cluster;
            }, executor));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

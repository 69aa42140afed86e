package org.uid2chatops.kubernetes;

import java.util.Objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.azure.ClusterCredentials;
import org.uid2chatops.config.Target;

/**
 * Connections to the targets' clusters. A kubeconfig is fetched when first needed, stays in memory only, and is fetched
 * again when the API server no longer takes it. Thread-safe.
 */
@Component
class ClusterClients implements AutoCloseable {

    /** One for all: what each would learn of the model's classes takes megabytes. */
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final ClusterCredentials credentials;
    private final KubernetesProperties properties;
    private final Cache<String, Connection> connections;

    ClusterClients(ClusterCredentials credentials, KubernetesProperties properties) {
        this.credentials = credentials;
        this.properties = properties;
        this.connections = Caffeine.newBuilder().expireAfterAccess(properties.clientIdle()).scheduler(Scheduler.systemScheduler())
                .removalListener((@Nullable String target, @Nullable Connection closed, RemovalCause _) -> {
                    if (closed != null) {
                        closed.client.close();
                    }
                }).build();
    }

    /** What is asked of an API server. */
    @FunctionalInterface
    interface Question<T> {
        T ask(KubernetesClient client) throws Exception;
    }

    /**
     * Asks the target's API server; if it refuses the credentials (401), once more with a kubeconfig just fetched.
     *
     * @throws Exception what fetching the kubeconfig or asking met
     */
    <T> T ask(Target target, Question<T> question) throws Exception {
        Connection connection = connection(target);
        try {
            return question.ask(connection.client);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != 401) {
                throw connection.retryAfter.with(refused);
            }
            connections.asMap().remove(target.name(), connection);
            return question.ask(connection(target).client);
        }
    }

    /** Fetches the kubeconfig again; a connection made with another one is dropped. */
    void renew(Target target) throws Exception {
        String fresh = credentials.kubeconfig(target);
        Connection known = connections.getIfPresent(target.name());
        if (known == null || !known.kubeconfig.equals(fresh)) {
            connections.put(target.name(), open(fresh));
        }
    }

    /** Returns the kubeconfig, for a client that is not ours. A secret. */
    String kubeconfig(Target target) throws Exception {
        return connection(target).kubeconfig;
    }

    @Override
    public void close() {
        connections.invalidateAll();
        connections.cleanUp();
    }

    private Connection connection(Target target) throws Exception {
        try {
            return Objects.requireNonNull(connections.get(target.name(), _ -> {
                try {
                    return open(credentials.kubeconfig(target));
                } catch (Exception unavailable) {
                    throw new Unavailable(unavailable);
                }
            }));
        } catch (Unavailable unavailable) {
            throw unavailable.reason;
        }
    }

    private Connection open(String kubeconfig) {
        Config config;
        try {
            config = Config.fromKubeconfig(kubeconfig);
        } catch (RuntimeException unreadable) {
            // Its message quotes the kubeconfig, which is a secret: it goes no further, not even as a cause.
            throw new UnreadableKubeconfig();
        }
        config.setConnectionTimeout((int) properties.connectTimeout().toMillis());
        config.setRequestTimeout((int) properties.requestTimeout().toMillis());
        // The rollout tries again, visibly.
        config.setRequestRetryBackoffLimit(0);
        var retryAfter = new RetryAfter();
        return new Connection(kubeconfig, retryAfter,
                new KubernetesClientBuilder().withConfig(config).withKubernetesSerialization(serialization)
                        .withHttpClientFactory(new JdkHttpClientFactory())
                        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("retry-after", retryAfter)).build());
    }

    private record Connection(String kubeconfig, RetryAfter retryAfter, KubernetesClient client) {
        @Override
        public String toString() {
            return "Connection[" + client.getMasterUrl() + "]";
        }
    }

    private static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Exception reason;

        private Unavailable(Exception reason) {
            super(null, null, false, false);
            this.reason = reason;
        }
    }
}

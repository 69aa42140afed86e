package org.uid2chatops.kubernetes;

import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * Keeps the newest {@code Retry-After} of a connection, which the client's exceptions leave out: an API server under
 * pressure says it in the header only. Thread-safe.
 */
final class RetryAfter implements Interceptor {

    private final AtomicReference<Optional<Duration>> newest = new AtomicReference<>(Optional.empty());

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (asksForPatience(response.code())) {
            newest.set(Optional.ofNullable(response.header("Retry-After")).filter(value -> value.matches("\\d{1,5}")).map(Long::valueOf)
                    .map(Duration::ofSeconds));
        }
    }

    /** Returns the exception with what its answer's header said, if it is one that asks for patience. */
    Exception with(KubernetesClientException refused) {
        Optional<Duration> said = asksForPatience(refused.getCode()) ? newest.getAndSet(Optional.empty()) : Optional.empty();
        return said.<Exception>map(after -> new Throttled(refused, after)).orElse(refused);
    }

    private static boolean asksForPatience(int code) {
        return code == 429 || code == HttpURLConnection.HTTP_UNAVAILABLE;
    }

    /** Thrown in place of an answer that says when to come back. */
    static final class Throttled extends Exception {
        private static final long serialVersionUID = 1;

        private final transient KubernetesClientException refused;
        private final Duration after;

        private Throttled(KubernetesClientException refused, Duration after) {
            super(refused);
            this.refused = refused;
            this.after = after;
        }

        KubernetesClientException refused() {
            return refused;
        }

        /** Returns when to come back, in real time. */
        Duration after() {
            return after;
        }
    }
}

package org.uid2chatops.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import reactor.core.publisher.Mono;

/**
 * Holds every request of a subscription back while Azure throttles it: the {@code Retry-After} of one call is meant for all of them.
 * A request that is held back is not sent, and fails with {@link Throttled}. Thread-safe.
 */
final class ThrottleGate implements HttpPipelinePolicy {

    /** These 429 are about one resource that is busy, not about the subscription. */
    private static final List<String> OF_ONE_RESOURCE = List.of("AnotherOperationInProgress", "RetryableError",
            "ResourceRequestsThrottled");

    private final Sending sending;
    private final Clock clock;
    private final AtomicReference<Instant> closedUntil = new AtomicReference<>(Instant.EPOCH);

    ThrottleGate(Sending sending, Clock clock) {
        this.sending = sending;
        this.clock = clock;
    }

    /** A request was not sent, since Azure asked to be left alone. */
    static final class Throttled extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Duration remaining;

        private Throttled(Duration remaining) {
            super("Azure throttles this subscription", null, false, false);
            this.remaining = remaining;
        }

        /** Returns for how long, on the bot's clock. */
        Duration remaining() {
            return remaining;
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return closed().map(Mono::<HttpResponse>error).orElseGet(() -> next.process()
                .flatMap(response -> response.getStatusCode() == 429
                        ? Mono.just(response.buffer())
                                .flatMap(kept -> kept.getBodyAsString().defaultIfEmpty("").map(body -> seen(kept, body)))
                        : Mono.just(response)));
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        Optional<Throttled> held = closed();
        if (held.isPresent()) {
            throw held.get();
        }
        HttpResponse response = next.processSync();
        if (response.getStatusCode() != 429) {
            return response;
        }
        HttpResponse kept = response.buffer();
        var body = kept.getBodyAsBinaryData();
        return seen(kept, body == null ? "" : body.toString());
    }

    private Optional<Throttled> closed() {
        Instant now = clock.instant();
        Instant until = closedUntil.get();
        return now.isBefore(until) ? Optional.of(new Throttled(Duration.between(now, until))) : Optional.empty();
    }

    private HttpResponse seen(HttpResponse response, String body) {
        if (OF_ONE_RESOURCE.stream().noneMatch(body::contains)) {
            sending.retryAfter(response.getHeaders()).map(clock.instant()::plus)
                    .ifPresent(until -> closedUntil.accumulateAndGet(until, (one, other) -> one.isAfter(other) ? one : other));
        }
        return response;
    }
}

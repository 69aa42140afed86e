package org.uid2chatops.azure;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.policy.AddHeadersFromContextPolicy;
import com.azure.core.http.rest.Response;
import com.azure.core.util.Context;
import com.azure.core.util.FluxUtil;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.uid2chatops.time.Pace;

/** Sends one changing request and reads when Azure wants to be asked again. Thread-safe. */
@Component
final class Sending {

    private static final HttpHeaderName RETRY_AFTER_MS = HttpHeaderName.fromString("retry-after-ms");
    private static final HttpHeaderName X_MS_RETRY_AFTER_MS = HttpHeaderName.fromString("x-ms-retry-after-ms");

    private final Pace pace;

    Sending(Pace pace) {
        this.pace = pace;
    }

    /** Sends a request whose answer is raw, as those of long-running operations are. */
    Optional<Duration> accepted(Mono<Response<Flux<ByteBuffer>>> request) {
        // the body has to be read to its end, or the connection is lost to the pool
        return answered(request.flatMap(
                response -> FluxUtil.collectBytesInByteBufferStream(response.getValue()).<Response<?>>thenReturn(response)));
    }

    /** As {@link #accepted}, only if the resource still is at that version. */
    Optional<Duration> acceptedIfMatch(Mono<Response<Flux<ByteBuffer>>> request, String etag) {
        var headers = new HttpHeaders().set(HttpHeaderName.IF_MATCH, etag);
        return accepted(request.contextWrite(
                FluxUtil.toReactorContext(new Context(AddHeadersFromContextPolicy.AZURE_REQUEST_HTTP_HEADERS_KEY, headers))));
    }

    /** Sends a request that is answered at once. */
    Optional<Duration> answered(Mono<? extends Response<?>> request) {
        Response<?> response = request.block();
        return response == null ? Optional.empty() : retryAfter(response.getHeaders());
    }

    /** Returns when Azure wants to be asked again, on the bot's clock; the header in milliseconds is the finer one. */
    Optional<Duration> retryAfter(HttpHeaders headers) {
        return number(headers, RETRY_AFTER_MS).or(() -> number(headers, X_MS_RETRY_AFTER_MS)).map(Duration::ofMillis)
                .or(() -> number(headers, HttpHeaderName.RETRY_AFTER).map(Duration::ofSeconds)).map(pace::onClock);
    }

    /** Returns how long a library's own wait, stated in real milliseconds, is on the bot's clock. */
    Duration real(long millis) {
        return pace.onClock(Duration.ofMillis(millis));
    }

    private static Optional<Long> number(HttpHeaders headers, HttpHeaderName name) {
        String value = headers.getValue(name);
        return value != null && value.matches("\\d{1,9}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
    }
}

package org.uid2chatops.slack;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Ticker;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Keeps what Slack asks for with {@code Retry-After}: until that wait is over nothing is sent to the method, and whoever calls it is answered
 * at once as Slack would. Slack counts for each method. Thread-safe.
 */
final class MethodWaits implements Interceptor {

    private static final String RETRY_AFTER = "Retry-After";
    private static final int TOO_MANY = 429;
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final HttpUrl api;
    private final Ticker real;
    private final Map<String, Long> until = new ConcurrentHashMap<>();

    /**
     * @param apiUrl where the Web API is
     * @param real real time, since Slack states it so
     */
    MethodWaits(String apiUrl, Ticker real) {
        this.api = HttpUrl.get(apiUrl);
        this.real = real;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!request.url().host().equals(api.host()) || !request.url().encodedPath().startsWith(api.encodedPath())) {
            return chain.proceed(request);
        }
        String method = request.url().encodedPath();
        Duration left = left(method);
        if (left.isPositive()) {
            return held(request, left);
        }
        Response response = chain.proceed(request);
        asked(response).ifPresent(wait -> until.merge(method, real.read() + wait.toNanos(), (one, other) -> one - other > 0 ? one : other));
        return response;
    }

    private Duration left(String method) {
        Long end = until.get(method);
        if (end == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.ofNanos(end - real.read());
        if (!left.isPositive()) {
            until.remove(method, end);
        }
        return left;
    }

    private static Response held(Request request, Duration left) {
        return new Response.Builder().request(request).protocol(Protocol.HTTP_1_1).code(TOO_MANY).message("Too Many Requests")
                .header(RETRY_AFTER, String.valueOf(left.plusNanos(999_999_999).toSeconds()))
                .body(ResponseBody.create("{\"ok\":false,\"error\":\"ratelimited\"}", JSON)).build();
    }

    /** Returns the wait in real time that an answer asks for: of too many requests, or of Slack's own trouble. */
    static Optional<Duration> asked(Response response) {
        String header = response.code() == TOO_MANY || response.code() >= 500 ? response.header(RETRY_AFTER) : null;
        return header != null && header.matches("\\d{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(header))) : Optional.empty();
    }
}

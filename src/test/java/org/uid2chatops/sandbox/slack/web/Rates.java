package org.uid2chatops.sandbox.slack.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Slack's rates, in real time: a bucket for each method (and for each channel where Slack counts so) that a call takes
 * one drop from. A minute's worth may be used at once; {@code chat.postMessage} allows a burst of three. Source: Slack's
 * rate limit tiers. Thread-safe.
 */
final class Rates {

    private record Limit(String method, int burst, double perSecond, boolean perChannel) {
    }

    private static final List<Limit> LIMITS = List.of(new Limit("chat.postMessage", 3, 1, true), perMinute("chat.update", 50),
            perMinute("chat.delete", 50), perMinute("chat.postEphemeral", 100), perMinute("views.", 100), perMinute("users.info", 100),
            perMinute("users.list", 20), perMinute("usergroups.", 20), perMinute("conversations.info", 50),
            perMinute("conversations.list", 20), perMinute("conversations.", 50), perMinute("files.", 50),
            perMinute("apps.connections.open", 100));

    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    Rates(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private static Limit perMinute(String method, int calls) {
        return new Limit(method, calls, calls / 60.0, false);
    }

    /** Counts a call; returns how long to wait when it is one too many. */
    Optional<Duration> exceeded(String method, String channel) {
        return LIMITS.stream().filter(limit -> method.startsWith(limit.method())).findFirst()
                .flatMap(limit -> buckets.computeIfAbsent(limit.method().endsWith(".") || !limit.perChannel() ? method : method + channel,
                        _ -> new Bucket(limit, nanos.getAsLong())).take(nanos.getAsLong()));
    }

    private static final class Bucket {
        private final Limit limit;
        private double left;
        private long filled;

        private Bucket(Limit limit, long now) {
            this.limit = limit;
            this.left = limit.burst();
            this.filled = now;
        }

        private synchronized Optional<Duration> take(long now) {
            left = Math.min(limit.burst(), left + (now - filled) / 1e9 * limit.perSecond());
            filled = now;
            if (left >= 1) {
                left--;
                return Optional.empty();
            }
            return Optional.of(Duration.ofSeconds((long) Math.max(1, Math.ceil((1 - left) / limit.perSecond()))));
        }
    }
}

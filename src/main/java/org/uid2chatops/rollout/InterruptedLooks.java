package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;

/**
 * The looks of steps that something passing interrupted: a step that asks several questions goes on with those that were not answered. Else
 * it would never come to its end while Azure throttles every few of them. Thread-safe.
 */
@Component
class InterruptedLooks {

    /** On the bot's clock: what is older is looked at anew. */
    private static final Duration BELIEVED = Duration.ofMinutes(10);
    private static final int MOST_KEPT = 1_000;

    private final Cache<String, Looking> interrupted;

    InterruptedLooks(Clock clock) {
        interrupted = Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(BELIEVED)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos()).build();
    }

    /**
     * Lets a step look.
     *
     * @throws Exception what the look throws; the next look of that step begins with what this one was answered
     */
    <T> T look(RolloutId rollout, StepName step, Callable<T> look) throws Exception {
        String key = rollout + "/" + step;
        T seen = interrupted.get(key, _ -> new Looking()).during(look);
        interrupted.invalidate(key);
        return seen;
    }
}

package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;

import org.uid2chatops.time.ClockTicker;

/**
 * What steps were answered whose turn something passing interrupted: the next one asks only what is left. Else a step with several questions
 * would never come to its end while Azure throttles every few of them. Thread-safe.
 */
@Component
class InterruptedLooks {

    /** On the bot's clock: what is older is looked at anew. */
    private static final Duration BELIEVED = Duration.ofMinutes(10);
    private static final int MOST_KEPT = 1_000;

    private final Cache<String, Looking> interrupted;

    InterruptedLooks(Clock clock) {
        interrupted = Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(BELIEVED)
                .ticker(ClockTicker.of(clock)).build();
    }

    /**
     * Lets a step look, or send what it has decided upon.
     *
     * @throws Exception what the work throws; unless that is {@link #forget forgotten}, the next turn begins with what this one was answered
     */
    <T> T during(RolloutId rollout, StepName step, Callable<T> work) throws Exception {
        return interrupted.get(key(rollout, step), _ -> new Looking()).during(work);
    }

    /** Has the next turn of a step look at everything: something may have changed by now. */
    void forget(RolloutId rollout, StepName step) {
        interrupted.invalidate(key(rollout, step));
    }

    private static String key(RolloutId rollout, StepName step) {
        return rollout + "/" + step;
    }
}

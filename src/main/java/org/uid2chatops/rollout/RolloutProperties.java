package org.uid2chatops.rollout;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient rollouts are.
 *
 * @param pollInterval between two looks at something that is on its way, when the other side names no time
 * @param lookSpacing between two looks of any rollouts where many are under way: then what takes long is looked at less often
 * @param retryInterval before the first repetition after a passing error; doubles each time
 * @param retryIntervalMax the longest pause between repetitions
 * @param giveUpAfter how long a step's passing errors in a row are borne while nothing else of the rollout goes well; four times as long
 *        where the other side says when to come back
 */
@ConfigurationProperties("uid2.rollout")
record RolloutProperties(@DefaultValue("2s") Duration pollInterval, @DefaultValue("200ms") Duration lookSpacing,
        @DefaultValue("5s") Duration retryInterval,
        @DefaultValue("60s") Duration retryIntervalMax, @DefaultValue("15m") Duration giveUpAfter) {
}

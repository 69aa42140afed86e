package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The name of this run of the bot; another replica and a restarted bot have others.
 *
 * @param started on the bot's clock
 */
@Component
record ProcessName(String name, Instant started) {

    @Autowired
    ProcessName(Clock clock) {
        this(UUID.randomUUID().toString(), clock.instant());
    }
}

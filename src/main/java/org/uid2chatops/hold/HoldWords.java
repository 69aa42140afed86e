package org.uid2chatops.hold;

import java.time.Duration;

/** Puts into words (mrkdwn) what the owner of a lock is told of it. Thread-safe. */
public interface HoldWords {

    /** @param by Slack id of who has taken it away */
    String takenAway(Hold lock, String by);

    /** @param held for how long now */
    String reminder(Hold lock, Duration held);
}

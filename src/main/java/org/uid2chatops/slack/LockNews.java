package org.uid2chatops.slack;

import java.time.Duration;

import org.uid2chatops.hold.Hold;
import org.uid2chatops.hold.HoldWords;

/** What the owner of a lock is told of it, unasked. */
final class LockNews implements HoldWords {

    @Override
    public String takenAway(Hold lock, String by) {
        return Mrkdwn.user(by) + " has taken away your lock of " + Mrkdwn.code(lock.target()) + " (" + Mrkdwn.escape(lock.reason()) + ").";
    }

    @Override
    public String reminder(Hold lock, Duration held) {
        return "You have locked " + Mrkdwn.code(lock.target()) + " for " + held.toDays() + " d now (" + Mrkdwn.escape(lock.reason())
                + "). If it need not be locked any more: `/uid2 unlock " + Mrkdwn.escape(lock.target()) + "`.";
    }
}

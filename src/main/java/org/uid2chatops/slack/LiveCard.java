package org.uid2chatops.slack;

import java.time.Instant;

import org.uid2chatops.approval.Approval;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.slack.MessageStore.Address;

/**
 * A message that always shows how one thing stands: a rollout, a request for approval.
 *
 * @param channel Slack id of where it is asked for
 * @param owner Slack id of who is told directly where the bot may not speak
 * @param head the newest hash of the thing's journal; empty if it has none
 * @param changing whether it is to be rendered again though nothing happens
 */
record LiveCard(Address address, String channel, String owner, Rendered rendered, String head, boolean changing) {

    static LiveCard of(RolloutView rollout, Instant now) {
        return new LiveCard(Address.live(rollout.id().value()), rollout.channel(), rollout.by(), LiveMessage.of(rollout, now),
                rollout.journal().isEmpty() ? "" : rollout.journal().getLast().hash(), rollout.status() == RolloutView.Status.RUNNING);
    }

    static LiveCard of(Approval approval) {
        return new LiveCard(Address.live(approval.id()), approval.channel(), approval.requester(), ApprovalMessage.of(approval), "", false);
    }

    /** Names it for the log. */
    String subject() {
        return address.rollout();
    }
}

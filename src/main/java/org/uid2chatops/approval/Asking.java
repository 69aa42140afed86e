package org.uid2chatops.approval;

import org.uid2chatops.approval.Approval.Way;

/**
 * How somebody asks other people to agree.
 *
 * @param requester Slack id of who asks
 * @param channel Slack id of where it is decided
 * @param reason why, in the requester's words
 * @param key of what was said; asked again with the same one, it is the same request
 * @param way how many have to agree
 */
public record Asking(String requester, String channel, String reason, String key, Way way) {
}

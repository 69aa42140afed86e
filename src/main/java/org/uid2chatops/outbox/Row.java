package org.uid2chatops.outbox;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.uid2chatops.outbox.Outbox.Message;

/**
 * A message that is still to be told.
 *
 * @param version counts how often a live message became stale; one that was not delivered is not removed
 * @param batch id of the last row of the parcel that a try was made with; null before the first try
 * @param failures how often in a row it could not be delivered
 * @param due when it became due
 * @param notBefore when it may be delivered again
 */
record Row(long id, Message message, long version, @Nullable Long batch, int failures, Instant due, @Nullable Instant notBefore) {

    /** Returns whether it comes before what else its thread holds, and is not paced as a post is. */
    boolean isLive() {
        return switch (message) {
            case Message.Live _,Message.Approval _,Message.Homes _ -> true;
            // at the rate at which people open Homes
            case Message.Home home -> home.urgent();
            case Message.Detail _,Message.Outcome _,Message.ApprovalNews _,Message.File _,Message.Reply _ -> false;
        };
    }

    /**
     * Returns what is to be told anew after a try that may have ended too late: what it showed may be older than what another one had
     * told meanwhile. What is told once is not: it is found, or told by the other one.
     */
    List<Message> toldAnew() {
        return switch (message) {
            case Message.Live _,Message.Approval _,Message.Homes _,Message.Home _ -> List.of(message);
            // a thread's live message may have been told with it
            case Message.Detail detail -> List.of(new Message.Live(detail.rollout(), detail.channel()));
            case Message.Outcome outcome -> List.of(new Message.Live(outcome.rollout(), outcome.channel()), outcome);
            case Message.ApprovalNews news -> List.of(new Message.Approval(news.approval(), news.channel()), news);
            case Message.File _,Message.Reply _ -> List.of();
        };
    }

    boolean isDetail() {
        return message instanceof Message.Detail;
    }

    /** Returns which thread it belongs into; threads do not wait for each other. */
    String thread() {
        return switch (message) {
            case Message.Live live -> live.rollout();
            case Message.Detail detail -> detail.rollout();
            case Message.Outcome outcome -> outcome.rollout();
            case Message.Approval approval -> approval.approval();
            case Message.ApprovalNews news -> news.approval();
            case Message.File file -> "file " + file.order();
            case Message.Reply reply -> "reply to " + reply.user();
            case Message.Homes _ -> "homes";
            case Message.Home home -> "home of " + home.user();
        };
    }

    Instant eligible() {
        return notBefore != null && notBefore.isAfter(due) ? notBefore : due;
    }
}

package org.uid2chatops.slack;

import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.outbox.Courier;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.slack.MessageStore.Address;
import org.uid2chatops.slack.MessageStore.Kind;

/** Renders what the outbox holds and brings it to Slack. */
@Component
class SlackCourier implements Courier {

    private static final Logger LOG = LoggerFactory.getLogger(SlackCourier.class);

    private final LivePosts live;
    private final ThreadPosts threads;
    private final Replies replies;
    private final Rollouts rollouts;
    private final Clock clock;

    SlackCourier(LivePosts live, ThreadPosts threads, Replies replies, Rollouts rollouts, Clock clock) {
        this.live = live;
        this.threads = threads;
        this.replies = replies;
        this.rollouts = rollouts;
        this.clock = clock;
    }

    @Override
    public Result deliver(Parcel parcel) {
        return switch (parcel.messages().getFirst()) {
            case Message.Reply reply -> replies.deliver(reply);
            case Message.Live stale -> about(stale.rollout(), rollout -> live.deliver(rollout, parcel.again()));
            case Message.Detail detail -> about(detail.rollout(), rollout -> threads.details(rollout, parcel));
            case Message.Outcome outcome -> about(outcome.rollout(), rollout -> threads.inThread(rollout,
                    new Address(rollout.id().value(), Kind.OUTCOME, outcome.seq()), OutcomeMessage.of(rollout, clock.instant()),
                    parcel.again()));
        };
    }

    private Result about(String id, java.util.function.Function<RolloutView, Result> deliver) {
        var rollout = rollouts.view(new RolloutId(id));
        if (rollout.isEmpty()) {
            LOG.error("There is no rollout {} to tell of; its message is dropped", id);
            return new Result.Delivered();
        }
        return deliver.apply(rollout.get());
    }
}

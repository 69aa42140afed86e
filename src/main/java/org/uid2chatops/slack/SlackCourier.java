package org.uid2chatops.slack;

import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.approval.Approval;
import org.uid2chatops.approval.Approvals;
import org.uid2chatops.approval.News;
import org.uid2chatops.outbox.Courier;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts;

/** Renders what the outbox holds and brings it to Slack. */
@Component
class SlackCourier implements Courier {

    private static final Logger LOG = LoggerFactory.getLogger(SlackCourier.class);

    private final LivePosts live;
    private final ThreadPosts threads;
    private final Replies replies;
    private final FilePosts files;
    private final HomePosts homes;
    private final Rollouts rollouts;
    private final Approvals approvals;
    private final Clock clock;

    SlackCourier(LivePosts live, ThreadPosts threads, Replies replies, FilePosts files, HomePosts homes, Rollouts rollouts,
            Approvals approvals,
            Clock clock) {
        this.live = live;
        this.threads = threads;
        this.replies = replies;
        this.files = files;
        this.homes = homes;
        this.rollouts = rollouts;
        this.approvals = approvals;
        this.clock = clock;
    }

    @Override
    public Result deliver(Parcel parcel) {
        return switch (parcel.messages().getFirst()) {
            case Message.File file -> files.deliver(file, parcel.again());
            case Message.Reply reply -> replies.deliver(reply);
            case Message.Homes _ -> homes.spread();
            case Message.Home home -> homes.deliver(home.user());
            case Message.Live stale -> about(stale.rollout(), rollout -> live.deliver(card(rollout), parcel.again()));
            case Message.Detail detail -> about(detail.rollout(), rollout -> threads.details(rollout, card(rollout), parcel));
            case Message.Approval stale -> aboutApproval(stale.approval(), approval -> live.deliver(LiveCard.of(approval), parcel.again()));
            case Message.ApprovalNews news -> aboutApproval(news.approval(), approval -> news(approval, news.number(), parcel.again()));
            case Message.Outcome outcome -> about(outcome.rollout(), rollout -> outcome(rollout, outcome.seq(), parcel.again()));
        };
    }

    /** @param seq the row by which it ended; 0 in what earlier versions of the bot left to be told */
    private Result outcome(RolloutView now, long seq, boolean again) {
        long ended = seq > 0
                ? seq
                : now.journal().stream().filter(row -> row.entry() instanceof Entry.Failed || row.entry() instanceof Entry.Succeeded
                        || row.entry() instanceof Entry.Cancelled)
                        .mapToLong(JournalRow::seq).max().orElse(0);
        RolloutView then = rollouts.viewAt(now.id(), ended).orElse(now);
        var newer = rollouts.latest(now.target()).filter(latest -> !latest.id().equals(now.id()));
        return threads.outcome(card(now), seq, Tries.of(then).number() == 1, OutcomeMessage.of(then, now, newer, clock.instant()), again);
    }

    private LiveCard card(RolloutView rollout) {
        return LiveCard.of(rollout, clock.instant());
    }

    private Result news(Approval approval, long number, boolean again) {
        return News.of(number).flatMap(what -> ApprovalMessage.news(approval, what))
                .map(rendered -> threads.outcome(LiveCard.of(approval), number, false, rendered, again))
                .orElseGet(Result.Delivered::new);
    }

    private Result aboutApproval(String id, java.util.function.Function<Approval, Result> deliver) {
        return approvals.find(id).map(deliver).orElseGet(() -> {
            LOG.error("There is no approval {} to tell of; its message is dropped", id);
            return new Result.Delivered();
        });
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

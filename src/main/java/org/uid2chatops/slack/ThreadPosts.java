package org.uid2chatops.slack;

import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.outbox.Courier.Parcel;
import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.slack.MessageStore.Address;
import org.uid2chatops.slack.MessageStore.Kind;
import org.uid2chatops.slack.MessageStore.Posted;
import org.uid2chatops.slack.SlackApi.Answer;

/** Brings to the thread under a live message what happens, and how it ended. */
@Component
class ThreadPosts {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadPosts.class);

    private final Post post;
    private final MessageStore messages;
    private final LivePosts live;

    ThreadPosts(Post post, MessageStore messages, LivePosts live) {
        this.post = post;
        this.messages = messages;
        this.live = live;
    }

    Result details(RolloutView rollout, LiveCard card, Parcel parcel) {
        List<Long> seqs = parcel.messages().stream().map(message -> ((Message.Detail) message).seq()).toList();
        return DetailMessage.of(rollout, seqs)
                .map(rendered -> post(card, new Address(card.subject(), Kind.DETAIL, seqs.getLast()), rendered, parcel.again()))
                .orElseGet(Result.Delivered::new);
    }

    /**
     * Tells how something ended, in the channel too; told again, the message is edited.
     *
     * @param first whether it is the first end, which earlier versions of the bot noted without its number
     */
    Result outcome(LiveCard card, long seq, boolean first, Rendered rendered, boolean again) {
        Address address = new Address(card.subject(), Kind.OUTCOME, seq);
        Address noted = messages.find(address).isEmpty() && first ? new Address(address.rollout(), Kind.OUTCOME, 0) : address;
        return messages.find(noted).map(posted -> edit(card, noted, posted, rendered))
                .orElseGet(() -> post(card, address, rendered, again));
    }

    private Result edit(LiveCard card, Address address, Posted posted, Rendered rendered) {
        if (posted.digest().equals(rendered.digest())) {
            return new Result.Delivered();
        }
        return switch (post.update(posted, rendered, Post.metadata(address, card.head()))) {
            case Answer.Ok(_) -> messages.edited(address, posted, rendered.digest()) ? new Result.Delivered() : new Result.NotYet();
            case Answer.Refused(var error) when Refusals.gone(error) || Refusals.closed(error) -> {
                LOG.warn("How {} ended cannot be told anew ({}): its live message tells it", card.subject(), error);
                yield new Result.Delivered();
            }
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var why, _) -> LivePosts.unedited(after, why);
        };
    }

    private Result post(LiveCard card, Address address, Rendered rendered, boolean again) {
        if (messages.find(address).isPresent()) {
            return new Result.Delivered();
        }
        Optional<Posted> thread = messages.find(card.address());
        if (thread.isEmpty()) {
            Result first = live.deliver(card, true);
            return switch (first) {
                case Result.Failed _,Result.Refused _,Result.Held _ -> first;
                case Result.Delivered _,Result.Changing _,Result.NotYet _ -> new Result.NotYet();
            };
        }
        Posted root = thread.get();
        var asked = again ? post.find(root.channel(), root.ts(), address) : new Answer.Ok<>(Optional.<String>empty());
        if (asked instanceof Answer.Later(var after, var why, _)) {
            return new Result.Failed(why, after, true);
        }
        if (asked instanceof Answer.Ok(var found) && found.isPresent()) {
            messages.first(address, Posted.found(root.channel(), found.get()));
            return address.kind() == Kind.OUTCOME ? new Result.NotYet() : new Result.Delivered();
        }
        boolean broadcast = address.kind() == Kind.OUTCOME;
        return switch (post.post(root.channel(), root.ts(), broadcast, rendered, Post.metadata(address, card.head()))) {
            case Answer.Ok(var response) ->
                live.keep(address, new Posted(root.channel(), response.getTs(), rendered.digest()))
                        ? new Result.Delivered()
                        : new Result.NotYet();
            case Answer.Refused(var error) when Refusals.gone(error) -> {
                messages.forget(card.address(), root);
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) when LivePosts.moves(card, root, error) -> live.move(card, error, Optional.of(root), true);
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
        };
    }
}

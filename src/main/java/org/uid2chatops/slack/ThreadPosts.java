package org.uid2chatops.slack;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import org.uid2chatops.outbox.Courier.Parcel;
import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.slack.MessageStore.Address;
import org.uid2chatops.slack.MessageStore.Kind;
import org.uid2chatops.slack.MessageStore.Posted;
import org.uid2chatops.slack.SlackApi.Answer;

/** Brings to the thread of a rollout what happens to it, and how it ended. */
@Component
class ThreadPosts {

    private final Post post;
    private final MessageStore messages;
    private final LivePosts live;

    ThreadPosts(Post post, MessageStore messages, LivePosts live) {
        this.post = post;
        this.messages = messages;
        this.live = live;
    }

    Result details(RolloutView rollout, Parcel parcel) {
        List<Long> seqs = parcel.messages().stream().map(message -> ((Message.Detail) message).seq()).toList();
        return DetailMessage.of(rollout, seqs)
                .map(rendered -> inThread(rollout, new Address(rollout.id().value(), Kind.DETAIL, seqs.getLast()), rendered,
                        parcel.again()))
                .orElseGet(Result.Delivered::new);
    }

    Result inThread(RolloutView rollout, Address address, Rendered rendered, boolean again) {
        if (messages.find(address).isPresent()) {
            return new Result.Delivered();
        }
        Address top = Address.live(rollout.id().value());
        Optional<Posted> thread = messages.find(top);
        if (thread.isEmpty()) {
            Result first = live.deliver(rollout, true);
            return first instanceof Result.Failed || first instanceof Result.Refused ? first : new Result.NotYet();
        }
        Posted root = thread.get();
        var asked = again ? post.find(root.channel(), root.ts(), address) : new Answer.Ok<>(Optional.<String>empty());
        if (asked instanceof Answer.Later(var after, var why, _)) {
            return new Result.Failed(why, after, true);
        }
        if (asked instanceof Answer.Ok(var found) && found.isPresent()) {
            messages.save(address, new Posted(root.channel(), found.get(), rendered.digest()));
            return new Result.Delivered();
        }
        boolean broadcast = address.kind() == Kind.OUTCOME;
        return switch (post.post(root.channel(), root.ts(), broadcast, rendered, Post.metadata(address, LivePosts.head(rollout)))) {
            case Answer.Ok(var response) -> {
                messages.save(address, new Posted(root.channel(), response.getTs(), rendered.digest()));
                yield new Result.Delivered();
            }
            case Answer.Refused(var error) when Refusals.gone(error) -> {
                messages.forget(top);
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) when LivePosts.moves(rollout, root, error) -> live.move(rollout, error);
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
        };
    }
}

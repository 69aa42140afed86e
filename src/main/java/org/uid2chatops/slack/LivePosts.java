package org.uid2chatops.slack;

import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.slack.MessageStore.Address;
import org.uid2chatops.slack.MessageStore.Posted;
import org.uid2chatops.slack.SlackApi.Answer;

/** Brings live messages to where they are asked for; to the person who asked, where the bot may not speak. */
@Component
class LivePosts {

    private static final Logger LOG = LoggerFactory.getLogger(LivePosts.class);

    private final Post post;
    private final MessageStore messages;

    LivePosts(Post post, MessageStore messages) {
        this.post = post;
        this.messages = messages;
    }

    Result deliver(LiveCard card, boolean again) {
        Optional<Posted> posted = messages.find(card.address());
        if (posted.isPresent()) {
            boolean elsewhere = !posted.get().channel().equals(card.channel());
            return edit(card, posted.get(), elsewhere ? directly(card) : card.rendered(), again);
        }
        var asked = again ? post.find(card.channel(), null, card.address()) : new Answer.Ok<>(Optional.<String>empty());
        if (asked instanceof Answer.Later(var after, var why, _)) {
            return new Result.Failed(why, after, true);
        }
        if (asked instanceof Answer.Ok(var found) && found.isPresent()) {
            messages.first(card.address(), Posted.found(card.channel(), found.get()));
            return new Result.NotYet();
        }
        var answer = post.post(card.channel(), null, false, card.rendered(), Post.metadata(card.address(), card.head()));
        return switch (answer) {
            case Answer.Ok(var response) ->
                keep(card.address(), new Posted(response.getChannel(), response.getTs(), card.rendered().digest()))
                        ? shown(card)
                        : new Result.NotYet();
            case Answer.Refused(var error) when Refusals.closed(error) -> move(card, error, Optional.empty(), again);
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
        };
    }

    /**
     * Goes on with the one who asked, where the bot may not speak in the channel.
     *
     * @param before the message in the channel, if there is one
     * @param again whether an earlier try may have gone on so: it is looked for there
     */
    Result move(LiveCard card, String why, Optional<Posted> before, boolean again) {
        LOG.warn("Slack does not let the bot post in {} ({}); reporting {} to {} directly", card.channel(), why, card.subject(),
                card.owner());
        var asked = again ? post.findDirectly(card.owner(), card.address()) : new Answer.Ok<>(Optional.<Posted>empty());
        if (asked instanceof Answer.Later(var after, var away, _)) {
            return new Result.Failed(away, after, true);
        }
        if (asked instanceof Answer.Ok(var found) && found.isPresent()) {
            keep(card.address(), found.get(), before);
            return new Result.NotYet();
        }
        Rendered rendered = directly(card);
        return switch (post.post(card.owner(), null, false, rendered, Post.metadata(card.address(), card.head()))) {
            case Answer.Ok(var response) -> {
                keep(card.address(), new Posted(response.getChannel(), response.getTs(), rendered.digest()), before);
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var away, var perhaps) -> new Result.Failed(away, after, perhaps);
        };
    }

    /**
     * Notes where a new message is. A process that stood still may have posted what another one has posted in its place: the one noted
     * first stays, and this one is taken back.
     */
    boolean keep(Address address, Posted own) {
        return keep(address, own, Optional.empty());
    }

    private boolean keep(Address address, Posted own, Optional<Posted> before) {
        if (before.map(gone -> messages.replaced(address, gone, own)).orElseGet(() -> messages.first(address, own))) {
            return true;
        }
        if (messages.find(address).filter(kept -> !kept.ts().equals(own.ts())).isPresent()
                && !(post.delete(own) instanceof Answer.Ok<?>)) {
            LOG.warn("{} of {} was posted twice, and Slack does not take back the one at {} in {}", address.kind(), address.rollout(),
                    own.ts(), own.channel());
        }
        return false;
    }

    /** Whether a message that was taken in a channel is to be replaced by a direct one, since the channel was closed after it. */
    static boolean moves(LiveCard card, Posted posted, String error) {
        return Refusals.restricted(error) && posted.channel().equals(card.channel()) && !posted.channel().startsWith("D");
    }

    private Result edit(LiveCard card, Posted posted, Rendered rendered, boolean again) {
        if (posted.digest().equals(rendered.digest())) {
            return shown(card);
        }
        return switch (post.update(posted, rendered, Post.metadata(card.address(), card.head()))) {
            case Answer.Ok(_) -> messages.edited(card.address(), posted, rendered.digest()) ? shown(card) : new Result.NotYet();
            case Answer.Refused(var error) when Refusals.gone(error) -> {
                LOG.warn("The live message of {} is gone ({}); posting a new one", card.subject(), error);
                messages.forget(card.address(), posted);
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) when moves(card, posted, error) -> move(card, error, Optional.of(posted), again);
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var why, _) -> unedited(after, why);
        };
    }

    /** Slack counts its rate for each method: what holds edits up does not hold up new messages. */
    static Result unedited(Optional<Duration> after, String why) {
        return after.<Result>map(wait -> new Result.Held(why, wait)).orElseGet(() -> new Result.Failed(why, Optional.empty(), false));
    }

    private static Result shown(LiveCard card) {
        return card.changing() ? new Result.Changing() : new Result.Delivered();
    }

    private static Rendered directly(LiveCard card) {
        var blocks = new java.util.ArrayList<>(card.rendered().blocks());
        blocks.add(Rendered.context("I may not post in " + Mrkdwn.channel(card.channel()) + ", so I report here. Invite me there with "
                + "`/invite` and the next one is reported in the channel."));
        return new Rendered(card.rendered().text(), blocks);
    }
}

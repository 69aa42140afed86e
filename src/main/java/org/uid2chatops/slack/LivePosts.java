package org.uid2chatops.slack;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.outbox.Courier.Result;
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
            return edit(card, posted.get(), elsewhere ? directly(card) : card.rendered());
        }
        var asked = again ? post.find(card.channel(), null, card.address()) : new Answer.Ok<>(Optional.<String>empty());
        if (asked instanceof Answer.Later(var after, var why, _)) {
            return new Result.Failed(why, after, true);
        }
        if (asked instanceof Answer.Ok(var found) && found.isPresent()) {
            // what it shows is not known: an empty digest has it edited
            messages.save(card.address(), new Posted(card.channel(), found.get(), ""));
            return new Result.NotYet();
        }
        var answer = post.post(card.channel(), null, false, card.rendered(), Post.metadata(card.address(), card.head()));
        return switch (answer) {
            case Answer.Ok(var response) -> {
                messages.save(card.address(), new Posted(response.getChannel(), response.getTs(), card.rendered().digest()));
                yield shown(card);
            }
            case Answer.Refused(var error) when Refusals.closed(error) -> move(card, error);
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
        };
    }

    /** Goes on with the one who asked, where the bot may not speak in the channel. */
    Result move(LiveCard card, String why) {
        LOG.warn("Slack does not let the bot post in {} ({}); reporting {} to {} directly", card.channel(), why, card.subject(),
                card.owner());
        Rendered rendered = directly(card);
        return switch (post.post(card.owner(), null, false, rendered, Post.metadata(card.address(), card.head()))) {
            case Answer.Ok(var response) -> {
                messages.save(card.address(), new Posted(response.getChannel(), response.getTs(), rendered.digest()));
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var again, var perhaps) -> new Result.Failed(again, after, perhaps);
        };
    }

    /** Whether a message that was taken in a channel is to be replaced by a direct one, since the channel was closed after it. */
    static boolean moves(LiveCard card, Posted posted, String error) {
        return Refusals.restricted(error) && posted.channel().equals(card.channel()) && !posted.channel().startsWith("D");
    }

    private Result edit(LiveCard card, Posted posted, Rendered rendered) {
        if (posted.digest().equals(rendered.digest())) {
            return shown(card);
        }
        return switch (post.update(posted, rendered, Post.metadata(card.address(), card.head()))) {
            case Answer.Ok(_) -> {
                messages.save(card.address(), new Posted(posted.channel(), posted.ts(), rendered.digest()));
                yield shown(card);
            }
            case Answer.Refused(var error) when Refusals.gone(error) -> {
                LOG.warn("The live message of {} is gone ({}); posting a new one", card.subject(), error);
                messages.forget(card.address());
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) when moves(card, posted, error) -> move(card, error);
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var why, _) -> new Result.Failed(why, after, false);
        };
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

package org.uid2chatops.slack;

import java.time.Clock;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.slack.MessageStore.Address;
import org.uid2chatops.slack.MessageStore.Posted;
import org.uid2chatops.slack.SlackApi.Answer;

/** Brings the live messages of rollouts to where they are asked for; to the person who asked, where the bot may not speak. */
@Component
class LivePosts {

    private static final Logger LOG = LoggerFactory.getLogger(LivePosts.class);

    private final Post post;
    private final MessageStore messages;
    private final Clock clock;

    LivePosts(Post post, MessageStore messages, Clock clock) {
        this.post = post;
        this.messages = messages;
        this.clock = clock;
    }

    Result deliver(RolloutView rollout, boolean again) {
        Address address = Address.live(rollout.id().value());
        Rendered rendered = LiveMessage.of(rollout, clock.instant());
        Optional<Posted> posted = messages.find(address);
        if (posted.isPresent()) {
            boolean elsewhere = !posted.get().channel().equals(rollout.channel());
            return edit(rollout, address, posted.get(), elsewhere ? directly(rendered, rollout.channel()) : rendered);
        }
        var asked = again ? post.find(rollout.channel(), null, address) : new Answer.Ok<>(Optional.<String>empty());
        if (asked instanceof Answer.Later(var after, var why, _)) {
            return new Result.Failed(why, after, true);
        }
        if (asked instanceof Answer.Ok(var found) && found.isPresent()) {
            // what it shows is not known: an empty digest has it edited
            messages.save(address, new Posted(rollout.channel(), found.get(), ""));
            return new Result.NotYet();
        }
        var answer = post.post(rollout.channel(), null, false, rendered, Post.metadata(address, head(rollout)));
        return switch (answer) {
            case Answer.Ok(var response) -> {
                messages.save(address, new Posted(response.getChannel(), response.getTs(), rendered.digest()));
                yield shown(rollout);
            }
            case Answer.Refused(var error) when Refusals.closed(error) -> move(rollout, error);
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
        };
    }

    /** Goes on with the one who asked, where the bot may not speak in the channel. */
    Result move(RolloutView rollout, String why) {
        LOG.warn("Slack does not let the bot post in {} ({}); reporting rollout {} to {} directly", rollout.channel(), why, rollout.id(),
                rollout.by());
        Address address = Address.live(rollout.id().value());
        Rendered rendered = directly(LiveMessage.of(rollout, clock.instant()), rollout.channel());
        return switch (post.post(rollout.by(), null, false, rendered, Post.metadata(address, head(rollout)))) {
            case Answer.Ok(var response) -> {
                messages.save(address, new Posted(response.getChannel(), response.getTs(), rendered.digest()));
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var again, var perhaps) -> new Result.Failed(again, after, perhaps);
        };
    }

    /** Whether a message that was taken in a channel is to be replaced by a direct one, since the channel was closed after it. */
    static boolean moves(RolloutView rollout, Posted posted, String error) {
        return Refusals.restricted(error) && posted.channel().equals(rollout.channel()) && !posted.channel().startsWith("D");
    }

    private Result edit(RolloutView rollout, Address address, Posted posted, Rendered rendered) {
        if (posted.digest().equals(rendered.digest())) {
            return shown(rollout);
        }
        return switch (post.update(posted, rendered, Post.metadata(address, head(rollout)))) {
            case Answer.Ok(_) -> {
                messages.save(address, new Posted(posted.channel(), posted.ts(), rendered.digest()));
                yield shown(rollout);
            }
            case Answer.Refused(var error) when Refusals.gone(error) -> {
                LOG.warn("The live message of rollout {} is gone ({}); posting a new one", rollout.id(), error);
                messages.forget(address);
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) when moves(rollout, posted, error) -> move(rollout, error);
            case Answer.Refused(var error) -> Refusals.of(error);
            case Answer.Later(var after, var why, _) -> new Result.Failed(why, after, false);
        };
    }

    private static Result shown(RolloutView rollout) {
        return rollout.status() == RolloutView.Status.RUNNING ? new Result.Changing() : new Result.Delivered();
    }

    private static Rendered directly(Rendered rendered, String channel) {
        var blocks = new java.util.ArrayList<>(rendered.blocks());
        blocks.add(Rendered.context("I may not post in " + Mrkdwn.channel(channel) + ", so I report here. Invite me there with `/invite` "
                + "and the next rollout is reported in the channel."));
        return new Rendered(rendered.text(), blocks);
    }

    static String head(RolloutView rollout) {
        return rollout.journal().isEmpty() ? "" : rollout.journal().getLast().hash();
    }
}

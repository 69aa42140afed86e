package org.uid2chatops.slack;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
import org.uid2chatops.slack.MessageStore.Posted;
import org.uid2chatops.slack.SlackApi.Answer;

/** Renders what the outbox holds and brings it to Slack. */
@Component
class SlackCourier implements Courier {

    private static final Logger LOG = LoggerFactory.getLogger(SlackCourier.class);
    /** The bot may not speak there; so do all that begin with {@link #RESTRICTED}. */
    private static final Set<String> CLOSED = Set.of("not_in_channel", "channel_not_found", "is_archived", "user_not_in_channel");
    /** The workspace's own rules for a channel. Source: Slack, "chat.postMessage", errors. */
    private static final String RESTRICTED = "restricted_action";
    /** The bot's token is not accepted, so nothing can be told anywhere. Source: Slack, errors common to every method. */
    private static final Set<String> TOKEN = Set.of("token_revoked", "token_expired", "invalid_auth", "not_authed", "account_inactive");
    /** The message that was spoken of is not there. */
    private static final Set<String> GONE = Set.of("message_not_found", "thread_not_found", "not_in_channel", "channel_not_found",
            "is_archived");

    private final Post post;
    private final SlackApi slack;
    private final MessageStore messages;
    private final Rollouts rollouts;
    private final Clock clock;

    SlackCourier(Post post, SlackApi slack, MessageStore messages, Rollouts rollouts, Clock clock) {
        this.post = post;
        this.slack = slack;
        this.messages = messages;
        this.rollouts = rollouts;
        this.clock = clock;
    }

    @Override
    public Result deliver(Parcel parcel) {
        return switch (parcel.messages().getFirst()) {
            case Message.Reply reply -> reply(reply);
            case Message.Live live -> about(live.rollout(), rollout -> live(rollout, parcel.again()));
            case Message.Detail detail -> about(detail.rollout(), rollout -> details(rollout, parcel));
            case Message.Outcome outcome -> about(outcome.rollout(), rollout -> inThread(rollout,
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

    private Result live(RolloutView rollout, boolean again) {
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
            case Answer.Refused(var error) when closed(error) -> move(rollout, error);
            case Answer.Refused(var error) -> refused(error);
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
        };
    }

    /** Goes on with the one who asked, where the bot may not speak in the channel. */
    private Result move(RolloutView rollout, String why) {
        LOG.warn("Slack does not let the bot post in {} ({}); reporting rollout {} to {} directly", rollout.channel(), why, rollout.id(),
                rollout.by());
        Address address = Address.live(rollout.id().value());
        Rendered rendered = directly(LiveMessage.of(rollout, clock.instant()), rollout.channel());
        return switch (post.post(rollout.by(), null, false, rendered, Post.metadata(address, head(rollout)))) {
            case Answer.Ok(var response) -> {
                messages.save(address, new Posted(response.getChannel(), response.getTs(), rendered.digest()));
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) -> refused(error);
            case Answer.Later(var after, var again, var perhaps) -> new Result.Failed(again, after, perhaps);
        };
    }

    /** Whether a message that was taken in a channel is to be replaced by a direct one, since the channel was closed after it. */
    private static boolean moves(RolloutView rollout, Posted posted, String error) {
        return error.startsWith(RESTRICTED) && posted.channel().equals(rollout.channel()) && !posted.channel().startsWith("D");
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
            case Answer.Refused(var error) when GONE.contains(error) -> {
                LOG.warn("The live message of rollout {} is gone ({}); posting a new one", rollout.id(), error);
                messages.forget(address);
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) when moves(rollout, posted, error) -> move(rollout, error);
            case Answer.Refused(var error) -> refused(error);
            case Answer.Later(var after, var why, _) -> new Result.Failed(why, after, false);
        };
    }

    private static Result shown(RolloutView rollout) {
        return rollout.status() == RolloutView.Status.RUNNING ? new Result.Changing() : new Result.Delivered();
    }

    private Result details(RolloutView rollout, Parcel parcel) {
        List<Long> seqs = parcel.messages().stream().map(message -> ((Message.Detail) message).seq()).toList();
        return DetailMessage.of(rollout, seqs)
                .map(rendered -> inThread(rollout, new Address(rollout.id().value(), Kind.DETAIL, seqs.getLast()), rendered,
                        parcel.again()))
                .orElseGet(Result.Delivered::new);
    }

    private Result inThread(RolloutView rollout, Address address, Rendered rendered, boolean again) {
        if (messages.find(address).isPresent()) {
            return new Result.Delivered();
        }
        Address root = Address.live(rollout.id().value());
        Optional<Posted> thread = messages.find(root);
        if (thread.isEmpty()) {
            Result first = live(rollout, true);
            return first instanceof Result.Failed || first instanceof Result.Refused ? first : new Result.NotYet();
        }
        Posted live = thread.get();
        var asked = again ? post.find(live.channel(), live.ts(), address) : new Answer.Ok<>(Optional.<String>empty());
        if (asked instanceof Answer.Later(var after, var why, _)) {
            return new Result.Failed(why, after, true);
        }
        if (asked instanceof Answer.Ok(var found) && found.isPresent()) {
            messages.save(address, new Posted(live.channel(), found.get(), rendered.digest()));
            return new Result.Delivered();
        }
        boolean broadcast = address.kind() == Kind.OUTCOME;
        return switch (post.post(live.channel(), live.ts(), broadcast, rendered, Post.metadata(address, head(rollout)))) {
            case Answer.Ok(var response) -> {
                messages.save(address, new Posted(live.channel(), response.getTs(), rendered.digest()));
                yield new Result.Delivered();
            }
            case Answer.Refused(var error) when GONE.contains(error) -> {
                messages.forget(root);
                yield new Result.NotYet();
            }
            case Answer.Refused(var error) when moves(rollout, live, error) -> move(rollout, error);
            case Answer.Refused(var error) -> refused(error);
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
        };
    }

    private Result reply(Message.Reply reply) {
        Answer<?> answer = slack.call(methods -> methods
                .chatPostEphemeral(request -> request.channel(reply.channel()).user(reply.user()).text(reply.text())));
        if (answer instanceof Answer.Refused(var error) && closed(error)) {
            answer = slack.call(methods -> methods.chatPostMessage(request -> request.channel(reply.user()).text(reply.text())));
        }
        return switch (answer) {
            case Answer.Ok(_) -> new Result.Delivered();
            case Answer.Refused(var error) when TOKEN.contains(error) -> refused(error);
            case Answer.Refused(var error) -> {
                LOG.error("Slack takes an answer for {} neither in {} nor directly ({}); it is dropped", reply.user(), reply.channel(),
                        error);
                yield new Result.Delivered();
            }
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
        };
    }

    private static Result refused(String error) {
        return TOKEN.contains(error)
                ? new Result.Failed("it does not accept uid2.slack.bot-token (" + error
                        + "); install the app to the workspace again and give the bot its new token", Optional.empty(), false)
                : new Result.Refused(error);
    }

    private static boolean closed(String error) {
        return CLOSED.contains(error) || error.startsWith(RESTRICTED);
    }

    private static Rendered directly(Rendered rendered, String channel) {
        var blocks = new java.util.ArrayList<>(rendered.blocks());
        blocks.add(Rendered.context("I may not post in " + Mrkdwn.channel(channel) + ", so I report here. Invite me there with `/invite` "
                + "and the next rollout is reported in the channel."));
        return new Rendered(rendered.text(), blocks);
    }

    private static String head(RolloutView rollout) {
        return rollout.journal().isEmpty() ? "" : rollout.journal().getLast().hash();
    }
}

package org.uid2chatops.slack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import com.slack.api.methods.response.chat.ChatDeleteResponse;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.model.Message;
import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.slack.MessageStore.Address;
import org.uid2chatops.slack.MessageStore.Posted;
import org.uid2chatops.slack.SlackApi.Answer;

/** Posts, edits and finds again the messages of rollouts. Each carries metadata by which a post is recognised after a crash. */
@Component
class Post {

    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final String EVENT = "uid2_rollout";
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 5;

    private final SlackApi slack;

    Post(SlackApi slack) {
        this.slack = slack;
    }

    /**
     * Posts a message.
     *
     * @param thread timestamp of the thread's first message
     * @param broadcast whether the channel sees it too
     */
    Answer<ChatPostMessageResponse> post(String channel, @Nullable String thread, boolean broadcast, Rendered rendered,
            Message.Metadata metadata) {
        var answer = post(channel, thread, broadcast, rendered.text(), rendered.blocks(), metadata);
        return refusesBlocks(answer) ? post(channel, thread, broadcast, rendered.text(), List.of(), metadata) : answer;
    }

    private Answer<ChatPostMessageResponse> post(String channel, @Nullable String thread, boolean broadcast, String text,
            List<LayoutBlock> blocks, Message.Metadata metadata) {
        return slack.call(methods -> methods.chatPostMessage(request -> request.channel(channel).threadTs(thread).replyBroadcast(broadcast)
                .text(text).blocks(blocks).metadata(metadata).unfurlLinks(false).unfurlMedia(false)));
    }

    Answer<ChatUpdateResponse> update(Posted posted, Rendered rendered, Message.Metadata metadata) {
        var answer = update(posted, rendered.text(), rendered.blocks(), metadata);
        return refusesBlocks(answer) ? update(posted, rendered.text(), List.of(), metadata) : answer;
    }

    private Answer<ChatUpdateResponse> update(Posted posted, String text, List<LayoutBlock> blocks, Message.Metadata metadata) {
        return slack.call(methods -> methods
                .chatUpdate(request -> request.channel(posted.channel()).ts(posted.ts()).text(text).blocks(blocks).metadata(metadata)));
    }

    /** Takes a message back. */
    Answer<ChatDeleteResponse> delete(Posted posted) {
        return slack.call(methods -> methods.chatDelete(request -> request.channel(posted.channel()).ts(posted.ts())));
    }

    static boolean refusesBlocks(Answer<?> answer) {
        if (answer instanceof Answer.Refused(var error) && (error.startsWith("invalid_blocks") || error.equals("msg_blocks_too_long"))) {
            LOG.error("Slack refused the blocks of a message ({}); sending its text alone", error);
            return true;
        }
        return false;
    }

    /** Looks for a message that an earlier try may have posted; only its timestamp was not noted. */
    Answer<Optional<String>> find(String channel, @Nullable String thread, Address address) {
        return find(channel, thread, message -> is(address, message));
    }

    /** As {@link #find}, in the direct messages with somebody. */
    Answer<Optional<Posted>> findDirectly(String user, Address address) {
        return switch (slack.call(methods -> methods.conversationsOpen(request -> request.users(List.of(user))))) {
            case Answer.Ok(var opened) -> {
                String channel = opened.getChannel().getId();
                yield map(find(channel, null, address), found -> found.map(ts -> Posted.found(channel, ts)));
            }
            case Answer.Refused(var error) -> {
                LOG.warn("Slack does not open the direct messages with {} ({}; it takes the scope im:write): whether {} was told there is "
                        + "not known", user, error, address.rollout());
                yield new Answer.Refused<>(error);
            }
            case Answer.Later(var after, var why, var perhaps) -> new Answer.Later<>(after, why, perhaps);
        };
    }

    /** Looks in a channel for a file that an earlier try may have brought; a file's message carries no metadata, only its name. */
    Answer<Optional<String>> findFile(String channel, String name) {
        return find(channel, null, message -> message.getFiles() != null
                && message.getFiles().stream().anyMatch(file -> name.equals(file.getName())));
    }

    private Answer<Optional<String>> find(String channel, @Nullable String thread, Predicate<Message> wanted) {
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            var answer = page(channel, thread, cursor);
            switch (answer) {
                case Answer.Ok(var found) -> {
                    var ts = found.messages().stream().filter(wanted).map(Message::getTs).findFirst();
                    if (ts.isPresent() || found.next().isEmpty()) {
                        return new Answer.Ok<>(ts);
                    }
                    cursor = found.next();
                }
                case Answer.Refused(var error) -> {
                    return new Answer.Refused<>(error);
                }
                case Answer.Later(var after, var why, var perhaps) -> {
                    return new Answer.Later<>(after, why, perhaps);
                }
            }
        }
        return new Answer.Ok<>(Optional.empty());
    }

    /** Returns the hash of the journal that a message carries; empty if it is gone or carries none. */
    Answer<Optional<String>> head(Posted posted) {
        return map(slack.call(methods -> methods.conversationsHistory(request -> request.channel(posted.channel()).latest(posted.ts())
                .oldest(posted.ts()).inclusive(true).includeAllMetadata(true).limit(1))),
                history -> history.getMessages().stream().filter(message -> posted.ts().equals(message.getTs())).findFirst()
                        .map(Message::getMetadata).filter(metadata -> metadata.getEventPayload() != null)
                        .map(metadata -> String.valueOf(metadata.getEventPayload().get("head"))).filter(head -> !head.isBlank()));
    }

    private Answer<Page> page(String channel, @Nullable String thread, @Nullable String cursor) {
        if (thread == null) {
            return map(slack.call(methods -> methods.conversationsHistory(
                    request -> request.channel(channel).includeAllMetadata(true).limit(PAGE).cursor(cursor))),
                    history -> new Page(history.getMessages(), next(history.getResponseMetadata())));
        }
        return map(slack.call(methods -> methods.conversationsReplies(
                request -> request.channel(channel).ts(thread).includeAllMetadata(true).limit(PAGE).cursor(cursor))),
                replies -> new Page(replies.getMessages(), next(replies.getResponseMetadata())));
    }

    private static String next(com.slack.api.model.@Nullable ResponseMetadata metadata) {
        return metadata == null || metadata.getNextCursor() == null ? "" : metadata.getNextCursor();
    }

    private static <T, R> Answer<R> map(Answer<T> answer, Function<T, R> change) {
        return switch (answer) {
            case Answer.Ok(var response) -> new Answer.Ok<>(change.apply(response));
            case Answer.Refused(var error) -> new Answer.Refused<>(error);
            case Answer.Later(var after, var why, var perhaps) -> new Answer.Later<>(after, why, perhaps);
        };
    }

    /** Returns the metadata of a message; {@code head} is the journal's last hash, kept where a database administrator cannot rewrite it. */
    static Message.Metadata metadata(Address address, String head) {
        return Message.Metadata.builder().eventType(EVENT).eventPayload(
                Map.of("rollout", address.rollout(), "kind", address.kind().name(), "seq", String.valueOf(address.seq()), "head", head))
                .build();
    }

    private static boolean is(Address address, Message message) {
        var metadata = message.getMetadata();
        return metadata != null && EVENT.equals(metadata.getEventType()) && metadata.getEventPayload() != null
                && address.rollout().equals(metadata.getEventPayload().get("rollout"))
                && address.kind().name().equals(metadata.getEventPayload().get("kind"))
                && String.valueOf(address.seq()).equals(String.valueOf(metadata.getEventPayload().get("seq")));
    }

    private record Page(List<Message> messages, String next) {
    }
}

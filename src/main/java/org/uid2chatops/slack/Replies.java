package org.uid2chatops.slack;

import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.slack.SlackApi.Answer;

/** Brings answers to the one person that they are for. */
@Component
class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private final SlackApi slack;

    Replies(SlackApi slack) {
        this.slack = slack;
    }

    Result deliver(Message.Reply reply) {
        Rendered rendered = Rendered.answer(reply.text());
        Answer<?> answer = answer(reply, rendered.text(), rendered.blocks());
        if (!rendered.blocks().isEmpty() && Post.refusesBlocks(answer)) {
            answer = answer(reply, rendered.text(), List.of());
        }
        return switch (answer) {
            case Answer.Ok(_) -> new Result.Delivered();
            case Answer.Refused(var error) when Refusals.ofToken(error) -> Refusals.of(error);
            case Answer.Refused(var error) -> {
                LOG.error("Slack takes an answer for {} neither in {} nor directly ({}); it is dropped", reply.user(), reply.channel(),
                        error);
                yield new Result.Delivered();
            }
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
        };
    }

    private Answer<?> answer(Message.Reply reply, String text, List<LayoutBlock> blocks) {
        if (reply.channel().equals(reply.user())) {
            return directly(reply, text, blocks);
        }
        Answer<?> answer = slack.call(methods -> methods
                .chatPostEphemeral(request -> request.channel(reply.channel()).user(reply.user()).text(text).blocks(blocks)));
        return answer instanceof Answer.Refused(var error) && Refusals.closed(error)
                ? directly(reply, text, blocks)
                : answer;
    }

    private Answer<?> directly(Message.Reply reply, String text, List<LayoutBlock> blocks) {
        return slack.call(methods -> methods.chatPostMessage(request -> request.channel(reply.user()).text(text).blocks(blocks)));
    }
}

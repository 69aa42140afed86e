package org.uid2chatops.slack;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

import com.slack.api.Slack;
import com.slack.api.app_backend.interactive_components.ActionResponseSender;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.handler.builtin.BlockActionHandler;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.response.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.scheduling.Threads;

/** Acknowledges the clicks on buttons and records them. What could not be recorded is said after the acknowledgement. */
@Component
class ButtonClicks implements BlockActionHandler {

    static final String RETRY = "rollout-retry";
    static final String GIVE_UP = "rollout-give-up";
    static final String CANCEL = "rollout-cancel";
    /** What each button asks for. */
    static final Map<String, Verb> ACTIONS = Map.of(RETRY, Verb.RETRY, GIVE_UP, Verb.GIVE_UP, CANCEL, Verb.CANCEL,
            ApprovalButtons.APPROVE, Verb.APPROVE, ApprovalButtons.REJECT, Verb.REJECT, ApprovalButtons.WITHDRAW, Verb.WITHDRAW,
            ApprovalButtons.SHOW_PLAN, Verb.SHOW_PLAN, ApprovalButtons.REVIEW, Verb.REVIEW);
    private static final Logger LOG = LoggerFactory.getLogger(ButtonClicks.class);
    private static final String BROKEN = "Something inside me failed, and I do not know whether your click was taken. Type `/uid2 status` "
            + "to see; whoever runs this bot finds the reason in its log.";

    private final Slack slack;
    private final Workspace workspace;
    private final Inbox inbox;
    private final Modals modals;
    private final Outsiders outsiders;
    private final Replies replies;
    private final ExecutorService answers = Threads.perTask("click-answer");

    ButtonClicks(Slack slack, Workspace workspace, Inbox inbox, Modals modals, Outsiders outsiders, Replies replies) {
        this.slack = slack;
        this.workspace = workspace;
        this.inbox = inbox;
        this.modals = modals;
        this.outsiders = outsiders;
        this.replies = replies;
    }

    @Override
    public Response apply(BlockActionRequest request, ActionContext context) {
        var payload = request.getPayload();
        String trouble;
        try {
            trouble = trouble(payload);
        } catch (Throwable bug) {
            LOG.error("A click could not be handled; the person is told so", bug);
            trouble = BROKEN;
        }
        if (!trouble.isEmpty()) {
            tell(payload, trouble);
        }
        return context.ack();
    }

    /** Returns why the click was not recorded; empty if it was. */
    private String trouble(BlockActionPayload payload) {
        if (payload.getTeam() == null || !workspace.isOwn(payload.getTeam().getId())) {
            outsiders.note(payload.getUser().getId(), "click from another workspace",
                    payload.getTeam() == null ? "none" : payload.getTeam().getId());
            return Outsiders.OTHER_WORKSPACE;
        }
        var action = payload.getActions().getFirst();
        Verb verb = ACTIONS.get(action.getActionId());
        if (verb == null) {
            outsiders.note(payload.getUser().getId(), "button that was never offered", action.getActionId());
            return "I know no such button, and nothing was done. Type `/uid2 status` to see what can be decided.";
        }
        @Nullable
        String clicked = payload.getContainer().getChannelId();
        String channel = clicked == null ? payload.getUser().getId() : clicked;
        Optional<ReasonModal> modal = ReasonModal.ofButton(verb);
        if (modal.isPresent()) {
            modals.open(modal.get(), payload.getTriggerId(), String.valueOf(action.getValue()), channel,
                    () -> tell(payload, "Slack did not let me ask for your words. Nothing was done: press it again."));
            return "";
        }
        return inbox.record(new Request(payload.getTriggerId(), payload.getUser().getId(), channel, verb, Optional.empty(),
                Optional.ofNullable(action.getValue()), Optional.empty())).answer("decided", "press it");
    }

    /** Slack takes no words with the acknowledgement of a click; Bolt sends it when the handler returns. */
    private void tell(BlockActionPayload payload, String text) {
        answers.execute(() -> {
            @Nullable
            String responseUrl = payload.getResponseUrl();
            if (responseUrl == null) {
                // of a click in the Home
                String user = payload.getUser().getId();
                replies.deliver(new Message.Reply(user, user, text));
                return;
            }
            try {
                new ActionResponseSender(slack).send(responseUrl,
                        ActionResponse.builder().responseType("ephemeral").replaceOriginal(false).text(text).build());
            } catch (IOException e) {
                LOG.warn("Somebody could not be told that a click did nothing: {}", e.getMessage());
            }
        });
    }
}

package org.uid2chatops.slack;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.handler.builtin.ViewSubmissionHandler;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.view.ViewState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.scheduling.Threads;
import org.uid2chatops.slack.SlackApi.Answer;

/** Opens the modals that ask why, beside the acknowledgement, and records what is submitted. */
@Component
class Modals implements ViewSubmissionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Modals.class);

    private final SlackApi slack;
    private final Workspace workspace;
    private final Inbox inbox;
    private final Outsiders outsiders;
    private final ExecutorService opening = Threads.perTask("modal");

    Modals(SlackApi slack, Workspace workspace, Inbox inbox, Outsiders outsiders) {
        this.slack = slack;
        this.workspace = workspace;
        this.inbox = inbox;
        this.outsiders = outsiders;
    }

    /**
     * Opens a modal; Slack allows that within three seconds of what somebody did.
     *
     * @param failed told if it does not open
     */
    void open(ReasonModal modal, String trigger, String about, String channel, Runnable failed) {
        opening.execute(() -> {
            if (!(slack.call(methods -> methods
                    .viewsOpen(request -> request.triggerId(trigger).view(modal.view(about, channel)))) instanceof Answer.Ok<?>)) {
                LOG.warn("Slack did not open the modal {}; the person is told how to do without", modal);
                failed.run();
            }
        });
    }

    @Override
    public Response apply(ViewSubmissionRequest request, ViewSubmissionContext context) {
        var payload = request.getPayload();
        if (payload.getTeam() == null || !workspace.isOwn(payload.getTeam().getId())) {
            outsiders.note(payload.getUser().getId(), "modal from another workspace",
                    payload.getTeam() == null ? "none" : payload.getTeam().getId());
            return error(context, Outsiders.OTHER_WORKSPACE);
        }
        var view = payload.getView();
        String[] about = view.getPrivateMetadata().split(" ", 2);
        var input = view.getState().getValues().getOrDefault(ReasonModal.INPUT, Map.of()).get(ReasonModal.INPUT);
        ReasonModal modal = ReasonModal.of(view.getCallbackId()).orElseThrow();
        Optional<String> subject = Optional.of(about[1]);
        var asked = new Request(payload.getTriggerId(), payload.getUser().getId(), about[0], modal.verb(),
                subject.filter(_ -> modal.ofTarget()), subject.filter(_ -> !modal.ofTarget()),
                Optional.ofNullable(input).map(ViewState.Value::getValue));
        String trouble = inbox.record(asked).answer("done", "press it");
        return trouble.isEmpty() ? context.ack() : error(context, trouble);
    }

    private static Response error(ViewSubmissionContext context, String text) {
        return context.ackWithErrors(Map.of(ReasonModal.INPUT, text));
    }
}

package org.uid2chatops.slack;

import java.util.Optional;

import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.handler.builtin.SlashCommandHandler;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.slack.Inbox.Request;
import org.uid2chatops.slack.Inbox.Verb;

/** Acknowledges {@code /uid2}: answers at once what needs nothing but configuration, records the rest. Calls nobody. */
@Component
class Uid2Command implements SlashCommandHandler {

    private final Targets targets;
    private final CommandSyntax syntax;
    private final Workspace workspace;
    private final Inbox inbox;

    Uid2Command(Targets targets, Workspace workspace, Inbox inbox) {
        this.targets = targets;
        this.syntax = new CommandSyntax(targets);
        this.workspace = workspace;
        this.inbox = inbox;
    }

    @Override
    public Response apply(SlashCommandRequest request, SlashCommandContext context) {
        var payload = request.getPayload();
        if (!workspace.isOwn(payload.getTeamId())) {
            return context.ack("I serve one workspace, and you are in another. Nothing was done.");
        }
        Typing typing = (verb, target) -> new Request(payload.getTriggerId(), payload.getUserId(), payload.getChannelId(), verb,
                target.map(Target::name), Optional.empty());
        String answer = answer(typing, payload.getText());
        return answer.isEmpty() ? context.ack() : context.ack(answer);
    }

    /** Returns what the acknowledgement says; empty if the answer comes later. */
    private String answer(Typing request, @Nullable String typed) {
        return switch (syntax.parse(typed == null ? "" : typed)) {
            case ParsedCommand.Help _ -> HelpAnswer.text();
            case ParsedCommand.ListTargets _ -> TargetsAnswer.of(targets);
            case ParsedCommand.Wrong wrong -> wrong.answer();
            case ParsedCommand.Plan plan -> recorded(request.of(Verb.PLAN, Optional.of(plan.target())));
            case ParsedCommand.Deploy deploy -> recorded(
                    request.of(deploy.behind() ? Verb.DEPLOY_BEHIND : Verb.DEPLOY, Optional.of(deploy.target())));
            case ParsedCommand.Cancel cancel -> recorded(
                    request.of(cancel.waiting() ? Verb.CANCEL_WAITING : Verb.CANCEL, Optional.of(cancel.target())));
            case ParsedCommand.Retry retry -> recorded(request.of(Verb.RETRY, Optional.of(retry.target())));
            case ParsedCommand.Verify verify -> recorded(request.of(Verb.VERIFY, verify.target()));
            case ParsedCommand.Status status -> recorded(request.of(Verb.STATUS, status.target()));
        };
    }

    private String recorded(Request request) {
        return switch (inbox.record(request)) {
            case RECORDED -> "";
            case NOT_RECORDED -> "Not recorded: my database does not answer, so nothing was started. Please try again in a moment.";
            case UNKNOWN ->
                "I cannot tell whether that was recorded: my database stopped answering in the middle. Type `/uid2 status` in a "
                        + "moment; if nothing started, try again.";
        };
    }

    /** Makes the request of what somebody typed just now. */
    @FunctionalInterface
    private interface Typing {
        Request of(Verb verb, Optional<Target> target);
    }
}

package org.uid2chatops.slack;

import java.io.IOException;
import java.util.Optional;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.handler.builtin.SlashCommandHandler;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ApprovalPolicy;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;

/** Acknowledges {@code /uid2}: says at once what is wrong with it, records the rest. Calls nobody. */
@Component
class Uid2Command implements SlashCommandHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Uid2Command.class);
    private final CommandSyntax syntax;
    private final Workspace workspace;
    private final Inbox inbox;
    private final Modals modals;
    private final Outsiders outsiders;

    Uid2Command(Targets targets, Workspace workspace, Inbox inbox, Modals modals, Outsiders outsiders) {
        this.syntax = new CommandSyntax(targets);
        this.workspace = workspace;
        this.inbox = inbox;
        this.modals = modals;
        this.outsiders = outsiders;
    }

    @Override
    public Response apply(SlashCommandRequest request, SlashCommandContext context) {
        var payload = request.getPayload();
        if (!workspace.isOwn(payload.getTeamId())) {
            outsiders.note(payload.getUserId(), "command from another workspace", payload.getTeamId());
            return context.ack(Outsiders.OTHER_WORKSPACE);
        }
        Typing typing = (verb, target, words) -> new Request(payload.getTriggerId(), payload.getUserId(), payload.getChannelId(), verb,
                target.map(Target::name), Optional.empty(), words);
        String answer = answer(typing, payload, context);
        return answer.isEmpty() ? context.ack() : context.ack(answer);
    }

    /** Returns what the acknowledgement says; empty if the answer comes later. */
    private String answer(Typing request, SlashCommandPayload payload, SlashCommandContext context) {
        @Nullable
        String typed = payload.getText();
        return switch (syntax.parse(typed == null ? "" : typed)) {
            case ParsedCommand.Wrong wrong -> wrong.answer();
            case ParsedCommand.Asks(Verb verb, var target, var words) when target.filter(Target::approvalWanted).isPresent()
                    && (verb == Verb.DEPLOY || verb == Verb.DEPLOY_BEHIND) ->
                // what was agreed to starts by itself when nothing else runs there any more
                words.isEmpty()
                        ? askedWhy(ReasonModal.DEPLOY, target.get(), payload, context)
                        : recorded(request.of(Verb.DEPLOY, target, words));
            case ParsedCommand.Asks(Verb verb, var target, var words) when verb == Verb.BREAK_GLASS && words.isEmpty()
                    && target.flatMap(Target::approval).flatMap(ApprovalPolicy::breakGlass).isPresent() ->
                askedWhy(ReasonModal.BREAK_GLASS, target.orElseThrow(), payload, context);
            case ParsedCommand.Asks(Verb verb, _, _) when verb == Verb.HELP -> helped(request.of(verb, Optional.empty(), Optional.empty()));
            case ParsedCommand.Asks(Verb verb, var target, var words) -> recorded(request.of(verb, target, words));
        };
    }

    /** Help is what people need when nothing works: then it shows everything. */
    private String helped(Request request) {
        return inbox.record(request) == Inbox.Outcome.RECORDED ? "" : HelpAnswer.of(_ -> true);
    }

    /** Other people are to agree, and want to know why. */
    private String askedWhy(ReasonModal modal, Target target, SlashCommandPayload payload, SlashCommandContext context) {
        modals.open(modal, payload.getTriggerId(), target.name(), payload.getChannelId(),
                () -> tell(context, "Say why, so that other people can agree: `/uid2 "
                        + (modal == ReasonModal.BREAK_GLASS ? CommandWord.BREAK_GLASS : CommandWord.DEPLOY).word() + " "
                        + Mrkdwn.escape(target.name()) + " because REASON`. Nothing was asked."));
        return "";
    }

    private static void tell(SlashCommandContext context, String text) {
        try {
            context.respond(text);
        } catch (IOException e) {
            LOG.warn("Somebody could not be told to say why: {}", e.getMessage());
        }
    }

    private String recorded(Request request) {
        return inbox.record(request).answer("started", "try");
    }

    /** Makes the request of what somebody typed just now. */
    @FunctionalInterface
    private interface Typing {
        Request of(Verb verb, Optional<Target> target, Optional<String> words);
    }
}

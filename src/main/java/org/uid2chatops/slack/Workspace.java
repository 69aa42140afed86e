package org.uid2chatops.slack;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.slack.SlackApi.Answer;

/** The workspace that the bot token belongs to. Thread-safe. */
@Component
class Workspace {

    private final SlackApi slack;
    private final AtomicReference<@Nullable String> team = new AtomicReference<>();

    Workspace(SlackApi slack) {
        this.slack = slack;
    }

    /** Asks Slack which workspace it is, unless that is known. Returns what went wrong. */
    Optional<String> identify() {
        if (team.get() != null) {
            return Optional.empty();
        }
        return switch (slack.call(methods -> methods.authTest(request -> request))) {
            case Answer.Ok(var response) -> {
                team.set(response.getTeamId());
                yield Optional.empty();
            }
            case Answer.Refused(var error) -> Optional.of("Slack refuses uid2.slack.bot-token (" + error
                    + "): take the Bot User OAuth Token from the app's OAuth & Permissions page");
            case Answer.Later(_, var why, _) -> Optional.of(why);
        };
    }

    /** Returns whether that team is the bot's own; no, while the bot's own is not known. */
    boolean isOwn(@Nullable String teamId) {
        String own = team.get();
        return own != null && own.equals(teamId);
    }
}

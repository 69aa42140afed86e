package org.uid2chatops.slack;

import java.util.Optional;
import java.util.Set;

import org.uid2chatops.outbox.Courier.Result;

/** What Slack's errors mean for a message. */
final class Refusals {

    /** The bot may not speak there; so do all that begin with {@link #RESTRICTED}. */
    private static final Set<String> CLOSED = Set.of("not_in_channel", "channel_not_found", "is_archived", "user_not_in_channel");
    /** The workspace's own rules for a channel. Source: Slack, "chat.postMessage", errors. */
    private static final String RESTRICTED = "restricted_action";
    /** The bot's token is not accepted, so nothing can be told anywhere. Source: Slack, errors common to every method. */
    private static final Set<String> TOKEN = Set.of("token_revoked", "token_expired", "invalid_auth", "not_authed", "account_inactive");
    /** The message that was spoken of is not there. */
    private static final Set<String> GONE = Set.of("message_not_found", "thread_not_found", "not_in_channel", "channel_not_found",
            "is_archived");

    private Refusals() {
    }

    /** Returns what a refused delivery comes to. */
    static Result of(String error) {
        return TOKEN.contains(error)
                ? new Result.Failed("it does not accept uid2.slack.bot-token (" + error
                        + "); install the app to the workspace again and give the bot its new token", Optional.empty(), false)
                : new Result.Refused(error);
    }

    static boolean closed(String error) {
        return CLOSED.contains(error) || restricted(error);
    }

    static boolean restricted(String error) {
        return error.startsWith(RESTRICTED);
    }

    static boolean gone(String error) {
        return GONE.contains(error);
    }

    static boolean ofToken(String error) {
        return TOKEN.contains(error);
    }
}

package org.uid2chatops.sandbox.slack.web;

import java.util.List;

/** What Slack answers with {@code "ok": false}: its short code, and for bad arguments what is wrong with which. */
public final class SlackError extends RuntimeException {

    private static final long serialVersionUID = 1;
    private final String code;
    private final List<String> messages;

    public SlackError(String code, List<String> messages) {
        super(code, null, false, false);
        this.code = code;
        this.messages = List.copyOf(messages);
    }

    public SlackError(String code) {
        this(code, List.of());
    }

    static SlackError missing(String argument) {
        return new SlackError("invalid_arguments", List.of("[ERROR] missing required field: " + argument));
    }

    public String code() {
        return code;
    }

    public List<String> messages() {
        return messages;
    }
}

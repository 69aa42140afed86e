package org.uid2chatops.sandbox.azure;

import java.time.Instant;

import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.net.Answer;

/** An answer and the simulated instant before which it is not sent. */
record Reply(Answer answer, Instant notBefore) {

    static Reply of(int status, JsonNode body) {
        return new Reply(Answer.json(status, body), Instant.MIN);
    }

    static Reply empty(int status) {
        return new Reply(Answer.empty(status), Instant.MIN);
    }

    Reply with(String header, String value) {
        return new Reply(answer.with(header, value), notBefore);
    }

    /** As AKS answers: JSON that does not name its character set. Source: the recorded exchanges. */
    Reply plain() {
        return with("Content-Type", "application/json");
    }

    Reply notBefore(Instant instant) {
        return new Reply(answer, instant);
    }
}

package org.uid2chatops.sandbox.azure;

import java.time.Duration;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** Tells clients, who live in real time, how long to wait. Thread-safe. */
record Pacing(SimulatedClock clock) {

    /** Adds {@code retry-after-ms} in real milliseconds and {@code Retry-After} in real seconds, rounded up. */
    Answer retryAfter(Answer answer, double simulatedSeconds) {
        long millis = clock.inReal(Duration.ofMillis(Math.round(simulatedSeconds * 1000))).toMillis();
        return answer.with("retry-after-ms", "" + millis).with("Retry-After", "" + (millis + 999) / 1000);
    }

    Reply retryAfter(Reply reply, double simulatedSeconds) {
        return new Reply(retryAfter(reply.answer(), simulatedSeconds), reply.notBefore());
    }
}

package org.uid2chatops.sandbox.net;

import org.jspecify.annotations.Nullable;

/** Thrown by an endpoint to end a call without its whole answer, as a reset does. */
public final class CutConnection extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Answer begun;
    private final boolean byTheClient;

    private CutConnection(@Nullable Answer begun, boolean byTheClient) {
        super("cut", null, false, false);
        this.begun = begun;
        this.byTheClient = byTheClient;
    }

    /** The connection is closed at once, without an answer. */
    public CutConnection() {
        this(null, false);
    }

    /** The connection is closed in the middle of an answer. */
    public static CutConnection within(Answer answer) {
        return new CutConnection(answer, false);
    }

    /** Nothing is answered; the connection stays until the client closes it. */
    public static CutConnection byTheClient() {
        return new CutConnection(null, true);
    }

    @Nullable
    Answer begun() {
        return begun;
    }

    boolean isByTheClient() {
        return byTheClient;
    }
}

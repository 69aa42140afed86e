package org.uid2chatops.sandbox.net;

/** Thrown by an endpoint to close the connection without an answer, as a reset does. */
public final class CutConnection extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CutConnection() {
        super("cut", null, false, false);
    }
}

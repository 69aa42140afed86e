package org.uid2chatops.kubernetes;

import java.util.List;

import sun.misc.Signal;

/**
 * The signals that ask the bot to stop. Helm, as a library, is a Go program: once it has run, Go's runtime holds the
 * process's handlers, and a SIGTERM would be swallowed for good. So they are taken back after each call of Helm.
 */
final class StopSignals {

    private static final List<String> ASKING_TO_STOP = List.of("TERM", "INT", "HUP");
    /** What shells and Kubernetes expect of a process that ended by a signal. */
    private static final int ENDED_BY_SIGNAL = 128;

    private StopSignals() {
    }

    /** Gives them to the JVM again: each runs the shutdown hooks, as in a JVM without Helm. */
    static void takeBack() {
        ASKING_TO_STOP.forEach(name -> Signal.handle(new Signal(name), signal -> System.exit(ENDED_BY_SIGNAL + signal.getNumber())));
    }
}

package org.uid2chatops.scheduling;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for short work beside the durable tasks. Platform threads: a virtual thread that loads a class holds its carrier, and there is one
 * for each processor; two that wait for a lock of the class loader stop every other one for ever, acknowledgements to Slack among them. Source:
 * JEP 444, "Pinning", and a bot that stood still so.
 */
public final class Threads {

    private Threads() {
    }

    /**
     * Returns an executor that starts a thread for each piece of work, and does not keep the process alive.
     *
     * @param name begins the names of its threads
     */
    public static ExecutorService perTask(String name) {
        return Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }
}
